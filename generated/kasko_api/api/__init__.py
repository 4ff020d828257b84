# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Builders: one pure function for each operation, in a package for each tag."""
