"""Errors of a copy, told without rows, keys or passwords. No I/O."""

from __future__ import annotations

from ..errors import BrollyError, SyncError

# Errors of libraries about paths, space and permissions. Their texts contain no rows.
_TELLING = frozenset(
    {
        "ConnectionException",
        "DiskFull",
        "IOException",
        "InsufficientPrivilege",
        "OperationalError",
        "OutOfMemoryException",
        "ReadOnlySqlTransaction",
    }
)

# Somebody has changed or dropped a table.
_CHANGED = frozenset({"BinderException", "CatalogException", "UndefinedColumn", "UndefinedTable"})


def links(error: BaseException) -> list[BaseException]:
    """An error, and the chain of errors that it came from."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or one.__context__
    return chain


def plain(error: BaseException) -> BrollyError:
    """The `BrollyError` in the chain of an error, or a `SyncError` that says what failed."""
    chain = links(error)
    ours = next((one for one in chain if isinstance(one, BrollyError)), None)
    if ours is not None:
        return ours
    for one in reversed(chain):
        if isinstance(one, OSError) and one.strerror:
            return SyncError(f"the copy could not be written: {one.strerror}")
        kinds = {kind.__name__ for kind in type(one).__mro__}
        # DuckDB raises one class for read-only files and for bad rows.
        if kinds & _TELLING or "read-only mode" in str(one):
            text = str(one).strip().partition("\n")[0].partition(": Conflicting")[0]
            return SyncError(f"the copy could not be written: {text}")
        if kinds & _CHANGED:
            return SyncError(
                "the copy could not be written: a table or a column was dropped or renamed; drop "
                "the schema, and the next run creates it again"
            )
    return SyncError(
        f"the copy could not be written: {type(chain[-1]).__name__}; BROLLY_LOG=debug shows more"
    )
