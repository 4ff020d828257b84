"""Records that could not be read, as rows of the table `invalid_records`. No I/O."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from .._core.allowed import as_json
from ..errors import ResponseValidationError
from ..tables import Columns
from ._tally import Recent

TABLE = "invalid_records"
_INDEX = re.compile(r"\[\d+\]")

SCHEMA = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("table_name", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("path", pa.string()),
        pa.field("record", pa.string()),
        pa.field("seen_at", pa.timestamp("us", tz="UTC")),
    ]
)


class Aside:
    """Collects the records that do not fit one table.

    A row has the parts of the record that may be stored (see `Columns.allowed`), the reason, the
    JSON path and the time. A record that comes again updates its row.
    """

    def __init__(self, table: str, columns: Columns) -> None:
        self._table = table
        self._columns = columns
        self._rows: dict[str, dict[str, Any]] = {}

    def __call__(self, record: Any, error: ResponseValidationError) -> None:
        """Add a record; for use as `on_invalid`."""
        self.add(record, str(error), error.path)

    def add(self, record: Any, reason: str, path: str) -> None:
        kept = as_json(self._columns.allowed(record))
        # Its index on a page changes from poll to poll.
        what = f"{self._table} {_INDEX.sub('', path)} {kept}"
        key = hashlib.blake2b(what.encode(), digest_size=16).hexdigest()
        self._rows[key] = {
            "key": key,
            "table_name": self._table,
            "reason": reason,
            "path": path,
            "record": kept,
            "seen_at": datetime.now(UTC),
        }

    def take(self, recent: Recent | None = None) -> tuple[int, pa.Table]:
        """How many came since the last call, and the rows that are not loaded yet."""
        count, rows = len(self._rows), list(self._rows.values())
        if recent is not None:
            rows = [row for row in rows if recent.is_new(row["key"].encode())]
        self._rows = {}
        return count, pa.Table.from_pylist(rows, schema=SCHEMA)


def fitting(columns: Columns, records: list[Any], aside: Aside) -> pa.Table:
    """The table of the records that fit the columns; the others go to `aside`."""
    try:
        return columns.table(records)
    except (OverflowError, RecursionError, pa.ArrowInvalid):
        pass
    fit: list[Any] = []
    for record in records:
        try:
            columns.table([record])
        except (OverflowError, pa.ArrowInvalid):
            aside.add(
                record.to_dict(), "an integer of more than 64 bits, or a time out of range", "$"
            )
        except RecursionError:
            # `to_dict` would fail in the same way.
            aside.add({"id": getattr(record, "id", None)}, "nested too deeply", "$")
        else:
            fit.append(record)
    return columns.table(fit)
