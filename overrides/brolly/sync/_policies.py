"""Policies of KASKO as a dlt source."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, cast

import dlt
import msgspec

from brolly_runtime import Moment
from kasko_api.models.policy import Policy

from .._core.arguments import check_number, check_period
from ..errors import ConfigurationError, NotFoundError
from ..kasko import Kasko
from ..tables import Columns, Personal
from ._identity import check_identity
from ._invalid_rows import Aside, fitting
from ._kept import Kept
from ._place import Place
from ._tables import invalid_rows, rows_of
from ._tally import Recent, Tally
from ._watch import Watch

TABLE = "policies"
LOOKBACK = 900
_ROWS_AT_ONCE = 10_000


@dlt.source(name="kasko", max_table_nesting=0)
def kasko(
    api_key: str | None = None,
    *,
    base_url: str | None = None,
    since: Any = None,
    lookback: int = LOOKBACK,
    reconcile: bool = False,
    workers: int = 1,
    personal: str = "drop",
    salt: str | None = None,
    max_rows: int | None = None,
    only: Any = None,
    client: Any = None,
    tally: Any = None,
    recent: Any = None,
) -> Any:
    """KASKO's policies, for any pipeline of dlt: the tables `policies` and `invalid_records`.

    A run goes on where the one before it ended; its place is in the state that dlt keeps with the
    tables. It reads again what changed within `lookback` seconds of it, so a change that becomes
    visible that late is not missed. In a database an older version of a policy never takes the
    place of a newer one.

    Args:
        api_key: By default `KASKO_API_KEY` of the environment.
        base_url: By default `KASKO_BASE_URL`, else KASKO's own.
        since: Where the copy begins, in the forms that `Kasko.iter_policies` takes; all by default.
            Earlier than before, and everything from there on is read again.
        lookback: Seconds to read again.
        reconcile: Read everything again. What the tables hold and KASKO no longer lists is counted
            in `Tally.not_seen`; KASKO tells of no deletion, so nothing is marked.
        workers: How many requests may be under way at once, 1 to 20.
        personal: See `brolly.tables.Columns`, as for `salt`.
        salt: Always the same for one copy.
        max_rows: End the reading, at the end of a page, once so many rows have come; the next run
            goes on there. Not with `reconcile`.
        only: Ids: read these policies alone, as after a webhook. See `hint`.
        client: A `Kasko` of your own, in place of `api_key` and `base_url`; you close it.
        tally: A `Tally` to count in.
        recent: A `Recent` that this process shares with the runs before.

    Raises:
        ConfigurationError: An argument cannot be right, or the tables hold data of another kind
            of key (TEST, LIVE), or were made with another `personal` or `salt`.
    """
    columns = Columns(Policy, personal=cast("Personal", personal), salt=salt)
    first, _ = check_period(cast("Moment | None", since), None)
    check_number(lookback, "lookback", 0)
    reading = _Reading(
        columns, first, lookback, workers, max_rows, tally or Tally(), cast("Recent | None", recent)
    )

    @dlt.resource(name=TABLE, primary_key="id", write_disposition="merge")
    def policies() -> Iterator[Any]:
        own = None if client is not None else Kasko(api_key, base_url=base_url)
        used = cast("Kasko", client or own)
        try:
            check_identity(used.mode, personal, salt)
            if only is not None:
                yield from reading.some(used, only)
            else:
                yield from reading.reconcile(used) if reconcile else reading.go_on(used)
        finally:
            if own is not None:
                own.close()

    return policies


class _Reading:
    def __init__(
        self,
        columns: Columns,
        since: int | None,
        lookback: int,
        workers: int,
        max_rows: int | None,
        tally: Tally,
        recent: Recent | None,
    ) -> None:
        self._columns = columns
        self._since = since
        self._lookback = lookback
        self._workers = workers
        self._max_rows = max_rows
        self._tally = tally
        self._recent = recent
        self._aside = Aside(TABLE, columns)
        self._live: bool | None = None

    def go_on(self, client: Kasko) -> Iterator[Any]:
        """From where the last run ended."""
        state = dlt.current.resource_state()
        place = msgspec.convert(state.get("place", {}), Place)
        self._tally.more = False
        resumed = place.cursor is not None
        arguments = place.next(self._lookback, self._since)
        watch = Watch(self._columns)
        polls = self._recent is not None and not resumed and place.head is not None
        rows = news = 0
        for records in self._pages(client, watch, arguments, place):
            rows += len(records)
            fresh = self._recent.fresh(records) if polls and self._recent else records
            news += len(fresh)
            yield from self._tables(fresh, watch)
            if self._max_rows is not None and rows >= self._max_rows:
                state["place"] = msgspec.to_builtins(place)
                self._tally.more = True
                return
        head = place.head
        place.ended(_time(watch))
        self._tally.complete_to = place.done
        yield from self._tables([], watch)
        # A poll without news must not cost a load, only to say that it was one.
        if news or resumed or place.head != head:
            state["place"] = msgspec.to_builtins(place)

    def reconcile(self, client: Kasko) -> Iterator[Any]:
        """Everything from the beginning; afterwards a run goes on as after any other."""
        state = dlt.current.resource_state()
        before = msgspec.convert(state.get("place", {}), Place)
        place = Place(low=before.low if self._since is None else self._since)
        watch = Watch(self._columns)
        unseen = {row[0] for row in Kept(TABLE).rows(["id"])}
        for records in self._pages(client, watch, place.next(0, None), place):
            unseen.difference_update(record.id for record in records)
            yield from self._tables(records, watch)
        place.ended(_time(watch))
        yield from self._tables([], watch)
        self._tally.complete_to = place.done
        self._tally.not_seen[TABLE] += len(unseen)
        state["place"] = msgspec.to_builtins(place)

    def some(self, client: Kasko, keys: Sequence[str]) -> Iterator[Any]:
        """Policies by their ids; where the reading stands does not change."""
        watch = Watch(self._columns)
        watched = watch.over(client)
        found: list[Policy] = []
        for key in keys:
            try:
                found.append(watched.get_policy(key))
            except NotFoundError:
                self._tally.not_seen[TABLE] += 1
        self._check_mode(found)
        self._tally.page(TABLE, len(found))
        yield from self._tables(found, watch)

    def _pages(
        self, client: Kasko, watch: Watch, arguments: dict[str, Any], place: Place
    ) -> Iterator[list[Policy]]:
        """Some thousands of policies at a time; `place` is where the reading stands after them."""
        some: list[Policy] = []
        for page in watch.over(client).iter_policy_pages(
            **arguments, workers=self._workers, on_invalid=self._aside
        ):
            newest = max(int(record.updated_at.timestamp()) for record in page.items)
            place.saw(page.cursor, newest, _time(watch))
            self._check_mode(page.items)
            self._tally.at = newest
            self._tally.page(TABLE, len(page.items))
            some += page.items
            if len(some) >= _ROWS_AT_ONCE:
                yield some
                some = []
        if some:
            yield some

    def _tables(self, records: list[Policy], watch: Watch) -> Iterator[Any]:
        if records:
            sent = [watch.sent(record) for record in records]
            rows = fitting(self._columns, records, sent, self._aside)
            newer = Kept(TABLE).newer_filter()
            yield from rows_of(TABLE, rows, self._columns, self._tally, newer=newer)
        yield from invalid_rows(self._aside, self._tally, TABLE)

    def _check_mode(self, records: list[Policy]) -> None:
        """Whatever the key looks like, a policy says itself whether it is real."""
        for record in records:
            if isinstance(record.livemode, bool):
                if self._live is None:
                    state = dlt.current.source_state()
                    self._live = state.setdefault("livemode", record.livemode)
                if record.livemode is not self._live:
                    kept, came = ("LIVE", "TEST") if self._live else ("TEST", "LIVE")
                    raise ConfigurationError(
                        f"these tables hold {kept} policies, and {came} ones came: "
                        "take another dataset"
                    )


def _time(watch: Watch) -> int:
    return int(time.time()) if watch.provider_time is None else watch.provider_time
