"""What the variable `BROLLY_LOG` makes of the logger `brolly`."""

from __future__ import annotations

import logging
import os

from ..errors import ConfigurationError

LEVELS = ("debug", "info", "warning", "error")


def wish() -> str:
    """The level that the environment asks for, in lower case; empty if it asks for none."""
    return os.environ.get("BROLLY_LOG", "").strip().lower()


def set_up_logging() -> None:
    """Log on stderr as the environment asks, where the program sets up no logging of its own.

    Raises:
        ConfigurationError: The variable holds no level.
    """
    level = wish()
    if not level:
        return
    if level not in LEVELS:
        raise ConfigurationError(f"BROLLY_LOG must be one of {', '.join(LEVELS)}")
    logger = logging.getLogger("brolly")
    logger.setLevel(level.upper())
    if not logger.handlers:
        handler = logging.StreamHandler()
        # Looked at for each line: a program may set up its own later, which gets the line too.
        handler.addFilter(lambda _: not logging.getLogger().handlers)
        logger.addHandler(handler)
