from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
from hypothesis import given, settings, strategies as st

from brolly import ConfigurationError, Kasko, PagingError, ResponseValidationError
from brolly._core.auth import Clock
from brolly_mock import (
    InsureHeroReading,
    KaskoReading,
    ManualClock,
    Mock,
    MockSettings,
    create_app,
    faults,
    serve,
    transport,
)
from brolly_mock.store import unix_second
from conftest import Provide
from depth import tries
from flavours import ASYNC, SYNC, Flavour, virtual

KEY = "sk_test_mock"

kasko_readings = st.builds(
    KaskoReading,
    bounds=st.sampled_from(["inclusive", "exclusive"]),
    links=st.sampled_from(["top", "embedded"]),
    end=st.sampled_from(["absent", "empty_since"]),
    carry_limit=st.booleans(),
    trailing_ampersand=st.booleans(),
    tie_order=st.sampled_from(["stable", "shuffled"]),
    short_pages=st.booleans(),
    empty_pages=st.booleans(),
    limit_cap=st.sampled_from([None, 200, 45]),
    link_origin=st.sampled_from([None, "https://elsewhere.example"]),
)


def stored(mock: Mock) -> Counter[tuple[str, int]]:
    return Counter((p["id"], unix_second(p["updated_at"])) for p in mock.store.policies())


def got(policies: list[Any]) -> Counter[tuple[str, int]]:
    return Counter((policy.id, int(policy.updated_at.timestamp())) for policy in policies)


@settings(max_examples=tries(25, 500))
@given(
    reading=kasko_readings.filter(lambda reading: reading.limit_cap != 45),
    page_size=st.sampled_from([7, 20, 100]),
    writes=st.lists(
        st.tuples(st.sampled_from(["insert", "update", "cancel"]), st.integers(0, 99)), max_size=12
    ),
)
def test_writes_between_requests(
    reading: KaskoReading, page_size: int, writes: list[tuple[str, int]]
) -> None:
    """Rows inserted, changed or cancelled while a list is read neither hide nor double another."""
    time = ManualClock()
    mock = create_app(MockSettings(policies=100, kasko=reading), clock=time)
    ids = [policy["id"] for policy in mock.store.policies()]
    before = stored(mock)
    pending = list(writes)
    kasko = SYNC.Kasko(KEY, transport=transport(mock), _clock=virtual(time))
    policies: list[Any] = []
    for page in kasko.iter_policy_pages(page_size=page_size):
        policies += page.items
        if pending:
            action, index = pending.pop()
            time.advance(1)
            if action == "insert":
                mock.store.insert()
            else:
                getattr(mock.store, action)(ids[index])
    throughout = before & stored(mock)
    counted = got(policies)
    assert throughout - counted == Counter(), "lost"
    assert set(counted.values()) == {1}, "doubled"
    mock.close()


def test_poll_with_cursor(wire: Flavour, provide: Provide, clock: Clock) -> None:
    """A later run from the last cursor, by another client, brings only what changed."""
    mock, options = provide(MockSettings(policies=60))
    kasko = wire.Kasko(KEY, **options, _clock=clock)
    cursor = wire.all(kasko.iter_policy_pages())[-1].cursor
    assert json.loads(json.dumps(cursor)) == cursor
    fresh = wire.Kasko(KEY, **options, _clock=clock)
    assert wire.all(fresh.iter_policies(cursor=cursor)) == []
    first = mock.store.policies(limit=1)[0]["id"]
    mock.store.cancel(first)
    new = mock.store.insert()["id"]
    changed = wire.all(fresh.iter_policies(cursor=cursor))
    assert {policy.id for policy in changed} == {first, new}
    assert {policy.status.value for policy in changed if policy.id == first} == {"cancelled"}


RESUME = """
import json, sys
from brolly import Kasko

cursor, url = json.load(sys.stdin)
with Kasko("sk_test_mock", base_url=url) as kasko:
    rows = kasko.iter_policies(cursor=cursor, page_size=20)
    json.dump([[row.id, int(row.updated_at.timestamp())] for row in rows], sys.stdout)
"""


@pytest.mark.parametrize("pages", [1, 5, 9])
def test_cursor_in_another_process(pages: int) -> None:
    """A cursor taken at any page, in the midst of one second too, resumes in a new process."""
    settings = MockSettings(policies=150, burst=130, claims=0, risk_items=0)
    with serve(settings) as server, Kasko(KEY, base_url=server.url) as kasko:
        first = list(itertools.islice(kasko.iter_policy_pages(page_size=20), pages))
        done = subprocess.run(
            [sys.executable, "-c", RESUME],
            input=json.dumps([first[-1].cursor, server.url]),
            capture_output=True,
            text=True,
            check=True,
        )
        rest = Counter((id, second) for id, second in json.loads(done.stdout))
        assert got([row for page in first for row in page.items]) + rest == stored(server.mock)


def test_bounds_include_their_seconds(
    flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock
) -> None:
    """`since` and `until` take Unix seconds or aware datetimes and include both ends."""
    for bounds in ("inclusive", "exclusive"):
        mock = make_mock(MockSettings(policies=100, kasko=KaskoReading(bounds=bounds)))
        seconds = sorted(second for _, second in stored(mock))
        low, high = seconds[20], seconds[60]
        kasko = flavour.Kasko(KEY, transport=transport(mock), _clock=clock)
        wanted = Counter({key: 1 for key in stored(mock) if low <= key[1] <= high})
        east = datetime.fromtimestamp(low, UTC).astimezone(timezone(timedelta(hours=5, minutes=45)))
        for since, until in [(low, high), (east, datetime.fromtimestamp(high, UTC))]:
            assert got(flavour.all(kasko.iter_policies(since=since, until=until))) == wanted


@pytest.mark.parametrize(
    "name",
    [
        "cursor_repeats",
        "cursor_goes_back",
        "cursor_skips_policies",
        "cursor_skips_ties",
        "limit_ignored",
        "since_ignored",
        "order_reversed",
    ],
)
def test_broken_paging_is_an_error(
    flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock, name: str
) -> None:
    """A provider that breaks its paging is read in full all the same, or reported; never a loop."""
    mock = make_mock(MockSettings(policies=200, defects=frozenset({name})))
    kasko = flavour.Kasko(KEY, transport=transport(mock), _clock=clock)
    try:
        policies = flavour.all(kasko.iter_policies(page_size=20))
    except PagingError as error:
        assert error.second is not None
    else:
        assert got(policies) == stored(mock)
    assert mock.calls["list_policies"] < 40


@settings(max_examples=tries(25, 500))
@given(
    to=st.sampled_from(["inclusive", "exclusive"]),
    first_index=st.sampled_from([0, 1]),
    records=st.integers(0, 130),
    page_size=st.integers(3, 100),
    kind=st.sampled_from([SYNC, ASYNC]),
)
def test_every_record_once(
    to: Any, first_index: Any, records: int, page_size: int, kind: type[Flavour]
) -> None:
    """Under both readings of `to` and both first indexes each record comes once."""
    time = ManualClock()
    mock = create_app(
        MockSettings(
            policies=0,
            live_policies=0,
            claims=records,
            risk_items=records,
            insurehero=InsureHeroReading(to=to, first_index=first_index),
        ),
        clock=time,
    )
    with kind() as flavour:
        shield = flavour.InsureHero(
            mock.settings.insurehero_key, transport=transport(mock), _clock=virtual(time)
        )
        for rows, name in ((shield.iter_claims, "claims"), (shield.iter_risk_items, "risk_items")):
            ids = [row.id for row in flavour.all(rows(page_size=page_size))]
            assert sorted(ids) == sorted(
                record["id"]
                for record in mock.store.records(name, offset=0, limit=1000)  # type: ignore[arg-type]
            )
    mock.close()


def test_reading_from_an_index(wire: Flavour, provide: Provide, clock: Clock) -> None:
    """`start` leaves out the records before it."""
    mock, options = provide(MockSettings(policies=0, claims=130, risk_items=130))
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    for rows, kind in ((shield.iter_claims, "claims"), (shield.iter_risk_items, "risk_items")):
        wanted = mock.store.records(kind, offset=110, limit=1000)  # type: ignore[arg-type]
        read = wire.all(rows(start=110, page_size=7))
        assert [row.id for row in read] == [record["id"] for record in wanted]


def test_ignored_index_is_an_error(
    flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock
) -> None:
    """A provider that sends the same page for every index is reported after a few requests."""
    mock = make_mock(MockSettings(policies=0, claims=150, defects=frozenset({"from_ignored"})))
    shield = flavour.InsureHero(
        mock.settings.insurehero_key, transport=transport(mock), _clock=clock
    )
    with pytest.raises(PagingError):
        flavour.all(shield.iter_claims())
    assert mock.calls["list_claims"] <= 7


def test_orders_and_events(wire: Flavour, provide: Provide, clock: Clock) -> None:
    """Orders and events come for one parent, or for all parents one after the other."""
    mock, options = provide(MockSettings(policies=0, risk_items=30, claims=30))
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    items = [item.id for item in wire.all(shield.iter_risk_items())]
    claims = [claim.id for claim in wire.all(shield.iter_claims())]
    orders = wire.all(shield.iter_orders())
    events = wire.all(shield.iter_claim_events())
    assert Counter(order.id for order in orders) == Counter(
        row["id"] for item in items for row in mock.store.children("orders", item)
    )
    assert events == [row for claim in claims for row in mock.store.children("claim_events", claim)]
    one = next(item for item in items if mock.store.children("orders", item))
    assert [order.id for order in wire.all(shield.iter_orders(one))] == [
        row["id"] for row in mock.store.children("orders", one)
    ]
    busy = next(claim for claim in claims if mock.store.children("claim_events", claim))
    assert wire.all(shield.iter_claim_events(busy)) == mock.store.children("claim_events", busy)


def test_one_bad_record_is_set_aside(wire: Flavour, provide: Provide, clock: Clock) -> None:
    """With a callback a record of a wrong type is handed over raw, once, and the rest arrives."""
    mock, options = provide(MockSettings(policies=60, risk_items=0, claims=150))
    kasko = wire.Kasko(KEY, **options, _clock=clock)
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)

    def spoil(call: Any, proceed: Any) -> Any:
        answer = proceed(call)
        for record in faults.records_of(answer):
            if record["id"] in {bad_policy, bad_claim}:
                record["status"] = {"not": "text"}
        return answer

    bad_policy = mock.store.policies(limit=20)[-1]["id"]
    bad_claim = mock.store.records("claims", offset=70, limit=1)[0]["id"]
    mock.faults.add(spoil, times=None)
    with pytest.raises(ResponseValidationError) as caught:
        wire.all(kasko.iter_policies(page_size=20))
    assert caught.value.path == "$._embedded.item[19].status"

    aside: list[tuple[Any, ResponseValidationError]] = []
    policies = wire.all(
        kasko.iter_policies(page_size=20, on_invalid=lambda raw, error: aside.append((raw, error)))
    )
    assert len(policies) == 59
    claims = wire.all(shield.iter_claims(on_invalid=lambda raw, error: aside.append((raw, error))))
    assert len(claims) == 149
    assert [raw["id"] for raw, _ in aside] == [bad_policy, bad_claim]
    assert [error.attempts for _, error in aside] == [1, 1]
    assert aside[0][1].path == "$._embedded.item[19].status"
    assert aside[1][1].path == "$.data[70].status"


@pytest.mark.parametrize("as_text", ["", "?since=&", "?", "?limit=20"])
def test_a_next_link_without_since_is_the_end(flavour: Flavour, as_text: str) -> None:
    """A `next` link that names no second means that there is no more."""
    content = json.dumps(
        {"_embedded": {"item": []}, "_links": {"next": {"href": f"https://api.kasko.io/{as_text}"}}}
    )
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, text=content)

    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(handle))
    assert flavour.all(kasko.iter_policies()) == []
    assert len(seen) == 1


@pytest.mark.parametrize("query", ["page=2", "since=soon", "since=%C3%A4&limit=5"])
def test_an_unknown_way_of_paging_is_an_error(flavour: Flavour, query: str) -> None:
    """A `next` link that pages by something undocumented is reported, not taken for the end."""
    content = (
        f'{{"_embedded": {{"item": []}}, "_links": {{"next": {{"href": "/policies?{query}"}}}}}}'
    )
    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(lambda _: httpx.Response(200, text=content))
    )
    with pytest.raises(PagingError, match="documents do not describe"):
        flavour.all(kasko.iter_policies())


@pytest.mark.parametrize("arguments", [{"page_size": 2}, {"page_size": 101}, {"start": -1}])
def test_bad_index_arguments(flavour: Flavour, arguments: dict[str, int]) -> None:
    """An index or size out of range is refused at the call."""
    shield = flavour.InsureHero("key", transport=httpx.MockTransport(lambda _: httpx.Response(500)))
    with pytest.raises(ConfigurationError):
        shield.iter_claims(**arguments)


def test_authorize_carries_the_key_alone(
    flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock
) -> None:
    """The key goes out on authorize only, the token on everything else."""
    mock = make_mock(MockSettings(policies=0, risk_items=3, claims=3))
    seen: list[tuple[str, bool, bool]] = []

    def watch(call: Any, proceed: Any) -> Any:
        seen.append((call.operation, "x-api-key" in call.headers, "authorization" in call.headers))
        return proceed(call)

    mock.faults.add(watch, times=None)
    shield = flavour.InsureHero(
        mock.settings.insurehero_key, transport=transport(mock), _clock=clock
    )
    assert flavour.run(shield.authorize()).data
    flavour.run(shield.list_claims(from_=0, to=0))
    assert seen == [
        ("authorize", True, False),
        ("authorize", True, False),
        ("list_claims", False, True),
    ]


def test_clients_are_context_managers(flavour: Flavour, make_mock: Callable[..., Mock]) -> None:
    """Leaving the `with` block closes the connections."""
    mock = make_mock(MockSettings(policies=1))
    kasko = flavour.Kasko(KEY, transport=transport(mock))
    if isinstance(flavour, ASYNC):

        async def use() -> int:
            async with kasko:
                return len((await kasko.list_policies()).embedded.item)

        assert flavour.run(use()) == 1
    else:
        with kasko:
            assert len(kasko.list_policies().embedded.item) == 1
    with pytest.raises(ConfigurationError, match="closed"):
        flavour.run(kasko.list_policies())


def test_a_row_that_comes_twice_on_one_page_counts_once(flavour: Flavour) -> None:
    """A provider that lists a policy twice on a page does not double it."""
    rows = [{"id": name, "updated_at": "2015-10-09T17:25:55+0000"} for name in "aabba"]
    rows.append({"id": "a", "updated_at": "2015-10-09T17:25:56+0000"})
    answer = httpx.Response(200, json={"_embedded": {"item": rows}})
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(lambda _: answer))
    assert [policy.id for policy in flavour.all(kasko.iter_policies())] == ["a", "b", "a"]
