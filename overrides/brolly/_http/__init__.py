"""Bytes out, bytes in: what carries a call, and the only modules that know an HTTP library."""
