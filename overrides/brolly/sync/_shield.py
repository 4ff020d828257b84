"""Claims, risk items, orders, events and users of InsureHero as a dlt source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, cast

import dlt
import pyarrow as pa
from dlt.common.configuration.specs import BaseConfiguration

from ..errors import ApiError, ConfigurationError, NotFoundError, ResponseValidationError
from ..insurehero import InsureHero
from ..tables import Columns, Personal
from ._identity import check_identity
from ._invalid_rows import Aside, fitting
from ._kept import Kept
from ._lists import KINDS, Kind
from ._scan import CONTENT, DELETED, FEW, Key, Scan
from ._tables import invalid_rows, rows_of
from ._tally import Tally

_ROWS_AT_ONCE = 5_000
_REFUSED = (401, 403, 404)
_OF_ALL = (401, 429)
"""These concern the key, not one record."""


# See `kasko` for the spec.
@dlt.source(name="insurehero", max_table_nesting=0, spec=BaseConfiguration)
def insurehero(
    api_key: str | None = None,
    *,
    channel_key: str | None = None,
    base_url: str | None = None,
    tables: Any = None,
    only: Any = None,
    personal: str = "drop",
    salt: str | None = None,
    client: Any = None,
    tally: Any = None,
) -> Any:
    """InsureHero's lists, for any pipeline of dlt: the tables `claims`, `risk_items`, `orders`,
    `claim_events`, `users` and `invalid_records`.

    Each run reads the lists completely and loads the records whose content has changed.
    `changed_at` is when a run noticed the change. `deleted_at` is set only after the provider
    returned 404: for a claim or risk item by its id, for an order or event by its risk item or
    claim. The API does not show whether a user was deleted. If the destination is not a database,
    each run loads every record and marks none as deleted.

    Orders and events take one call for each risk item and claim.

    Args:
        api_key: By default `INSUREHERO_API_KEY` of the environment.
        channel_key: By default `INSUREHERO_CHANNEL_KEY`; for `users`.
        base_url: By default `INSUREHERO_BASE_URL`, else InsureHero's own.
        tables: Names of the tables to load; all by default.
        only: Ids by table: read only these records, as after a webhook. For `orders` and
            `claim_events` give the ids of risk items and claims. See `hint`.
        personal: See `brolly.tables.Columns`, as for `salt`.
        salt: Always the same for one copy.
        client: Your own `InsureHero`, instead of keys and `base_url`; you close it.
        tally: A `Tally` that counts what is read.

    Raises:
        ConfigurationError: An argument is invalid, or the tables hold data of another kind
            of key (TEST, LIVE), or were made with another `personal` or `salt`.
    """
    wanted = list(cast("Iterable[str]", tables or only or KINDS))
    if unknown := set(wanted) - KINDS.keys():
        raise ConfigurationError(f"unknown table {min(unknown)!r}: choose from {', '.join(KINDS)}")
    chosen = cast("Mapping[str, Sequence[str]] | None", only)

    def resource(name: str) -> Any:
        kind = KINDS[name]
        columns = Columns(kind.model, personal=cast("Personal", personal), salt=salt)
        reading = _Reading(name, kind, columns, tally or Tally())

        def read() -> Iterator[Any]:
            own = (
                None
                if client is not None
                else InsureHero(api_key, channel_key=channel_key, base_url=base_url)
            )
            used = cast("InsureHero", client or own)
            try:
                check_identity(used, personal, salt)
                if chosen is None:
                    yield from reading.all(used)
                else:
                    yield from reading.some(used, chosen.get(name, ()))
            finally:
                if own is not None:
                    own.close()

        return dlt.resource(read, name=name)

    return [resource(name) for name in wanted]


class _Reading:
    def __init__(self, name: str, kind: Kind, columns: Columns, tally: Tally) -> None:
        self._name = name
        self._kind = kind
        self._columns = columns
        self._tally = tally
        self._aside = Aside(name, columns)
        self._owner = kind.parent or "id"
        self._kept = Kept(name)

    def all(self, shield: InsureHero) -> Iterator[Any]:
        """The whole list, then the kept records that it did not contain."""
        shield = shield.with_options(whole_records=True)
        scan = self._scan(None)
        try:
            yield from self._records(self._kind.read(shield, self._aside), scan)
        except ApiError as error:
            if not (self._kind.optional and error.status_code in _REFUSED):
                raise
            self._tally.skipped[self._name] = type(error).__name__
            return
        if scan.seen and (self._kind.get or self._kind.parent):
            yield from self._missing(shield, scan)
        else:
            self._tally.not_seen[self._name] += len(scan.missing)
        yield from invalid_rows(self._aside, self._tally, self._name)

    def some(self, shield: InsureHero, keys: Sequence[str]) -> Iterator[Any]:
        """Records by their ids, or by those of their parents."""
        shield = shield.with_options(whole_records=True)
        if self._kind.get is not None:
            keys = list(dict.fromkeys(keys))
            yield from self._ask(shield, self._scan(keys), keys)
        elif self._kind.of_parent is not None:
            for key in keys:
                try:
                    found = self._kind.of_parent(shield, key, self._aside)
                except NotFoundError:
                    continue
                ids = [one["id"] if isinstance(one, dict) else one.id for one in found]
                yield from self._records(found, self._scan(ids))
        yield from invalid_rows(self._aside, self._tally, self._name)

    def _scan(self, keys: Sequence[str] | None) -> Scan:
        marks = [*self._kind.key, CONTENT, DELETED]
        return Scan(self._kept.rows(marks, keys), datetime.now(UTC), self._kind.key, self._owner)

    def _records(self, records: Iterable[Any], scan: Scan) -> Iterator[Any]:
        source = iter(records)
        while some := list(islice(source, _ROWS_AT_ONCE)):
            table = self._table(some)
            self._tally.page(self._name, table.num_rows)
            yield from self._rows(scan.changed(table))

    def _rows(self, rows: pa.Table) -> Iterator[Any]:
        yield from rows_of(self._name, rows, self._columns, self._tally, key=self._kind.key)

    def _table(self, records: list[Any]) -> pa.Table:
        if not isinstance(records[0], dict):
            return fitting(self._columns, records, self._aside)
        parent = self._kind.parent or ""
        bare = [{k: v for k, v in record.items() if k != parent} for record in records]
        table = self._columns.table(bare)
        return table.add_column(1, parent, pa.array([record[parent] for record in records]))

    def _missing(self, shield: InsureHero, scan: Scan) -> Iterator[Any]:
        missing = set(scan.missing)
        if not missing:
            return
        owners: dict[str | None, list[Key]] = {}
        for *key, owner in self._kept.rows([*self._kind.key, self._owner], _ids(missing)):
            if tuple(key) in missing:
                owners.setdefault(owner, []).append(tuple(key))
        nameless = owners.pop(None, [])
        some = sorted(map(str, owners))[:: len(owners) // FEW + 1]
        if scan.is_doubtful and not all(self._is_gone(shield, owner) for owner in some):
            self._tally.not_seen[self._name] += len(missing)
            return
        self._tally.not_seen[self._name] += len(nameless)
        if self._kind.get is not None:
            yield from self._ask(shield, scan, sorted(map(str, owners)))
            return
        gone: list[Key] = []
        for owner, keys in owners.items():
            if self._is_gone(shield, str(owner)):
                gone += keys
            else:
                self._tally.not_seen[self._name] += len(keys)
        yield from self._mark(shield, gone, scan)

    def _ask(self, shield: InsureHero, scan: Scan, ids: Sequence[str]) -> Iterator[Any]:
        found: list[Any] = []
        gone: list[Key] = []
        for one in ids:
            try:
                found.append(self._get(shield, one))
            except NotFoundError:
                gone.append((one,))
            except ResponseValidationError as error:
                self._aside({"id": one}, error)
            except ApiError as error:
                if error.status_code in _OF_ALL:
                    raise
                # One failing record must not stop the others.
                self._tally.not_seen[self._name] += 1
        yield from self._records(found, scan)
        yield from self._mark(shield, gone, scan)

    def _get(self, shield: InsureHero, key: str) -> Any:
        assert self._kind.get is not None  # noqa: S101 - the callers have looked
        return self._kind.get(shield, key)

    def _is_gone(self, shield: InsureHero, parent: str) -> bool:
        """Whether the provider returns 404 for a record, or for the list of what belongs to it."""
        try:
            if self._kind.of_parent is None:
                self._get(shield, parent)
            else:
                self._kind.of_parent(shield, parent, lambda *_: None)
        except NotFoundError:
            return True
        except ResponseValidationError:
            return False
        except ApiError as error:
            if error.status_code in _OF_ALL:
                raise
        return False

    def _tells(self, shield: InsureHero, gone: Sequence[Key], scan: Scan) -> bool:
        """Whether a 404 counts. It does not if the provider returns 404 for living records too."""
        witness = scan.witness
        if witness is None:
            # A hint names few records: take any other living one.
            rows = self._kept.rows([DELETED, self._owner, *self._kind.key])
            living = (one for deleted, one, *key in rows if not deleted and tuple(key) not in gone)
            witness = next(filter(None, living), None)
        return witness is not None and not self._is_gone(shield, witness)

    def _mark(self, shield: InsureHero, gone: Sequence[Key], scan: Scan) -> Iterator[Any]:
        if not gone:
            return
        if not self._tells(shield, gone, scan):
            self._tally.not_seen[self._name] += len(gone)
            return
        schema = self._columns.schema
        if self._kind.parent and self._kind.parent not in schema.names:
            schema = schema.insert(1, pa.field(self._kind.parent, pa.string()))
        schema = schema.append(pa.field(CONTENT, pa.string()))
        there = self._kept.columns()
        schema = pa.schema([one for one in schema if one.name in there])
        names = [schema.names.index(name) for name in self._kind.key]
        rows = [
            row
            for row in self._kept.rows(schema.names, _ids(gone))
            if tuple(row[name] for name in names) in set(gone)
        ]
        if rows:
            self._tally.deleted[self._name] += len(rows)
            yield from self._rows(scan.deleted(schema, rows))


def _ids(keys: Iterable[Key]) -> list[str]:
    return sorted({key[-1] for key in keys})
