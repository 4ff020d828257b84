"""Errors that are raised before anything is sent."""

from __future__ import annotations


class BrollyError(Exception):
    """Base of every error that brolly raises."""


class ConfigurationError(BrollyError, ValueError):
    """A key, a base URL, an option or an argument is wrong; nothing was sent."""
