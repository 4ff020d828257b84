"""What went wrong, in words that hold no row, no key and no password. No I/O."""

from __future__ import annotations

from ..errors import BrollyError, SyncError

# Of libraries: about places, space and rights, and never about rows.
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

# Somebody else has changed a table, or dropped one.
_CHANGED = frozenset({"BinderException", "CatalogException", "UndefinedColumn", "UndefinedTable"})


def links(error: BaseException) -> list[BaseException]:
    """An error, and one after the other what it came from."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or one.__context__
    return chain


def plain(error: BaseException) -> BrollyError:
    """The error of ours that caused another, or one that says what failed."""
    chain = links(error)
    ours = next((one for one in chain if isinstance(one, BrollyError)), None)
    if ours is not None:
        return ours
    for one in reversed(chain):
        if isinstance(one, OSError) and one.strerror:
            return SyncError(f"the copy could not be written: {one.strerror}")
        kinds = {kind.__name__ for kind in type(one).__mro__}
        # DuckDB's refusal to write to what is read-only has a kind that it has for rows too.
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
