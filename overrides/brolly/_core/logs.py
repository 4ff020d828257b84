"""Sets up the logger `brolly` from the variable `BROLLY_LOG`."""

from __future__ import annotations

import logging
import os

from ..errors import ConfigurationError

LEVELS = ("debug", "info", "warning", "error")


def wish() -> str:
    """The level in the environment in lower case; empty if there is none."""
    return os.environ.get("BROLLY_LOG", "").strip().lower()


def set_up_logging() -> None:
    """Log to stderr at the level of the environment, unless the program configures logging.

    Raises:
        ConfigurationError: The variable is not a level.
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
        # Checked for each line, because a program may configure logging later.
        handler.addFilter(lambda _: not logging.getLogger().handlers)
        logger.addHandler(handler)
