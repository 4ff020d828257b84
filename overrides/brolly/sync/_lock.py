"""One run at a time: on this machine by a lock on a file, on a database by a lock of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from ..errors import SyncBusyError
from ._target import Target


@contextmanager
def locked(target: Target, dataset: str) -> Generator[None]:
    """Hold both locks. The operating system, or the database, frees them if the process dies.

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
        raise SyncBusyError("another run is at work on this copy; this one did nothing") from None
    try:
        with _of_database(target, dataset):
            yield
    finally:
        lock.release()


@contextmanager
def _of_database(target: Target, dataset: str) -> Generator[None]:
    if target.path is not None:
        yield
        return
    import psycopg2  # noqa: PLC0415 - only PostgreSQL needs it

    number = int.from_bytes(
        hashlib.blake2b(f"brolly {dataset}".encode(), digest_size=8).digest(), signed=True
    )
    connection = psycopg2.connect(target.url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", (number,))
            if cursor.fetchone() != (True,):
                raise SyncBusyError(
                    f"another run, maybe of another machine, is at work on {dataset}; "
                    "this one did nothing"
                )
        yield
    finally:
        connection.close()
