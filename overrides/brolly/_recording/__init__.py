"""Recorded exchanges: made from a sandbox or a HAR file, redacted before they are kept, replayed.

Needs the extra `brolly[mock]`, which carries the specs.
"""
