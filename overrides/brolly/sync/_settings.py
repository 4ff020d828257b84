"""How dlt has to work for a copy: quiet, and leaving nothing behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

from .._http.fork import renew_after_fork

SETTINGS: dict[str, str | None] = {
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
    # Names that other programs use too: they would drop the tables or make others.
    "DEV_MODE": "false",
    "REFRESH": None,
    # The state goes with the tables, and a load that failed is an error.
    "RESTORE_FROM_DESTINATION": "true",
    "LOAD__RAISE_ON_FAILED_JOBS": "true",
}


class _Users:
    """The copies of this process that are at work, and what the environment was before them."""

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
    """dlt reads them from the environment of the process. The last copy to end puts back what was
    there."""
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
