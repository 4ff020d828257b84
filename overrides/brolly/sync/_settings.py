"""How dlt has to work for a copy: quiet, and leaving nothing behind."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

SETTINGS = {
    # It would tell its makers of each run.
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    # Its texts may hold rows.
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    # What was loaded does not stay on disk, nor in the tables that it was merged from.
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "LOAD__TRUNCATE_STAGING_DATASET": "true",
    # One file of each table at a time: memory stays as it is.
    "LOAD__WORKERS": "1",
    "NORMALIZE__WORKERS": "1",
}


@contextmanager
def settings() -> Generator[None]:
    """dlt reads them from the environment of the process; they are put back afterwards."""
    before = {name: os.environ.get(name) for name in SETTINGS}
    os.environ.update(SETTINGS)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
