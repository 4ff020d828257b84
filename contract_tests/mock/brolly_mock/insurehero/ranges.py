"""Ranges of records by `from` and `to`, under the reading that the settings give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..document import Document
from ..settings import InsureHeroReading
from ..store import Kind, Store
from .errors import invalid, unknown

_PAGE = 100
_GREATEST = 2**53


@dataclass(frozen=True, slots=True)
class Records:
    """The records of the store as InsureHero gives them out."""

    store: Store
    reading: InsureHeroReading

    def range(self, kind: Kind, values: Mapping[str, Any]) -> list[Document]:
        """The records from index `from` to index `to`, at most 100."""
        start = min(int(values["from"]), _GREATEST)
        end = min(int(values["to"]), _GREATEST)
        wanted = end - start + (self.reading.to == "inclusive")
        if wanted > _PAGE and self.reading.oversize == "reject":
            raise invalid("Range exceeds 100 records")
        offset = start - self.reading.first_index
        limit = min(wanted, _PAGE)
        if offset < 0:
            limit, offset = limit + offset, 0
        return self.store.records(kind, offset=offset, limit=max(limit, 0))

    def all(self, kind: Kind) -> list[Document]:
        """Every record of a kind."""
        return self.store.records(kind, offset=0, limit=-1)

    def one(self, kind: Kind, record_id: str) -> Document:
        """The record of this id; status 404 if there is none."""
        return self._found(kind, self.store.record(kind, record_id))

    def with_uid(self, kind: Kind, uid: str) -> Document:
        """The record of this uid; status 404 if there is none."""
        return self._found(kind, self.store.record_with_uid(kind, uid))

    def named(self, kind: Kind, name: str, values: Mapping[str, Any]) -> Document:
        """The record that a path value names, by id or, with `searchBy=uid`, by uid."""
        by_uid = values.get("searchBy", "id") == "uid"
        return self.with_uid(kind, name) if by_uid else self.one(kind, name)

    def _found(self, kind: Kind, record: Document | None) -> Document:
        if record is None:
            raise unknown(_SINGULAR[kind])
        return record


_SINGULAR: dict[Kind, str] = {
    "risk_items": "risk item",
    "claims": "claim",
    "claim_events": "claim event",
    "orders": "order",
    "channel_policies": "policy",
    "packages": "package",
    "variants": "variant",
    "coverages": "coverage",
    "users": "user",
    "workflows": "workflow",
    "files": "file",
}
