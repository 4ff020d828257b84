"""Whole lists against what the tables hold: what changed, and what may be gone. No I/O.

A list that is paged by index says nothing of deletions, and an answer that is empty by mistake
looks like one. So what a scan did not show is asked for by its id, and only the provider's own 404
counts. If a scan shows nothing, or less than half of what the tables hold, nothing is asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
import pyarrow as pa

from .._core.allowed import as_json

CONTENT, CHANGED, DELETED = "content_hash", "changed_at", "deleted_at"
FEW = 20
_TIME = pa.timestamp("us", tz="UTC")


def digests(table: pa.Table) -> list[str]:
    """A digest of each row: of what the table shows, so it tells nothing that is left out."""
    columns = [column.to_pylist() for column in table.columns]
    encode = msgspec.json.Encoder().encode
    return [
        hashlib.blake2b(encode(row), digest_size=12).hexdigest()
        for row in zip(*columns, strict=True)
    ]


@dataclass(slots=True)
class Scan:
    """One reading of one list.

    Args:
        kept: Of each row that the table holds: id, digest, when it was deleted.
        now: When the reading began.
    """

    kept: Iterable[tuple[str, str | None, datetime | None]]
    now: datetime
    seen: set[str] = field(default_factory=set)
    _known: dict[str, str | None] = field(default_factory=dict)
    _living: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for key, digest, deleted in self.kept:
            self._known[key] = digest if deleted is None else None
            if deleted is None:
                self._living.add(key)
        self.kept = ()

    def changed(self, table: pa.Table) -> pa.Table:
        """The rows that the table lacks or holds otherwise, with their marks."""
        found = digests(table)
        keys: list[str] = table.column("id").to_pylist()
        news = [self._known.get(key) != digest for key, digest in zip(keys, found, strict=True)]
        self.seen.update(keys)
        self._known.update(zip(keys, found, strict=True))
        rows = table.append_column(CONTENT, pa.array(found, pa.string())).filter(pa.array(news))
        return self._marked(rows, None)

    @property
    def missing(self) -> list[str]:
        """Ids of living records that the scan did not show."""
        return sorted(self._living - self.seen)

    @property
    def is_credible(self) -> bool:
        """Whether the scan shows enough to ask for what is missing."""
        missing = len(self.missing)
        return bool(self.seen) and (missing <= FEW or 2 * missing <= len(self._living))

    def deleted(self, schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
        """Rows of the table, as the database gives them, marked as deleted.

        Args:
            schema: Of the columns of `rows`: those of the records and the digest.
            rows: Which the provider answers 404 for.
        """
        columns = zip(*rows, strict=True) if rows else [[] for _ in schema]
        arrays = [
            pa.array([_plain(value) for value in values], one.type)
            for values, one in zip(columns, schema, strict=True)
        ]
        return self._marked(pa.Table.from_arrays(arrays, schema=schema), self.now)

    def _marked(self, rows: pa.Table, deleted: datetime | None) -> pa.Table:
        count = rows.num_rows
        return rows.append_column(CHANGED, pa.array([self.now] * count, _TIME)).append_column(
            DELETED, pa.array([deleted] * count, _TIME)
        )


def _plain(value: Any) -> Any:
    # A database may read JSON for us.
    return as_json(value) if isinstance(value, dict | list) else value
