"""What one odd record, or an odd form of a page, does to the reading of a list: nothing."""

from __future__ import annotations

import asyncio
import base64
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import example, given, settings, strategies as st

from brolly import ConfigurationError, PagingError, ResponseValidationError, TransportError
from brolly._core.auth import Secret, jwt_lifetime
from brolly._core.lenient import plain
from brolly._paging.by_time import PolicyWalk
from brolly._paging.invalid import Invalid
from brolly._paging.position import Position
from brolly._paging.windows import Windows
from brolly.errors import WebhookError
from brolly.webhooks import read_shield_event
from brolly_mock import ManualClock
from flavours import ASYNC, SYNC, Flavour, virtual
from raw_server import answer, replying

KEY = "sk_test_1"
START = 1_444_000_000
PERSON = "erika@example.com"

Fault = Callable[[dict[str, Any]], bytes]


def _with(member: bytes) -> Fault:
    """A record with one more member, the last, which wins over one of the same name."""
    return lambda record: json.dumps(record).encode()[:-1] + b"," + member + b"}"


def _without(*names: str) -> Fault:
    return lambda record: json.dumps({k: v for k, v in record.items() if k not in names}).encode()


# What no type takes, in a member that the types know: the record is set aside.
REFUSED: dict[str, Fault] = {
    "half an emoji": _with(rb'"%s":"\ud83d"' % b"status"),
    "half an emoji, raw": _with(b'"status":"\xed\xa0\xbd"'),
    "bad UTF-8": _with(b'"status":"M\xfcller"'),
    "wrong type": _with(b'"status":{"not":"text"}'),
    "no JSON": _with(b'"status":tru'),
    "no colon": _with(b'"status" 5'),
    "no closing quote": _with(b'"status":"paid'),
    "no opening quote": _with(b'"status":paid"'),
    "a name without its quotes": _with(b'"status:"paid","x":1'),
    "a bracket too many": _with(b'"x":1]'),
    "nested deeply": _with(b'"x":' + b"[" * 20_000 + b"]" * 20_000),
    "not a number, known": _with(b'"status":NaN'),
    "no id": _without("id"),
    "no id, no time": _without("id", "updated_at"),
    "no time": lambda record: json.dumps(record | {"updated_at": "soon", "id": [1]}).encode(),
    "null": lambda _: b"null",
    "text": lambda _: b'"odd"',
    "a number": lambda _: b"1e999",
    "empty": lambda _: b"{}",
    "an odd key in place of all": lambda _: rb'{"\ud83d":1}',
}
STATUS = {
    "half an emoji",
    "half an emoji, raw",
    "bad UTF-8",
    "wrong type",
    "not a number, known",
}
UNTIMED = {
    "no id, no time",
    "no time",
    "null",
    "text",
    "a number",
    "empty",
    "an odd key in place of all",
}
UNNAMED = UNTIMED | {"no id"}
# What stands where no type looks, or says the same in another way: the record is read.
READ: dict[str, Fault] = {
    "half an emoji, unknown member": _with(rb'"x":{"y":["\ud83d"]}'),
    "half an emoji, unknown name": _with(rb'"\ud83d":1'),
    "bad UTF-8, unknown member": _with(b'"x":"\xff"'),
    "too large": _with(b'"x":1e999'),
    "400 digits": _with(b'"x":1' + b"0" * 400),
    "9,000 digits, beside half an emoji": _with(rb'"y":"\ud83d","x":1' + b"0" * 9000),
    "Infinity": _with(b'"x":-Infinity'),
    "a tab": _with(b'"x":"a\tb"'),
    "NUL": _with(b'"x":"a\0b"'),
    "twice": _with(b'"x":1,"x":2'),
    "brackets in text": _with(rb'"x":"]}\"[{"'),
}
FAULTS = REFUSED | READ


class Provider:
    """Serves records as text, by time, by index or after an id, at most `cap` at once."""

    def __init__(
        self, faults: dict[int, str], size: int, ties: int, *, cap: int, links: bool
    ) -> None:
        self.cap, self.links = cap, links
        self.times = [START + number // ties for number in range(size)]
        self.records = [
            {
                "id": f"r{number}",
                "updated_at": datetime.fromtimestamp(time, UTC).isoformat(),
                "status": "paid",
                "person": PERSON,
            }
            for number, time in enumerate(self.times)
        ]
        self.texts = [json.dumps(record).encode() for record in self.records]
        for number, name in faults.items():
            self.texts[number] = FAULTS[name](self.records[number])
        self.refused = [number for number, name in faults.items() if name in REFUSED]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = {k: v[0] for k, v in parse_qs(urlsplit(str(request.url)).query).items()}
        if "authorize" in request.url.path:
            return httpx.Response(200, json={"data": "token"})
        if "limit" in query and "language" not in query:
            return httpx.Response(200, content=self.policies(query))
        if "language" in query:
            ids = [f"r{number}" for number in range(len(self.texts))]
            start = ids.index(query["starting_after"]) + 1 if "starting_after" in query else 0
            found = self.texts[start : start + min(self.cap, int(query["limit"]))]
            return httpx.Response(200, content=b"[" + b",".join(found) + b"]")
        found = self.texts[int(query["from"]) : int(query["to"]) + 1]
        return httpx.Response(200, content=b'{"data":[' + b",".join(found) + b"]}")

    def policies(self, query: dict[str, str]) -> bytes:
        low, high = int(query.get("since", 0)), int(query.get("until", 2**40))
        within = [n for n, time in enumerate(self.times) if low <= time <= high]
        page = within[: min(self.cap, int(query["limit"]))]
        link = b"{}"
        if self.links and len(page) < len(within):
            link = b'{"next":{"href":"https://x.example/?since=%d"}}' % self.times[page[-1]]
        items = b",".join(self.texts[number] for number in page)
        return b'{"_embedded":{"item":[%s]},"_links":%s}' % (items, link)


@st.composite
def providers(draw: st.DrawFn) -> tuple[Provider, dict[int, str]]:
    size = draw(st.integers(30, 90))
    ties = draw(st.integers(1, 4))
    names = st.sampled_from(sorted(FAULTS))
    faults = draw(st.dictionaries(st.integers(0, size - 1), names, max_size=8))
    # A run of one kind, as a provider's mistake would be.
    begin, length, name = draw(st.tuples(st.integers(0, size), st.integers(0, 12), names))
    faults |= dict.fromkeys(range(begin, min(size, begin + length)), name)
    return Provider(faults, size, ties, cap=30, links=draw(st.booleans())), faults


def check(
    flavour: Flavour, rows: Any, provider: Provider, aside: list[Any], *, windows: bool = False
) -> None:
    """Each record came once: read, or handed over as it was sent.

    One that has neither id nor time may be told twice where two windows meet.
    """
    got = [row.id for row in flavour.all(rows)]
    whole = range(len(provider.texts))
    assert Counter(got) == Counter(f"r{n}" for n in whole if n not in provider.refused)
    sent = Counter(repr(plain(provider.texts[n])) for n in provider.refused)
    told = Counter(repr(record) for record, _ in aside)
    if windows:
        for record in told:
            if "'r" not in record and '"r' not in record and "20" not in record:
                told[record] = min(told[record], sent[record])
    assert told == sent
    for _, error in aside:
        assert isinstance(error, ResponseValidationError)
        assert error.path.startswith("$")
        assert PERSON not in str(error)


@settings(max_examples=30)
@given(found=providers(), workers=st.sampled_from([1, 4]), page_size=st.sampled_from([25, None]))
def test_policies_come_around_what_is_odd(
    found: tuple[Provider, dict[int, str]], workers: int, page_size: int | None
) -> None:
    """By time: every other policy comes once, every odd one is handed over once and whole, unless
    a full page ends with one that has no time, which is an error."""
    provider, faults = found
    for kind in (SYNC, ASYNC):
        with kind() as flavour:
            aside: list[Any] = []
            kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
            rows = kasko.iter_policies(
                since=START,
                until=START + 200,
                workers=workers,
                page_size=page_size,
                on_invalid=lambda *pair, aside=aside: aside.append(pair),
            )
            try:
                check(flavour, rows, provider, aside, windows=workers > 1)
            except PagingError as error:
                assert "not even its updated_at" in str(error)
                assert UNTIMED & set(faults.values())


@settings(max_examples=30)
@given(found=providers(), page_size=st.integers(3, 30))
def test_claims_come_around_what_is_odd(
    found: tuple[Provider, dict[int, str]], page_size: int
) -> None:
    """By index: the same."""
    provider, _ = found
    with SYNC() as flavour:
        aside: list[Any] = []
        shield = flavour.InsureHero(KEY, transport=httpx.MockTransport(provider))
        rows = shield.iter_claims(page_size=page_size, on_invalid=lambda *pair: aside.append(pair))
        check(flavour, rows, provider, aside)


@settings(max_examples=30)
@given(found=providers(), page_size=st.integers(2, 30))
def test_rows_come_around_what_is_odd(
    found: tuple[Provider, dict[int, str]], page_size: int
) -> None:
    """After an id: the same, unless a whole page has no id, which is an error in the end."""
    provider, faults = found
    # No type knows a row's status.
    provider.refused = [n for n in provider.refused if faults[n] not in STATUS]
    with SYNC() as flavour:
        aside: list[Any] = []
        kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
        rows = kasko.iter_dataset_items(
            "dat_1",
            language="en",
            fields=["name"],
            page_size=page_size,
            on_invalid=lambda *pair: aside.append(pair),
        )
        ids = [faults.get(n) not in UNNAMED for n in range(len(provider.texts))]
        try:
            check(flavour, rows, provider, aside)
        except PagingError as error:
            assert "no row of a page could be read" in str(error)
            assert any(not any(ids[n : n + page_size]) for n in range(len(ids)))


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("where", ["last", "all but the first 15", "a page in the middle"])
def test_what_is_odd_ends_no_reading(flavour: Flavour, name: str, where: str) -> None:
    """Pages without links that hold next to nothing readable do not pass for the end."""
    size, cap = 130, 30
    odd = {
        "last": range(size - 1, size),
        "all but the first 15": range(15, cap),
        "a page in the middle": range(40, 75),
    }[where]
    provider = Provider(dict.fromkeys(odd, name), size, 1, cap=cap, links=False)
    aside: list[Any] = []
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    rows = kasko.iter_policies(
        since=START, page_size=cap, on_invalid=lambda *pair: aside.append(pair)
    )
    try:
        check(flavour, rows, provider, aside)
    except PagingError as error:
        assert "not even its updated_at" in str(error)
        assert name in UNTIMED
        assert where == "a page in the middle"
    if name == "half an emoji":
        assert all("contains an invalid character" in str(error) for _, error in aside)


def test_a_page_of_odd_rows_with_ids_is_no_end(flavour: Flavour) -> None:
    """What cannot be read but for its id still says what follows it."""
    provider = Provider(dict.fromkeys(range(4, 16), "no JSON"), 20, 1, cap=30, links=False)
    aside: list[Any] = []
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    ask = {"language": "en", "fields": ["name"], "page_size": 3}
    rows = kasko.iter_dataset_items("dat_1", **ask, on_invalid=lambda *pair: aside.append(pair))
    check(flavour, rows, provider, aside)


def test_what_is_odd_at_the_edge_of_a_period(flavour: Flavour) -> None:
    """A record that shows no time is told, rather than taken for one of before `since`."""
    provider = Provider({10: "null"}, 30, 1, cap=30, links=False)
    aside: list[Any] = []
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    rows = kasko.iter_policies(since=START + 10, on_invalid=lambda *pair: aside.append(pair))
    assert [row.id for row in flavour.all(rows)] == [f"r{n}" for n in range(11, 30)]
    assert [record for record, _ in aside] == [None]


@given(second=st.integers(2, 99), parts=st.integers(2, 5))
def test_what_is_odd_in_a_later_window_is_told_there(second: int, parts: int) -> None:
    """An answer that was asked for before its window was cut takes nothing from the others."""
    record = {"id": "r1", "updated_at": datetime.fromtimestamp(second, UTC).isoformat()}

    def sent() -> list[Invalid]:
        error = ResponseValidationError("mine", path="$", operation="mine")
        return [Invalid(0, record, error)]

    windows = Windows[Any](since=0, until=100)
    windows.query(0)
    windows.split(100, parts)
    told = windows.take(0, [], None, sent())[0].invalid
    for number, walk in enumerate(windows.walks[1:], 1):
        while (query := windows.query(number)) is not None:
            low, high = query.since or 0, walk.until or 100
            told += windows.take(number, [], None, sent() if low <= second <= high else [])[
                0
            ].invalid
    assert [one.id for one in told] == ["r1"]


@pytest.mark.parametrize(
    ("member", "path"),
    [
        (rb'"status":"\ud83d"', "$.data.status"),
        (b'"status":"\xff"', "$.data.status"),
        (b'"status":1e999', "$.data.status"),
        (rb'"metadata":{"a":["\ud83d"]}', "$.data.metadata.a[0]"),
        (rb'"metadata":{"a":NaN}', "$.data.metadata.a"),
        # There is too much of it, though msgspec says that it is cut short.
        (rb'"x":"\ud83d"}}', "$"),
    ],
)
def test_a_single_odd_answer_names_the_member(flavour: Flavour, member: bytes, path: str) -> None:
    """It is asked for once, and what is odd goes into no model."""
    calls = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        if "authorize" in request.url.path:
            return httpx.Response(200, json={"data": "token"})
        return httpx.Response(200, content=b'{"data":{"id":"c1",%s}}' % member)

    shield = flavour.InsureHero(KEY, transport=httpx.MockTransport(handle))
    with pytest.raises(ResponseValidationError) as caught:
        flavour.run(shield.get_claim("c1"))
    assert caught.value.path == path
    assert calls == 2


class Odd(BaseException):
    """No `Exception`."""


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize(
    "raised",
    [
        msgspec.DecodeError("mine"),
        msgspec.ValidationError("mine"),
        ResponseValidationError("mine", path="$", operation="mine"),
        PagingError("mine", cursor="mine"),
        TransportError("mine", operation="mine"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "mine"),
        RecursionError("mine"),
        asyncio.CancelledError("mine"),
        SystemExit("mine"),
        KeyboardInterrupt("mine"),
        Odd("mine"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_callback_raises_comes_out_as_it_is(
    flavour: Flavour, raised: BaseException, workers: int
) -> None:
    """The very same error reaches whoever reads the list, at the first odd record."""
    calls = 0

    def on_invalid(*_: object) -> None:
        nonlocal calls
        calls += 1
        raise raised

    provider = Provider({4: "wrong type", 50: "null"}, 60, 1, cap=30, links=True)
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    rows = kasko.iter_policies(
        since=START, until=START + 60, workers=workers, on_invalid=on_invalid
    )
    shield = flavour.InsureHero(KEY, transport=httpx.MockTransport(provider))
    for iterator in (rows, shield.iter_claims(on_invalid=on_invalid)):
        calls = 0
        try:
            flavour.all(iterator)
        except BaseException as error:
            if error is not raised:
                raise
        else:
            pytest.fail("nothing came out")
        assert calls == 1
    if isinstance(raised, PagingError):
        assert raised.cursor == "mine"


@pytest.mark.parametrize("raised", [StopIteration, StopAsyncIteration])
def test_a_callback_that_stops_ends_nothing_silently(
    flavour: Flavour, raised: type[Exception]
) -> None:
    """No iterator lets these through, so they come out as the cause of a RuntimeError."""

    def on_invalid(*_: object) -> None:
        raise raised("mine")

    provider = Provider({4: "wrong type"}, 30, 1, cap=30, links=True)
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    shield = flavour.InsureHero(KEY, transport=httpx.MockTransport(provider))
    for rows in (
        kasko.iter_policies(on_invalid=on_invalid),
        shield.iter_claims(on_invalid=on_invalid),
    ):
        with pytest.raises((RuntimeError, raised)) as caught:
            flavour.all(rows)
        assert isinstance(caught.value, raised) or isinstance(caught.value.__cause__, raised)


@pytest.mark.parametrize("workers", [1, 4])
def test_an_async_callback(flavour: Flavour, workers: int) -> None:
    """An async client awaits it; one that is not async refuses it rather than lose records."""
    aside: list[Any] = []

    async def on_invalid(*pair: Any) -> None:
        await asyncio.sleep(0)
        aside.append(pair)

    provider = Provider({4: "wrong type", 50: "null"}, 60, 1, cap=30, links=True)
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    ask = {"since": START, "until": START + 60, "workers": workers, "on_invalid": on_invalid}
    if isinstance(flavour, ASYNC):
        check(flavour, kasko.iter_policies(**ask), provider, aside)
    else:
        with pytest.raises(ConfigurationError, match="on_invalid must not be an async"):
            flavour.all(kasko.iter_policies(**ask))


BOMS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"",
    "utf-32-le": b"",
    "utf-32-be": b"\0\0\xfe\xff",
}


def encoded(body: bytes, encoding: str) -> bytes:
    return BOMS[encoding] + body.decode().encode(encoding)


@pytest.mark.parametrize("encoding", BOMS)
def test_a_byte_order_mark_is_ignored(wire: Flavour, encoding: str) -> None:
    """Over a socket: pages, single answers, tokens, errors and webhooks are read as UTF-8 is,
    with a mark or without."""
    provider = Provider({}, 40, 1, cap=30, links=True)
    mock = httpx.MockTransport(provider)

    def reply(request: bytes) -> bytes:
        target = request.split()[1].decode()
        if "dat_1" in target:
            error = encoded(b'{"status":"no","message":"Not there"}', encoding)
            return answer(error).replace(b"200 OK", b"404 Not Found", 1)
        with httpx.Client(transport=mock, base_url="http://x") as client:
            return answer(encoded(client.get(target).content, encoding))

    with replying(reply) as (url, *_):
        kasko = wire.Kasko(KEY, base_url=url, max_retries=0)
        shield = wire.InsureHero(KEY, base_url=url, max_retries=0)
        assert len(wire.all(kasko.iter_policies())) == 40
        assert len(wire.all(shield.iter_claims())) == 40
        assert wire.run(kasko.list_policies(limit=5)).embedded.item[4].id == "r4"
        with pytest.raises(Exception, match="404") as caught:
            wire.run(kasko.list_dataset_items("dat_1", language="en", fields=[], limit=1))
        assert getattr(caught.value, "message", None) == "Not there"
        wire.run(kasko.close())
        wire.run(shield.close())
    change = b'{"id":"1","message":"A claims was updated.","type":"update"}'
    assert read_shield_event(encoded(change, encoding)).table == "claims"


def test_odd_records_over_a_socket(wire: Flavour) -> None:
    """Every kind of fault at once, over each transport and from both providers."""
    faults = dict(zip(range(2, 200, 4), FAULTS, strict=False))
    provider = Provider(faults, 130, 3, cap=40, links=False)
    mock = httpx.MockTransport(provider)

    def reply(request: bytes) -> bytes:
        with httpx.Client(transport=mock, base_url="http://x") as client:
            return answer(client.get(request.split()[1].decode()).content)

    with replying(reply) as (url, *_):
        aside: list[Any] = []
        kasko = wire.Kasko(KEY, base_url=url)
        rows = kasko.iter_policies(since=START, on_invalid=lambda *pair: aside.append(pair))
        check(wire, rows, provider, aside)
        aside.clear()
        shield = wire.InsureHero(KEY, base_url=url)
        check(wire, shield.iter_claims(on_invalid=lambda *p: aside.append(p)), provider, aside)
        wire.run(kasko.close())
        wire.run(shield.close())


@pytest.mark.parametrize("name", REFUSED)
def test_without_a_callback_the_error_names_the_record(flavour: Flavour, name: str) -> None:
    """One attempt, and a typed error with the path of the first record that is odd."""
    provider = Provider({7: name, 9: "null"}, 20, 1, cap=30, links=False)
    sent = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal sent
        sent += "authorize" not in request.url.path
        return provider(request)

    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(handle))
    shield = flavour.InsureHero(KEY, transport=httpx.MockTransport(handle))
    for rows, place in (
        (kasko.iter_policies(), "$._embedded.item[7]"),
        (shield.iter_claims(), "$.data[7]"),
    ):
        sent = 0
        with pytest.raises(ResponseValidationError) as caught:
            flavour.all(rows)
        assert caught.value.path.startswith(place)
        assert sent == 1
        assert PERSON not in str(caught.value)


@pytest.mark.parametrize("name", READ)
def test_single_answers_are_read_where_nothing_is_lost(flavour: Flavour, name: str) -> None:
    """What stands where no type looks does not fail a whole page or a single record."""
    provider = Provider({0: name}, 3, 1, cap=30, links=False)
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(provider))
    assert [row.id for row in flavour.run(kasko.list_policies(limit=5)).embedded.item] == [
        "r0",
        "r1",
        "r2",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b'{"_links":{}}',
        b'{"_links":{"self":{"href":"/policies"}}}',
        b'{"_embedded":[]}',
        b'{"_embedded":{}}',
        b'{"_embedded":null}',
        b'{"_embedded":{"item":null}}',
        b'{"_embedded":{"item":[]},"_links":null}',
        b'{"_embedded":{"item":[],"_links":[]}}',
        *(
            b'{"_embedded":{"item":%s},"_links":{"next":%s}}' % (items, link)
            for items in (b"[]", b'{"id":"r1","updated_at":"2015-10-14T08:00:00Z"}')
            for link in (
                b"null",
                b"[]",
                b'{"href":null}',
                b'{"href":""}',
                b"{}",
                b'[{"href":""}]',
                b'[{"href":"https://x.example/?limit=1"},{"href":"/other"}]',
            )
        ),
    ],
)
@pytest.mark.parametrize("on_invalid", ["raise", lambda *_: pytest.fail("nothing is invalid")])
def test_pages_as_others_write_hal(flavour: Flavour, body: bytes, on_invalid: Any) -> None:
    """An empty list, a single item and a link that is none, in each form that HAL allows."""
    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    )
    rows = ["r1"] if b"r1" in body else []
    assert [row.id for row in flavour.all(kasko.iter_policies(on_invalid=on_invalid))] == rows
    page = flavour.run(kasko.list_policies())
    assert [row.id for row in page.items] == [row.id for row in page.embedded.item] == rows


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"error":"no"}',
        b'{"_embedded":false,"_links":{}}',
        b'{"_embedded":{"policies":[{"id":"p1"}]},"_links":{}}',
        b'{"_embedded":{"policies":[]}}',
        b'{"items":[{"id":"p1"}],"_links":{}}',
        b'{"_embedded":{"item":5}}',
        b"[]",
        b"null",
    ],
)
@pytest.mark.parametrize("on_invalid", ["raise", lambda *_: None])
def test_what_is_no_page_is_not_an_empty_one(
    flavour: Flavour, body: bytes, on_invalid: Any
) -> None:
    """A list of another name, or none at all, is an error rather than the end."""
    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    )
    with pytest.raises(ResponseValidationError):
        flavour.all(kasko.iter_policies(on_invalid=on_invalid))


def test_a_list_of_null_is_empty(flavour: Flavour) -> None:
    """InsureHero: `data` may be null, but not missing."""
    shield = flavour.InsureHero(
        KEY,
        transport=httpx.MockTransport(
            lambda r: httpx.Response(
                200, json={"data": "token" if "authorize" in r.url.path else None}
            )
        ),
    )
    assert flavour.all(shield.iter_claims()) == []
    assert flavour.all(shield.iter_orders("1")) == []
    assert list(flavour.run(shield.list_claims(from_=0, to=9)).items) == []
    lost = flavour.InsureHero(
        KEY,
        transport=httpx.MockTransport(
            lambda r: httpx.Response(200, json={"data": "token"} if "auth" in r.url.path else {})
        ),
    )
    with pytest.raises(ResponseValidationError):
        flavour.all(lost.iter_claims())


@pytest.mark.parametrize("more", [b"\n", b" \r\n\0\0", b"x", b'{"_embedded":{}}', b"]"])
def test_what_stands_behind_a_page_is_not_lost(flavour: Flavour, more: bytes) -> None:
    """White space means nothing; the rest is handed over, once, or is an error."""
    provider = Provider({}, 20, 1, cap=30, links=False)
    kasko = flavour.Kasko(
        KEY,
        transport=httpx.MockTransport(
            lambda r: httpx.Response(200, content=provider(r).content + more)
        ),
        max_retries=0,
    )
    aside: list[Any] = []
    rows = flavour.all(kasko.iter_policies(on_invalid=lambda *pair: aside.append(pair)))
    assert len(rows) == 20
    if not more.strip(b" \r\n\0"):
        assert aside == []
        assert len(flavour.all(kasko.iter_policies())) == 20
        return
    assert [(record, error.path) for record, error in aside] == [(plain(more), "$")]
    with pytest.raises(ResponseValidationError):
        flavour.all(kasko.iter_policies())


@settings(max_examples=30)
@given(cut=st.integers(1, 200), name=st.sampled_from(sorted(READ)))
@example(cut=1, name="half an emoji, unknown member")
def test_a_page_that_is_cut_short_is_asked_for_again(cut: int, name: str) -> None:
    """Also where one of its records is odd: what is missing might be more than that."""
    provider = Provider({0: name, 1: "null"}, 20, 1, cap=30, links=False)
    calls = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        content = provider(request).content
        return httpx.Response(200, content=content[:-cut] if calls == 1 else content)

    with SYNC() as flavour:
        clock = virtual(ManualClock())
        kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(handle), _clock=clock)
        rows = kasko.with_options(max_retries=1).iter_policies(on_invalid=lambda *_: None)
        assert len(flavour.all(rows)) == 19
    # The page twice, and once more what may follow it.
    assert calls == 3


DEEP = b"[" * 50_000 + b"]" * 50_000


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"status":"no","message":"Max M\xfcller"}', "Max M\ufffdller"),
        (rb'{"status":"no","message":"sad \ud83d"}', "sad \ufffd"),
        (rb'{"status":"no","message":"\ud83d\ude00 \ud83d"}', "\U0001f600 \ufffd"),
        (b'{"status":"no","message":"a\nb"}', "a\nb"),
        (b'{"status":"no","message":"x","y":NaN}', "x"),
        (b'{"error":{"code":"no","message":"2015 \xff"}}', "2015 \ufffd"),
        (b'{"error":{"code":5,"message":[]}}', None),
        (b'{"error":%s}' % DEEP, None),
        (DEEP, None),
        (b"\xff\xfe\xff", None),
        (b"", None),
    ],
)
def test_no_body_keeps_an_error_back(flavour: Flavour, body: bytes, message: str | None) -> None:
    """The status decides; the text is there as far as it can be read."""
    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(lambda _: httpx.Response(409, content=body))
    )
    with pytest.raises(Exception, match="409") as caught:
        flavour.run(kasko.get_policy("p1"))
    assert getattr(caught.value, "message", "missing") == message
    assert getattr(caught.value, "body", None) == body


@pytest.mark.parametrize("body", [DEEP, b'{"id":%s}' % DEEP, b"\xff", rb'{"id":"\ud83d"}', b"nul"])
def test_an_odd_delivery_is_no_crash(body: bytes) -> None:
    """Whatever anyone sends to the endpoint is a typed error."""
    with pytest.raises(WebhookError):
        read_shield_event(body)


@pytest.mark.parametrize(
    ("claims", "lifetime"),
    [
        (b'{"iat":1000,"exp":4600}', 3600),
        (b'{"iat":"1000","exp":"4600"}', 3600),
        (b'\xef\xbb\xbf{"iat":1000.5,"exp":4600.5,"name":"\xff"}', 3600),
        (rb'{"iat":1000,"exp":4600,"name":"\ud83d"}', 3600),
        (b'{"iat":4600,"exp":1000}', None),
        (b'{"iat":0,"exp":1e999}', None),
        (b'{"iat":0,"exp":1' + b"0" * 5000 + b"}", None),
        (b'{"iat":NaN,"exp":5}', None),
        (b'{"iat":false,"exp":true}', None),
        (b'{"iat":0,"exp":"soon"}', None),
        (b'{"iat":0,"exp":null}', None),
        (b'{"exp":5}', None),
        (b"[]", None),
        (DEEP, None),
        (b"\xff", None),
    ],
)
def test_odd_claims_of_a_token(claims: bytes, lifetime: float | None) -> None:
    """A lifetime that a token does not plainly say is not known, and nothing is raised."""
    payload = base64.urlsafe_b64encode(claims).decode().rstrip("=")
    assert jwt_lifetime(Secret(f"a.{payload}.b")) == lifetime


@pytest.mark.parametrize(
    "members",
    [
        DEEP,
        b"[2,1" + b"0" * 5000 + b",null,null,100,[]]",
        b"[2,1" + b"0" * 30 + b",null,null,100,[]]",
        b"[2,null,-1" + b"0" * 15 + b",null,100,[]]",
        b"[2,null,null,null,1000000,[]]",
        b"[2,null,null,null,-1,[]]",
        b"[2,null,null,null,100,[[1,1" + b"0" * 18 + b"]]]",
        b"[2,NaN,null,null,100,[]]",
        rb'[2,"\ud83d",null,null,100,[]]',
        b"[1]",
        b"[]",
    ],
)
def test_a_cursor_from_anywhere(members: bytes) -> None:
    """A cursor that no walk has written is refused before anything is sent."""
    cursor = base64.urlsafe_b64encode(members).decode().rstrip("=")
    with pytest.raises(ConfigurationError, match="not a cursor of brolly"):
        Position.decode(cursor)
    walk: PolicyWalk[Any] = PolicyWalk(since=5)
    assert Position.decode(walk.cursor) == walk.position
