"""One run at a time: a file lock on this machine, and an advisory lock in PostgreSQL."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

from filelock import FileLock, Timeout

from ..errors import SyncBusyError
from ._target import Target


@contextmanager
def locked(target: Target, dataset: str) -> Generator[Callable[[], None]]:
    """Hold the locks. If the process dies, the operating system and the database release them.

    Yields a function that takes the database's lock again if its connection was lost.

    Raises:
        SyncBusyError: Another run holds one.
        OSError: The folder cannot be written to.
    """
    target.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # One process at a time can write to a DuckDB file.
    name = dataset if target.path is None else "copy"
    lock = FileLock(target.folder / f"{name}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SyncBusyError("another run is working on this copy; this run did nothing") from None
    try:
        with ExitStack() as held:
            yield _hold_database(target, dataset, held)
    finally:
        lock.release()


def _hold_database(target: Target, dataset: str, held: ExitStack) -> Callable[[], None]:
    if target.path is not None:
        return lambda: None
    import psycopg2  # noqa: PLC0415 - only PostgreSQL needs it

    number = int.from_bytes(
        hashlib.blake2b(f"brolly {dataset}".encode(), digest_size=8).digest(), signed=True
    )

    def connect() -> Any:
        connection = held.enter_context(closing(psycopg2.connect(target.url)))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", (number,))
            if cursor.fetchone() != (True,):
                raise SyncBusyError(
                    f"another run, perhaps on another machine, is working on {dataset}; this run "
                    "did nothing"
                )
        return connection

    connection = connect()

    def hold() -> None:
        nonlocal connection
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            # A restarted database has lost its locks.
            held.close()
            connection = connect()

    return hold
