# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Builders of the operations tagged `media`."""
