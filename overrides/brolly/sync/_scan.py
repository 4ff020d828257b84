"""Compares whole lists with the tables: what changed, and what may be deleted. No I/O.

A list does not report deletions, and a list that is empty by mistake looks like one. So each kept
record that a scan did not contain is requested by its id. Only a 404 counts as a deletion, and only
while the provider still returns a record that the scan did contain. An empty scan deletes nothing.
If a scan contains less than half of the kept records, a sample is requested first, and the rest
only if the whole sample is gone.
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
Key = tuple[str, ...]
_TIME = pa.timestamp("us", tz="UTC")


def digests(table: pa.Table) -> list[str]:
    """A digest of each row, of its stored columns only."""
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
        kept: For each row of the table: its key, its digest, and when it was deleted.
        now: When the reading began.
        columns: The columns of the key.
        owner: The column whose id returns 404 after a deletion: the record's, or its parent's.

    Attributes:
        seen: Keys of the records that the scan contained.
        witness: The `owner` of one of them.
    """

    kept: Iterable[Sequence[Any]]
    now: datetime
    columns: tuple[str, ...] = ("id",)
    owner: str = "id"
    seen: set[Key] = field(default_factory=set)
    witness: str | None = None
    _known: dict[Key, str | None] = field(default_factory=dict)
    _living: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        for *names, digest, deleted in self.kept:
            key = tuple(names)
            self._known[key] = digest if deleted is None else None
            if deleted is None:
                self._living.add(key)
        self.kept = ()

    def changed(self, table: pa.Table) -> pa.Table:
        """New and changed rows, with the columns that mark them."""
        found = digests(table)
        keys = list(zip(*(table.column(one).to_pylist() for one in self.columns), strict=True))
        news = [self._known.get(key) != digest for key, digest in zip(keys, found, strict=True)]
        self.seen.update(keys)
        self.witness = next(filter(None, reversed(table[self.owner].to_pylist())), self.witness)
        self._known.update(zip(keys, found, strict=True))
        rows = table.append_column(CONTENT, pa.array(found, pa.string())).filter(pa.array(news))
        return self._marked(rows, None)

    @property
    def missing(self) -> list[Key]:
        """Keys of living records that the scan did not contain."""
        return sorted(self._living - self.seen)

    @property
    def is_doubtful(self) -> bool:
        """Whether the scan contains so few records that the list may be incomplete."""
        missing = len(self._living - self.seen)
        return missing > FEW and 2 * missing > len(self._living)

    def deleted(self, schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
        """Rows as the database returned them, marked as deleted.

        Args:
            schema: The columns of `rows`: those of the records, and the digest.
            rows: Rows for which the provider returned 404.
        """
        columns = zip(*rows, strict=True)
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
    # Some databases return JSON columns parsed.
    return as_json(value) if isinstance(value, dict | list) else value
