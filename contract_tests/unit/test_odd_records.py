"""What one odd record, or an odd form of a page, does to the reading of a list: nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from hypothesis import given, settings, strategies as st

from brolly import ResponseValidationError
from brolly._lenient import plain
from colours import ASYNC, SYNC, Colour

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
    "a bracket too many": _with(b'"x":1]'),
    "nested deeply": _with(b'"x":' + b"[" * 30_000 + b"]" * 30_000),
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


def check(colour: Colour, rows: Any, provider: Provider, aside: list[Any]) -> None:
    """Each record came once: read, or handed over as it was sent."""
    got = [row.id for row in colour.all(rows)]
    whole = range(len(provider.texts))
    assert Counter(got) == Counter(f"r{n}" for n in whole if n not in provider.refused)
    sent = Counter(repr(plain(provider.texts[n])) for n in provider.refused)
    assert Counter(repr(record) for record, _ in aside) == sent
    for _, error in aside:
        assert isinstance(error, ResponseValidationError)
        assert error.path.startswith("$")
        assert PERSON not in str(error)


@settings(max_examples=60)
@given(found=providers(), workers=st.sampled_from([1, 4]), page_size=st.sampled_from([25, None]))
def test_policies_come_around_what_is_odd(
    found: tuple[Provider, dict[int, str]], workers: int, page_size: int | None
) -> None:
    """By time: every other policy comes once, every odd one is handed over once and whole."""
    provider, _ = found
    for kind in (SYNC, ASYNC):
        with kind() as colour:
            aside: list[Any] = []
            kasko = colour.Kasko(KEY, transport=httpx.MockTransport(provider))
            rows = kasko.iter_policies(
                since=START,
                until=START + 200,
                workers=workers,
                page_size=page_size,
                on_invalid=lambda *pair, aside=aside: aside.append(pair),
            )
            check(colour, rows, provider, aside)


@settings(max_examples=60)
@given(found=providers(), page_size=st.integers(3, 30))
def test_claims_come_around_what_is_odd(
    found: tuple[Provider, dict[int, str]], page_size: int
) -> None:
    """By index: the same."""
    provider, _ = found
    with SYNC() as colour:
        aside: list[Any] = []
        shield = colour.InsureHero(KEY, transport=httpx.MockTransport(provider))
        rows = shield.iter_claims(page_size=page_size, on_invalid=lambda *pair: aside.append(pair))
        check(colour, rows, provider, aside)
