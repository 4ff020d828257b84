"""Claims, risk items, orders, events and users of InsureHero as a dlt source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, cast

import dlt
import pyarrow as pa

from ..errors import ApiError, ConfigurationError, NotFoundError, ResponseValidationError
from ..insurehero import InsureHero
from ..tables import Columns, Personal
from ._identity import check_identity
from ._invalid_rows import Aside, fitting
from ._kept import Kept
from ._lists import KINDS, Kind
from ._scan import CONTENT, DELETED, Scan
from ._tables import invalid_rows, rows_of
from ._tally import Tally

_ROWS_AT_ONCE = 5_000
_REFUSED = (401, 403, 404)
_OF_ALL = (401, 429)
"""Of the key, and not of one record."""


@dlt.source(name="insurehero", max_table_nesting=0)
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

    Each run reads the lists whole and hands on what changed, by its content; `changed_at` says
    when that was seen. `deleted_at` is set once the provider itself answers 404: for a claim or a
    risk item by its id, for an order or event by the record that it belongs to. Nothing tells
    whether a user is gone. Where the destination is no database, every record is handed on and
    nothing is marked as deleted.

    Orders and events take one call for each risk item and claim.

    Args:
        api_key: By default `INSUREHERO_API_KEY` of the environment.
        channel_key: By default `INSUREHERO_CHANNEL_KEY`; for `users`.
        base_url: By default `INSUREHERO_BASE_URL`, else InsureHero's own.
        tables: Names of the tables wanted; all by default.
        only: Ids by table: read these records alone, as after a webhook; for `orders` and
            `claim_events` the ids of risk items and claims. See `hint`.
        personal: See `brolly.tables.Columns`, as for `salt`.
        salt: Always the same for one copy.
        client: An `InsureHero` of your own, in place of keys and `base_url`; you close it.
        tally: A `Tally` to count in.

    Raises:
        ConfigurationError: An argument cannot be right, or the tables hold data of another kind
            of key (TEST, LIVE), or were made with another `personal` or `salt`.
    """
    wanted = list(cast("Iterable[str]", tables or only or KINDS))
    if unknown := set(wanted) - KINDS.keys():
        raise ConfigurationError(f"there is no table {min(unknown)!r}; {', '.join(KINDS)}")
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
                check_identity(used.mode, personal, salt)
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
        self._kept = Kept(name)

    def all(self, shield: InsureHero) -> Iterator[Any]:
        """The whole list, then what it did not show."""
        shield = shield.with_options(whole_records=True)
        scan = self._scan(None)
        try:
            yield from self._records(self._kind.read(shield, self._aside), scan)
        except ApiError as error:
            if not (self._kind.optional and error.status_code in _REFUSED):
                raise
            self._tally.skipped[self._name] = type(error).__name__
            return
        if scan.missing and not (scan.is_credible and (self._kind.get or self._kind.parent)):
            self._tally.not_seen[self._name] += len(scan.missing)
        elif scan.missing:
            yield from self._missing(shield, scan)
        yield from invalid_rows(self._aside, self._tally, self._name)

    def some(self, shield: InsureHero, keys: Sequence[str]) -> Iterator[Any]:
        """Records by their ids, or by those of their parents."""
        shield = shield.with_options(whole_records=True)
        if self._kind.get is not None:
            yield from self._ask(shield, self._scan(keys), keys)
        elif self._kind.of_parent is not None:
            for key in keys:
                try:
                    found = self._kind.of_parent(shield, key, self._aside)
                except NotFoundError:
                    continue
                keys_found = [one["id"] if isinstance(one, dict) else one.id for one in found]
                yield from self._records(found, self._scan(keys_found))
        yield from invalid_rows(self._aside, self._tally, self._name)

    def _scan(self, keys: Sequence[str] | None) -> Scan:
        marks = ["id", CONTENT, DELETED]
        return Scan(cast("Any", self._kept.rows(marks, keys)), datetime.now(UTC))

    def _records(self, records: Iterable[Any], scan: Scan) -> Iterator[Any]:
        source = iter(records)
        while some := list(islice(source, _ROWS_AT_ONCE)):
            table = self._table(some)
            self._tally.page(self._name, table.num_rows)
            yield from rows_of(self._name, scan.changed(table), self._columns, self._tally)

    def _table(self, records: list[Any]) -> pa.Table:
        if not isinstance(records[0], dict):
            return fitting(self._columns, records, self._aside)
        parent = self._kind.parent or ""
        bare = [{k: v for k, v in record.items() if k != parent} for record in records]
        table = self._columns.table(bare)
        return table.add_column(1, parent, pa.array([record[parent] for record in records]))

    def _missing(self, shield: InsureHero, scan: Scan) -> Iterator[Any]:
        missing = scan.missing
        if self._kind.get is not None:
            yield from self._ask(shield, scan, missing)
            return
        parents: dict[str, list[str]] = {}
        for key, parent in self._kept.rows(["id", self._kind.parent or ""], missing):
            parents.setdefault(parent, []).append(key)
        gone: list[str] = []
        for parent, keys in parents.items():
            if parent and self._is_gone(shield, parent):
                gone += keys
            else:
                self._tally.not_seen[self._name] += len(keys)
        yield from self._mark(gone, scan)

    def _is_gone(self, shield: InsureHero, parent: str) -> bool:
        assert self._kind.of_parent is not None  # noqa: S101 - a kind has one where it has parents
        try:
            self._kind.of_parent(shield, parent, self._aside)
        except NotFoundError:
            return True
        except ApiError as error:
            if error.status_code in _OF_ALL:
                raise
        return False

    def _ask(self, shield: InsureHero, scan: Scan, keys: Sequence[str]) -> Iterator[Any]:
        assert self._kind.get is not None  # noqa: S101 - the callers have looked
        found: list[Any] = []
        gone: list[str] = []
        for key in keys:
            try:
                found.append(self._kind.get(shield, key))
            except NotFoundError:
                gone.append(key)
            except ResponseValidationError as error:
                self._aside({"id": key}, error)
            except ApiError as error:
                if error.status_code in _OF_ALL:
                    raise
                # One record must not hold back all others.
                self._tally.not_seen[self._name] += 1
        yield from self._records(found, scan)
        yield from self._mark(gone, scan)

    def _mark(self, gone: Sequence[str], scan: Scan) -> Iterator[Any]:
        if not gone:
            return
        schema = self._columns.schema
        if self._kind.parent and self._kind.parent not in schema.names:
            schema = schema.insert(1, pa.field(self._kind.parent, pa.string()))
        schema = schema.append(pa.field(CONTENT, pa.string()))
        rows = list(self._kept.rows(schema.names, gone))
        if rows:
            self._tally.deleted[self._name] += len(rows)
            marked = scan.deleted(schema, rows)
            yield from rows_of(self._name, marked, self._columns, self._tally)
