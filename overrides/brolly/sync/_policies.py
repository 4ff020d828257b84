"""Policies of KASKO as a dlt source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

import dlt
from dlt.common.configuration.specs import BaseConfiguration

from brolly_runtime import Moment, convert
from kasko_api.models.policy import Policy

from .._core.arguments import check_number, check_period
from ..kasko import Kasko
from ..tables import Columns, Personal
from ._identity import check_identity, check_mode
from ._invalid_rows import Aside, fitting
from ._kept import Kept
from ._place import Place
from ._reading import TABLE, Reading
from ._tables import invalid_rows, rows_of
from ._tally import Recent, Tally

LOOKBACK = 900


# Without a spec dlt fills omitted arguments from environment variables of the same name, such as
# `BASE_URL`.
@dlt.source(name="kasko", max_table_nesting=0, spec=BaseConfiguration)
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

    A run continues where the last one ended; dlt keeps that position with the tables. It also reads
    the last `lookback` seconds again, so it does not miss changes that become visible that late.
    In a database an older version of a policy never replaces a newer one.

    Args:
        api_key: By default `KASKO_API_KEY` of the environment.
        base_url: By default `KASKO_BASE_URL`, else KASKO's own.
        since: The first change to copy, in the forms that `Kasko.iter_policies` takes; all by
            default. If it is earlier than in the last run, everything from there on is read again.
        lookback: Seconds to read again.
        reconcile: Read everything again. `Tally.not_seen` counts kept policies that KASKO no longer
            lists. They are not marked, because KASKO does not report deletions.
        workers: Parallel requests, 1 to 20.
        personal: See `brolly.tables.Columns`, as for `salt`.
        salt: Always the same for one copy.
        max_rows: Stop after the page that reaches this number of rows; the next run continues
            there. With `reconcile`, pass the same `tally` to it.
        only: Ids: read only these policies, as after a webhook. See `hint`.
        client: Your own `Kasko`, instead of `api_key` and `base_url`; you close it.
        tally: A `Tally` that counts what is read.
        recent: A `Recent` to share between runs of one process.

    Raises:
        ConfigurationError: An argument is invalid, or the tables hold data of another kind
            of key (TEST, LIVE), or were made with another `personal` or `salt`.
    """
    columns = Columns(Policy, personal=cast("Personal", personal), salt=salt)
    first, _ = check_period(cast("Moment | None", since), None)
    check_number(lookback, "lookback", 0)
    counted = cast("Tally", tally or Tally())

    @dlt.resource(name=TABLE)
    def policies() -> Iterator[Any]:
        own = None if client is not None else Kasko(api_key, base_url=base_url)
        used = cast("Kasko", client or own)
        state = dlt.current.resource_state()
        aside = Aside(TABLE, columns)
        kept = Kept(TABLE)
        reading = Reading(
            _place(state, kept, cast("Recent | None", recent)),
            counted,
            aside,
            check_mode,
            lookback,
            first,
            workers,
            max_rows,
            cast("Recent | None", recent),
            once=kept.is_in_lake,
        )
        if only is not None:
            batches = reading.some(used, only)
        elif reconcile:
            batches = reading.reconcile(used, (key for (key,) in kept.rows(["id"])))
        else:
            batches = reading.go_on(used)
        try:
            check_identity(used, personal, salt)
            if "livemode" not in (of_source := dlt.current.source_state()):
                # The rows may come from another pipeline.
                for live in kept.values("livemode"):
                    of_source["livemode"] = live
            # A poll without changes does not query the database.
            newer = cache(kept.newer_filter)
            for records in batches:
                rows = fitting(columns, records, aside)
                if rows.num_rows:
                    yield from rows_of(TABLE, rows, columns, counted, newer=newer())
                yield from invalid_rows(aside, counted, TABLE, reading.known)
            yield from invalid_rows(aside, counted, TABLE, reading.known)
            if reading.moved:
                state["place"] = reading.kept()
        finally:
            if own is not None:
                own.close()

    return policies


def _place(state: Any, kept: Kept, recent: Recent | None) -> Place:
    """Where the last run ended, or the beginning if the table was emptied since."""
    place = convert(state.get("place", {}), Place)
    begun = place.head is not None or place.cursor is not None
    if begun and not (recent and recent.is_warm) and kept.is_empty():
        return place.again(None)
    return place
