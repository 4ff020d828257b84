from __future__ import annotations

import csv
import io
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest

from brolly_mock import Interceptor, MockServer, faults, serve
from cli.runner import INSUREHERO_KEY, KASKO_KEY, SETTINGS, Brolly

SHIELD = "/api/shield/integrations/v1"
AUTHORIZE = "/api/shield/integrations/auth/authorize"


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def read(kind: str, server: MockServer) -> list[dict[str, Any]]:
    """The records as the provider sends them, by plain HTTP."""
    with httpx.Client(base_url=server.url) as client:
        if kind == "policies":
            answer = client.get("/policies?limit=10000", auth=(KASKO_KEY, "")).json()
            found: list[dict[str, Any]] = answer["_embedded"]["item"]
            return found
        token = client.get(AUTHORIZE, headers={"x-api-key": INSUREHERO_KEY})
        client.headers["Authorization"] = f"Bearer {token.json()['data']}"

        def listed(path: str) -> list[dict[str, Any]]:
            data: list[dict[str, Any]] = client.get(f"{SHIELD}/{path}").json()["data"]
            return data

        def whole(path: str) -> list[dict[str, Any]]:
            pages = (listed(f"{path}?from={n}&to={n + 99}") for n in range(0, 1000, 100))
            return [record for page in pages for record in page]

        if kind == "orders":
            return [one for item in whole("risk-items") for one in listed(f"orders/{item['id']}")]
        if kind == "events":
            return [
                {"claim_id": claim["id"], "event": event}
                for claim in whole("claims")
                for event in listed(f"claims/{claim['id']}/events")
            ]
        return whole(kind)


LISTS = [
    ("kasko", "policies"),
    ("insurehero", "claims"),
    ("insurehero", "risk-items"),
    ("insurehero", "orders"),
    ("insurehero", "events"),
]


@pytest.mark.parametrize(("api", "kind"), LISTS)
def test_lines_hold_every_record_whole(
    api: str, kind: str, brolly: Brolly, server: MockServer
) -> None:
    """In a pipe each record is one line of JSON, in order, once, as the provider sent it."""
    ended = brolly(api, kind)

    assert (ended.code, ended.err) == (0, "")
    assert json_lines(ended.out) == read(kind, server)


@pytest.mark.parametrize(("api", "kind"), LISTS)
def test_csv_holds_every_record_whole(
    api: str, kind: str, brolly: Brolly, server: MockServer
) -> None:
    """CSV has the same records: nested values as JSON, absent and null as nothing."""
    ended = brolly(api, kind, "--format", "csv")

    assert (ended.code, ended.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert [{name: cell for name, cell in row.items() if cell != ""} for row in rows] == [
        {
            name: value if isinstance(value, str) else msgspec.json.encode(value).decode()
            for name, value in record.items()
            if value not in (None, "")
        }
        for record in read(kind, server)
    ]


def test_store_and_lines_agree(brolly: Brolly, server: MockServer) -> None:
    """Each policy of the provider comes exactly once."""
    came = Counter(line["id"] for line in json_lines(brolly("kasko", "policies").out))

    assert came == Counter(row["id"] for row in server.mock.store.policies())


def test_empty_csv_has_its_header(brolly: Brolly) -> None:
    """The header of CSV does not depend on the records: it is there without any."""
    none = brolly("kasko", "policies", "--since", "2036-01-01", "--format", "csv")
    some = brolly("kasko", "policies", "--max-rows", "1", "--format", "csv")

    assert none.out.splitlines() == some.out.splitlines()[:1]


@pytest.mark.parametrize(
    ("api", "kind", "record_kind"),
    [("insurehero", "claims", "claims"), ("insurehero", "risk-items", "risk_items")],
)
def test_one_record_by_id(
    api: str, kind: str, record_kind: Any, brolly: Brolly, server: MockServer
) -> None:
    """With an id, a list command prints that record alone."""
    held = server.mock.store.records(record_kind, offset=3, limit=1)[0]

    assert [line["id"] for line in json_lines(brolly(api, kind, held["id"]).out)] == [held["id"]]


def test_children_of_one_record(brolly: Brolly, server: MockServer) -> None:
    """With an id, orders and events are those of one risk item or claim."""
    for command, parents in (("orders", "risk-items"), ("events", "claims")):
        for parent in json_lines(brolly("insurehero", parents, "--max-rows", "3").out):
            lines = json_lines(brolly("insurehero", command, parent["id"]).out)
            held = server.mock.store.children(
                "orders" if command == "orders" else "claim_events", parent["id"]
            )
            assert len(lines) == len(held)


def test_one_policy_in_each_format(brolly: Brolly, server: MockServer) -> None:
    """One policy is printed whole in each format."""
    wanted = next(row for row in server.mock.store.policies() if row.get("email"))
    line, row, table = (
        brolly("kasko", "policy", wanted["id"], "--format", kind).out
        for kind in ("jsonl", "csv", "table")
    )

    (record,) = json_lines(line)
    assert record["id"] == wanted["id"]
    assert next(csv.DictReader(io.StringIO(row)))["email"] == record["email"]
    shown = dict(text.split(maxsplit=1) for text in table.splitlines() if text[0].isalpha())
    assert shown["email"] == record["email"]
    times = [datetime.fromisoformat(one["updated_at"]) for one in (shown, record)]
    assert times[0] == times[1]
    assert record.keys() <= {text.split(maxsplit=1)[0] for text in table.splitlines()}


def test_flags_of_claims_are_sent_when_given(brolly: Brolly, server: MockServer) -> None:
    """A flag of the claims goes out only when it is given, for the list and for one claim."""
    queries: list[dict[str, str]] = []

    def note(call: Any, proceed: Any) -> Any:
        queries.append(dict(call.query))
        return proceed(call)

    claim = server.mock.store.records("claims", offset=0, limit=1)[0]["id"]
    for operation in ("list_claims", "get_claim"):
        server.mock.faults.add(note, operation=operation, times=None)
    for arguments in ([], [claim]):
        queries.clear()
        brolly("insurehero", "claims", *arguments, "--policy-ref", "--max-rows", "1")
        brolly("insurehero", "claims", *arguments, "--comm-info", "--general", "--max-rows", "1")
        flags = [{"comm_info", "policy_ref", "general"} & query.keys() for query in queries]
        assert flags == [{"policy_ref"}, {"comm_info", "general"}]


DAY = datetime(2015, 10, 15, tzinfo=UTC)


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine nine hours east of UTC."""
    with monkeypatch.context() as context:
        context.setenv("TZ", "JST-9")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="module")
def edges() -> Iterator[MockServer]:
    """A mock with policies on both sides of both edges of a day."""
    with serve(SETTINGS) as server:
        for start in (DAY, DAY + timedelta(days=1)):
            for moment in (start - timedelta(seconds=1), start):
                server.mock.store.insert(updated_at=moment.isoformat())
        yield server


@pytest.mark.usefixtures("far_east")
@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        (["--since", "2015-10-15"], DAY, None),
        (["--since", "20151015"], DAY, None),
        (["--since", "2015-10-15T00:00:00Z"], DAY, None),
        (["--since", "2015-10-15 02:00+02:00"], DAY, None),
        (["--since", "2015-10-15T00:00"], DAY, None),
        (["--since", str(int(DAY.timestamp()))], DAY, None),
        (["--since", "0"], None, None),
        (["--since", " 2015-10-15 "], DAY, None),
        (["--since", "2015-10-15", "--until", "0"], DAY, None),
        (["--since", f"{DAY.timestamp()}"], DAY, None),
        (["--since", "2015-W42-4"], DAY, None),
        (["--since", "0001-01-01", "--until", "9999-12-31T23:59:59-05:00"], None, None),
        (["--since", "0001-01-01T00:00+05:00", "--until", "9999-12-31"], None, None),
        (["--until", "2015-10-15"], None, DAY.replace(hour=23, minute=59, second=59)),
        (["--until", "2015-10-15T00:00:00Z"], None, DAY),
        (
            ["--since", "2015-10-15", "--until", "2015-10-15"],
            DAY,
            DAY.replace(hour=23, minute=59, second=59),
        ),
    ],
)
def test_bounds_in_all_forms(
    arguments: list[str],
    first: datetime | None,
    last: datetime | None,
    edges: MockServer,
) -> None:
    """A bound is included, in UTC unless it says otherwise; as `--until`, a date is a whole day."""
    since = None if first is None else first.timestamp()
    until = None if last is None else last.timestamp()
    held = edges.mock.store.policies(since=since, until=until)

    came = json_lines(Brolly.at(edges)("kasko", "policies", *arguments).out)

    assert [record["id"] for record in came] == [row["id"] for row in held]


NO_TIMES = [
    *("yesterday", "2015", "-5", "2015-13-01", "2015-10-01T25:00", "", " ", "nan", "inf", "1e9"),
    *(
        "1443657600000",
        "300000000000000000000",
        "0000-01-01",
        "10000-01-01",
        "2015-W42",
        "2015-275",
    ),
    # Python's own reading of these: 2 o'clock, 12 o'clock.
    *("2015-10-01+02:00", "2015-10-01-12:00", "2015-10-01Z", "2015-10-01T", "\u0662015-10-01"),
    "1\x00",
]


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_other_forms_of_bounds_are_refused(option: str, brolly: Brolly, server: MockServer) -> None:
    """A time in none of the documented forms is refused before anything is sent."""
    before = server.mock.calls.total()

    for text in NO_TIMES:
        ended = brolly("kasko", "policies", f"{option}={text}")
        assert (ended.code, ended.out) == (2, ""), text
        assert option in ended.err
        assert ("milliseconds" if text[:2] in {"14", "30"} else "2015-10-01T12:00:00Z") in ended.err
    assert server.mock.calls.total() == before


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("2020-01-01", "2019-01-01", 2),
        ("2020-01-01T00:00:01Z", "2020-01-01T00:00:00Z", 2),
        ("2020-01-01T01:00+02:00", "2019-12-31T22:59:59Z", 2),
        ("1577836801", "2020-01-01T00:00Z", 2),
        ("0", "1969-12-31", 2),
        ("2020-01-01", "2020-01-01", 0),
        ("2020-01-01T23:59:59Z", "2020-01-01", 0),
        ("2020-01-01T00:00:00.9Z", "2020-01-01T00:00:00.1Z", 0),
    ],
)
def test_a_period_does_not_end_before_it_begins(
    since: str, until: str, code: int, brolly: Brolly
) -> None:
    """`--since` after `--until`, in any forms, is a usage error that names both."""
    ended = brolly("kasko", "policies", "--since", since, "--until", until)
    assert ended.code == code
    assert not code or "--until" in ended.err


@pytest.mark.parametrize("count", [1, 7, 20, 21])
def test_max_rows_is_exact(count: int, brolly: Brolly) -> None:
    """`--max-rows` gives the first records, in every format."""
    whole = json_lines(brolly("kasko", "policies").out)
    options = ("--page-size", "20", "--max-rows", str(count))

    assert json_lines(brolly("kasko", "policies", *options).out) == whole[:count]
    for kind in ("csv", "table"):
        lines = brolly("kasko", "policies", *options, "--format", kind).out.splitlines()
        assert len(lines) == 1 + count


def test_a_table_is_for_the_eye(brolly: Brolly) -> None:
    """A table ends after 50 rows, says so, and shows nothing that is personal."""
    ended = brolly("kasko", "policies", "--format", "table")
    first = json_lines(brolly("kasko", "policies").out)[:50]

    assert [line.split()[0] for line in ended.out.splitlines()[1:]] == [row["id"] for row in first]
    assert "--max-rows" in ended.err
    assert "jsonl" in ended.err
    for record in first:
        for personal in ("email", "last_name", "first_name"):
            assert str(record[personal] or "-") not in ended.out.replace("-", "")


def test_no_cell_runs_as_a_formula(own_server: MockServer) -> None:
    """In CSV a `'` stands before a text that begins like a formula; other texts are untouched."""
    texts = {"=1+1": "'=1+1", "a\r=1": "a\r'=1", "-12.50": "-12.50", "x\ny": "x\ny"}
    for text in texts:
        own_server.mock.store.insert(last_name=text)

    ended = Brolly.at(own_server)("kasko", "policies", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert Counter([row["last_name"] for row in rows][-4:]) == Counter(texts.values())


def test_a_record_cannot_steer_the_terminal(own_server: MockServer) -> None:
    """A table shows control characters, escapes among them, as replacement characters."""
    policy = own_server.mock.store.insert(
        insurer_policy_id="\x1b[31mred\x9b1m\x07", currency="\u202eeur", status="[bold]x[/]"
    )
    brolly = Brolly.at(own_server)
    since = str(int(datetime.fromisoformat(policy["updated_at"]).timestamp()))

    shown = brolly("kasko", "policies", "--since", since, "--format", "table").out
    whole = brolly("kasko", "policy", policy["id"], "--format", "table").out

    for text in (shown, whole):
        assert "\ufffd[31mred\ufffd1m\ufffd" in text
        assert "\ufffdeur" in text
        assert "[bold]x[/]" in text


@pytest.mark.parametrize(
    ("effect", "code"), [(faults.status(401), 3), (faults.body(b"[]"), 6)], ids=["401", "body"]
)
def test_a_broken_reading_can_be_resumed(
    effect: Interceptor, code: int, brolly: Brolly, server: MockServer
) -> None:
    """A reading that fails after a page tells a cursor that goes on without a loss or a repeat."""
    server.mock.faults.add(effect, operation="list_policies", skip=3, times=1)

    broken = brolly("kasko", "policies", "--page-size", "20")
    cursor = broken.err.split("--cursor ")[1].split()[0]
    rest = brolly("kasko", "policies", "--cursor", cursor)

    assert (broken.code, rest.code) == (code, 0)
    came = [line["id"] for line in json_lines(broken.out) + json_lines(rest.out)]
    assert came == [row["id"] for row in server.mock.store.policies()]
    assert 0 < len(json_lines(broken.out)) < len(came)
