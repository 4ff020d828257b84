from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from math import ceil

import httpx
from hypothesis import event, example, given, settings, strategies as st

from brolly_mock import (
    InsureHeroReading,
    KaskoReading,
    ManualClock,
    Mock,
    MockSettings,
    create_app,
    transport,
)
from brolly_mock.store import Kind, Record, timestamp
from provider.walks import Part, PolicyWalk, authorize, read_range, token_lifetime

FIRST = 1_444_348_800

_readings = st.builds(
    KaskoReading,
    bounds=st.sampled_from(["inclusive", "exclusive"]),
    links=st.sampled_from(["top", "embedded"]),
    end=st.sampled_from(["absent", "empty_since"]),
    carry_limit=st.booleans(),
    trailing_ampersand=st.booleans(),
    tie_order=st.sampled_from(["stable", "shuffled"]),
    short_pages=st.booleans(),
    empty_pages=st.booleans(),
    limit_cap=st.none() | st.integers(1, 30),
    link_origin=st.sampled_from([None, "https://elsewhere.example"]),
)
_seconds = st.lists(st.integers(FIRST, FIRST + 40), max_size=60)


@contextmanager
def mocked(settings: MockSettings) -> Generator[tuple[Mock, httpx.Client]]:
    """A mock in process and a client that holds none of its keys."""
    mock = create_app(settings, clock=ManualClock())
    with httpx.Client(transport=transport(mock), base_url="https://provider.example") as client:
        yield mock, client
    mock.close()


@settings(max_examples=300)
@given(
    reading=_readings,
    seconds=_seconds,
    limit=st.integers(1, 30),
    since=st.none() | st.integers(FIRST - 1, FIRST + 41),
    until=st.none() | st.integers(FIRST - 1, FIRST + 41),
    verbatim=st.booleans(),
)
def test_links_lead_to_every_policy(
    reading: KaskoReading,
    seconds: list[int],
    limit: int,
    since: int | None,
    until: int | None,
    verbatim: bool,
) -> None:
    """Under every reading `next` leads on to each policy of the window, and then ends."""
    exclusive = reading.bounds == "exclusive"
    # Links carry neither the upper bound nor the rest of a second that their own bound leaves out.
    verbatim = verbatim and not exclusive
    until = None if verbatim else until
    at = {f"policy{row}": second for row, second in enumerate(seconds)}
    within = {
        policy_id
        for policy_id, second in at.items()
        if (since or 0) + exclusive <= second <= (until or second + 1) - exclusive
    }
    with mocked(MockSettings(policies=0, live_policies=0, kasko=reading)) as (mock, client):
        documents = [{"id": name, "updated_at": timestamp(second)} for name, second in at.items()]
        mock.store.add_policies(documents, live=False)
        client.auth = (mock.settings.kasko_key, "")
        found = PolicyWalk(
            client=client,
            limit=limit,
            since=since,
            until=until,
            verbatim=verbatim,
            exclusive=exclusive,
        ).read()
    if found.crowded is None:
        assert found.ids == within
    else:
        event("a second that no page can hold")
        assert reading.limit_cap is not None, "the provider serves pages of any size"
        served = ceil(reading.limit_cap / 2) if reading.short_pages else reading.limit_cap
        assert Counter(seconds)[found.crowded] >= served


@settings(max_examples=60)
@given(
    to=st.sampled_from(["inclusive", "exclusive"]),
    first_index=st.sampled_from([0, 1]),
    oversize=st.sampled_from(["truncate", "reject"]),
    number=st.integers(0, 230),
    span=st.integers(2, 100),
    which=st.sampled_from(
        [
            ("integrations", "claims", "claims"),
            ("integrations", "risk-items", "risk_items"),
            ("channel", "risk-items", "risk_items"),
        ]
    ),
)
def test_ranges_give_every_record_once(
    to: str, first_index: int, oversize: str, number: int, span: int, which: tuple[Part, str, Kind]
) -> None:
    """Under both readings of `to` and of the first index each record comes exactly once."""
    reading = InsureHeroReading(to=to, first_index=first_index, oversize=oversize)  # type: ignore[arg-type]  # drawn from the values that it takes
    names = [f"record{row}" for row in range(number)]
    with mocked(MockSettings(risk_items=0, claims=0, insurehero=reading)) as (mock, client):
        rows = [Record(name, {"id": name}) for name in names]
        part, path, kind = which
        mock.store.add_records(kind, rows)
        settings = mock.settings
        keys = {
            "integrations": settings.insurehero_key,
            "channel": settings.insurehero_channel_key,
        }
        client.headers["Authorization"] = f"Bearer {authorize(client, keys[part], part=part)}"
        found = read_range(client, path, part=part, span=span, first_index=first_index)
        assert found == names


@settings(max_examples=50)
@given(age=st.floats(0, 7200), jwt=st.booleans())
@example(age=3599, jwt=True)
@example(age=3600, jwt=True)
@example(age=3600, jwt=False)
def test_token_lives_one_hour(age: float, jwt: bool) -> None:
    """A token opens the data calls until it is 3,600 seconds old, and not from then on."""
    with mocked(MockSettings(policies=0, insurehero=InsureHeroReading(jwt=jwt))) as (mock, client):
        clock = mock.clock
        assert isinstance(clock, ManualClock)
        token_lifetime(client, mock.settings.insurehero_key, age=age, advance=clock.advance)
