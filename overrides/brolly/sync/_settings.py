"""The settings of dlt for a copy: no telemetry, no rows left on disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

from .._http.fork import renew_after_fork

SETTINGS: dict[str, str | None] = {
    # Off: dlt would report each run to its makers.
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    # Its log messages may contain rows.
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    # Loaded rows stay neither on disk nor in staging tables.
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "LOAD__TRUNCATE_STAGING_DATASET": "true",
    # One file at a time keeps memory flat.
    "LOAD__WORKERS": "1",
    "NORMALIZE__WORKERS": "1",
    # Other programs use these names too, and dlt would drop or rename the tables.
    "DEV_MODE": "false",
    "REFRESH": None,
    # The state stays with the tables, and a failed load is an error.
    "RESTORE_FROM_DESTINATION": "true",
    "LOAD__RAISE_ON_FAILED_JOBS": "true",
}


class _Users:
    """The open copies of this process, and the environment before the first one opened."""

    def __init__(self) -> None:
        self.count = 0
        self.before: dict[str, str | None] = {}
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        self.lock = threading.Lock()


_users = _Users()


@contextmanager
def settings() -> Generator[None]:
    """Set them in the environment, where dlt reads them. The last copy to close restores it."""
    with _users.lock:
        if not _users.count:
            _users.before = {name: os.environ.get(name) for name in SETTINGS}
            _set(SETTINGS)
        _users.count += 1
    try:
        yield
    finally:
        with _users.lock:
            _users.count -= 1
            if not _users.count:
                _set(_users.before)


def _set(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
