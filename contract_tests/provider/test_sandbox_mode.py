from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from socket import socket
from time import monotonic
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import pytest
from openapi_core.validation.request.exceptions import SecurityValidationError
from rich.console import Console

from brolly_contract import check, insurehero_reads, traffic
from brolly_contract.engine import run
from brolly_contract.exchange import strings
from brolly_contract.outcome import Outcome
from brolly_contract.plan import Plan
from brolly_contract.publishing import publish
from brolly_contract.target import APIS, Api, Target, UnsafeTargetError, sandboxes
from brolly_contract.terminal import sentence, show
from brolly_contract.traffic import Auth
from brolly_contract.verdict import Verdict
from brolly_mock import (
    Answer,
    Call,
    Handler,
    InsureHeroReading,
    ManualClock,
    Mock,
    MockServer,
    MockSettings,
    create_app,
    faults,
    serve,
    transport,
)
from brolly_mock.spec import source
from client.specs import SPECS, SentRequest

TEST_KEY = "sk_test_0123456789"
LIVE_KEYS = ("sk_" + "live_0123456789", "pk_" + "live_0123456789", "SK_" + "LIVE_0123456789")

# Defects that make a check quote what it has read: values, names, headers, whole responses.
LOUD = frozenset(
    {
        "amount_as_text",
        "timestamp_without_offset",
        "order_reversed",
        "livemode_on_test_data",
        "single_read_stale",
        "self_link_dead",
        "auth_not_checked",
        "claim_id_missing",
        "order_prices_as_numbers",
        "to_ignored",
        "token_not_checked",
        "search_by_ignored",
    }
)


def target(api: Api, **changes: Any) -> Target:
    """A sandbox that is in fact a mock."""
    settings = MockSettings()
    key = settings.kasko_key if api == "kasko" else settings.insurehero_key
    whole = Target(api=api, base_url="http://127.0.0.1", key=key, read_only=True)
    return replace(whole, **changes)


AUTH: dict[Api, Auth] = {"kasko": "basic", "insurehero": "token"}


def read(api: Api, mock: Mock, *, how: Mapping[str, Any] | None = None, **changes: Any) -> Outcome:
    """Run the sandbox checks in process, without the pauses that a real host is due."""
    plan = Plan(target=target(api, **changes), auth=AUTH[api], rate=1000.0)
    return run(replace(plan, **(how or {})), app=mock, transport=transport(mock))


def only(*operations: str) -> dict[str, Any]:
    """How to read these operations alone, without walks."""
    return {"operations": operations, "walks": ()}


@contextmanager
def watched(mock: Mock) -> Generator[list[tuple[Call, Answer]]]:
    """Note every call that reaches a mock, and its response."""
    seen: list[tuple[Call, Answer]] = []

    def note(call: Call, proceed: Handler) -> Answer:
        seen.append((call, proceed(call)))
        return seen[-1][1]

    fault = mock.faults.add(note, times=None)
    yield seen
    mock.faults.remove(fault)


@pytest.fixture
def sound() -> Iterator[Mock]:
    mock = create_app()
    yield mock
    mock.close()


@pytest.mark.parametrize("api", APIS)
def test_a_read_run_sends_valid_reads_only(api: Api, sound: Mock) -> None:
    """Each request is a GET that fits the specification, as openapi-core reads it.

    Only the credential is missing or wrong now and then. Few come, and few ask for a token.
    """
    settings = sound.settings
    key = "" if api == "kasko" else settings.insurehero_channel_key
    with watched(sound) as seen:
        outcome = read(api, sound, channel_key=key)
    assert outcome.findings == []
    assert outcome.shortfalls == []
    calls = [call for call, _ in seen]
    assert {call.method for call in calls} == {"GET"}
    # Two minutes at the usual pace.
    assert len(calls) <= 500
    [spec] = [spec for spec in SPECS if ("get_policy" in spec.operations) == (api == "kasko")]
    # Some reads come many times.
    for call in {
        (call.operation, call.path, call.query, *call.headers): call for call in calls
    }.values():
        operation = spec.operations[call.operation]
        assert {name for name, _ in call.query} <= operation.names("query")
        server = (operation.node.get("servers") or spec.document["servers"])[0]["url"]
        # KASKO's own links have a slash before their query.
        path = quote(call.path).rstrip("/")
        url = httpx.URL(server + path, params=list(call.query))
        request = httpx.Request(call.method, url, headers=dict(call.headers))
        errors = spec.reader(operation).unmarshal_request(SentRequest(request)).errors
        assert [one for one in errors if not isinstance(one, SecurityValidationError)] == []
    asked = Counter(call.operation for call in calls)
    reads = {name for name, tally in outcome.operations.items() if not tally.untested}
    assert asked.keys() >= reads
    assert asked["authorize"] + asked["authorize_channel"] <= 30


def test_ids_that_are_given_open_reads(sound: Mock) -> None:
    """What a run cannot find is asked for by name, and tested once it is given."""
    mine = [n for n, one in sound.store.documents("offers").items() if not one["_live"]]
    # The specification's example is tried first; this account does not hold it.
    sound.faults.add(faults.status(404), operation="get_offer")
    given = {"offerId": (mine[1],)}
    without, with_it = (read("kasko", sound, how={"fuzz": False}, ids=ids) for ids in ({}, given))
    assert without.operations["get_offer"].untested == "needs --id offerId=..."
    assert without.operations["get_offer"].checks == 0
    assert with_it.operations["get_offer"].untested == ""
    asked = read("kasko", sound, how=only("get_offer"), ids=given).operations["get_offer"]
    assert asked.responses["200"] > 0
    verdict = Verdict(provider="sandbox", outcomes=[without])
    told = sentence(verdict)
    assert "The contract holds where it was tested" in told
    tested = sum(tally.checks > 0 for tally in without.operations.values())
    assert f"KASKO {tested} of {len(without.operations)} operations" in told
    assert 3 < tested < len(without.operations)
    rows = {row.operation: row.standing for row in verdict.rows}
    assert rows["get_offer"] == rows["create_offer"] == "not tested"
    for name, tally in without.operations.items():
        assert tally.checks or name in told


def test_nobody_there_is_told_at_once(tmp_path: Path) -> None:
    """An address where nobody listens is one line and exit code 2, and no report."""
    with socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        output = StringIO()
        code = check.run(
            check.Options(kasko_url=url, reports=tmp_path),
            console=Console(file=output, width=120),
            environment={"KASKO_API_KEY": TEST_KEY},
        )
    assert code == 2
    assert output.getvalue().count("\n") == 1
    assert f"cannot reach {url}: connection refused" in output.getvalue()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("api", APIS)
def test_reports_tell_nothing_of_answers(
    api: Api, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What broke is reported with place and request, but with no word of what was read."""
    mock = create_app(MockSettings(defects=LOUD))
    with watched(mock) as seen:
        outcome = read(api, mock)
    mock.close()
    verdict = Verdict(provider="sandbox", outcomes=[outcome])
    terminal = StringIO()
    show(verdict, Console(file=terminal, width=500))
    reports = [path.read_text("utf-8") for path in publish(verdict, tmp_path)]
    published = "\n".join([*reports, terminal.getvalue(), *capfd.readouterr()])

    assert len({finding.check for finding in outcome.findings}) >= 3
    assert all(finding.curl and finding.reason for finding in outcome.findings)
    # Words of the specification, and the address itself, are no secret.
    known = source(api).read_text("utf-8") + " http://127.0.0.1/policies/"
    said = {text for _, answer in seen for text in strings(answer.payload)}
    told = {text for text in said if len(text) > 5 and text not in known}
    sent = {value for call, _ in seen for value in call.headers.values() if len(value) > 20}
    assert len(told) > 100
    assert [text for text in told if text in published] == []
    assert [text for text in sent if text in published] == []
    assert mock.settings.kasko_key not in published
    assert mock.settings.insurehero_key not in published
    assert "@" not in re.sub(r"(?s)<style>.*?</style>", "", published)


def test_command_reads_the_sandboxes_that_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With address and key in the environment the command checks these, and these alone."""
    options = check.Options(reports=tmp_path, examples=1, rate=100)
    with serve() as mock:
        _name(mock, monkeypatch)
        monkeypatch.delenv("KASKO_BASE_URL")
        output = StringIO()
        code = check.run(options, console=Console(file=output, width=120))
    assert code == 0, output.getvalue()
    assert mock.mock.calls["list_claims"] > 3
    assert mock.mock.calls["list_policies"] == 0
    document = json.loads((tmp_path / "contract-sandbox.json").read_bytes())
    assert document["holds"] is True
    suites = ET.parse(tmp_path / "contract-sandbox.xml").getroot()  # noqa: S314 - ours
    assert {suite.get("failures") for suite in suites} == {"0"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "contract-sandbox.json",
        "contract-sandbox.xml",
        "contract.html",
    ]


def test_broken_sandbox_fails_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is broken is said with member, rule and a request to repeat; the exit code tells."""

    def one_operation(*groups: list[Plan]) -> list[Outcome]:
        return [run(replace(plan, **only("list_policies"))) for (plan,) in groups]

    monkeypatch.setattr(check, "run_apart", one_operation)
    with serve(MockSettings(defects=frozenset({"amount_as_text"}))) as mock:
        _name(mock, monkeypatch)
        monkeypatch.delenv("INSUREHERO_BASE_URL")
        output = StringIO()
        options = check.Options(reports=tmp_path, examples=1, rate=100)
        code = check.run(options, console=Console(file=output, width=120))
    said = output.getvalue()
    assert code == 1
    assert 'item[0].amount breaks `type`: ["integer", "null"]' in said
    assert 'curl -u "$KASKO_API_KEY:" ' in said
    assert f"{mock.url}/policies" in said
    assert "The contract is broken: " in said
    suite = ET.parse(tmp_path / "contract-sandbox.xml").getroot()[0]  # noqa: S314 - ours
    assert suite.find("testcase/failure[@message='response_schema_conformance']") is not None


@pytest.mark.parametrize(
    "how",
    [only("list_policies"), {"fuzz": False, "walks": ("windows_agree",)}],
    ids=["fuzz", "walk"],
)
def test_five_requests_a_second_are_sent(how: dict[str, Any]) -> None:
    """Neither Schemathesis nor a walk sends more, nor does what is found make them hurry."""
    times: list[float] = []

    def note(call: Call, proceed: Handler) -> Answer:
        times.append(monotonic())
        return proceed(call)

    with closing(create_app(MockSettings(defects=frozenset({"amount_as_text"})))) as mock:
        mock.faults.add(note, times=None)
        outcome = read("kasko", mock, how={"rate": None, **how})
    assert outcome.findings
    # Schemathesis may send five at once, and does so twice where a phase begins.
    assert 10 < len(times) < 5 * (times[-1] - times[0]) + 8


@pytest.mark.parametrize(("lifetime", "due"), [(3600, True), (3500, False), (3700, False)])
def test_the_hour_of_a_token_is_waited_for(
    lifetime: int, due: bool, time: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that may wait finds a token that lives shorter or longer than an hour, and on a slow
    network nothing else."""

    def slowly(call: Call, proceed: Handler) -> Answer:
        time.advance(0.7)
        answer = proceed(call)
        time.advance(0.7)
        return answer

    for module in (traffic, insurehero_reads):
        monkeypatch.setattr(module, "monotonic", time)
    monkeypatch.setattr(traffic, "sleep", time.advance)
    mock = create_app(
        MockSettings(insurehero=InsureHeroReading(token_seconds=lifetime)), clock=time
    )
    mock.faults.add(slowly, times=None)
    how = {"fuzz": False, "walks": ("token_lives_its_hour",), "patience": 3900.0}
    with closing(mock):
        outcome = read("insurehero", mock, how=how)
    assert (outcome.findings == []) is due
    assert outcome.untaken == {}


def test_wrong_key_is_no_success(sound: Mock) -> None:
    """A key that opens nothing ends in a shortfall that asks about the key."""
    outcome = read("kasko", sound, how=only("list_policies"), key="sk_test_unknown")
    assert any("is the key right?" in reason for reason in outcome.shortfalls)


def test_wrong_insurehero_key_is_no_success(sound: Mock) -> None:
    """A key that authorize refuses ends in an error, not in a run without a token."""
    outcome = read("insurehero", sound, how=only("list_claims"), key="unknown")
    assert outcome.shortfalls
    assert sound.calls["list_claims"] == 0


def test_empty_account_is_no_success() -> None:
    """Where there is nothing to read the run says so: it proves nothing about policies."""
    mock = create_app(MockSettings(policies=0, live_policies=0))
    how = {"operations": ("get_policy",), "walks": ("windows_agree",)}
    outcome = read("kasko", mock, how=how)
    mock.close()
    assert any("holds no such record" in reason for reason in outcome.shortfalls)
    assert outcome.untaken["windows_agree"] == "the account holds no policy"


@pytest.mark.parametrize("key", LIVE_KEYS)
def test_live_key_is_refused(
    key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a LIVE key nothing is sent, and nobody gets to read it."""
    with serve() as mock:
        _name(mock, monkeypatch)
        monkeypatch.setenv("KASKO_API_KEY", key)
        assert check.run(check.Options()) == 2
        assert not mock.mock.calls
    assert key not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("base_url", "key"),
    [
        ("http://api.example.com", TEST_KEY),
        ("http://127.0.0.1.example.com", TEST_KEY),
        ("http://localhost.example.com", TEST_KEY),
        ("https://user:secret@api.example.com", TEST_KEY),
        ("https://api.example.com?key=1", TEST_KEY),
        ("ftp://api.example.com", TEST_KEY),
        ("api.example.com", TEST_KEY),
        ("https://api.example.com", ""),
    ],
)
def test_unsafe_target_is_refused(base_url: str, key: str) -> None:
    """Plain HTTP to another machine, an address that is no origin, and no key are refused."""
    with pytest.raises(UnsafeTargetError):
        sandboxes({"KASKO_BASE_URL": base_url, "KASKO_API_KEY": key})


@pytest.mark.parametrize(
    "base_url",
    ["https://api.example.com", "http://127.0.0.1:80/", "http://[::1]:80", "http://localhost"],
)
def test_named_sandbox_is_taken(base_url: str) -> None:
    """HTTPS anywhere and plain HTTP on this machine are taken, and the key is not shown."""
    (found,) = sandboxes({"KASKO_BASE_URL": base_url, "KASKO_API_KEY": TEST_KEY})
    assert found.read_only
    assert TEST_KEY not in repr(found)


def test_key_alone_names_no_sandbox() -> None:
    """Without an address there is no sandbox: the specification's own servers are production."""
    assert sandboxes({"KASKO_API_KEY": TEST_KEY, "INSUREHERO_API_KEY": "key"}) == []


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("POST", "https://api.example.com/policies"),
        ("DELETE", "https://api.example.com/policies"),
        ("GET", "https://api.example.org/policies"),
        ("GET", "http://api.example.com/policies"),
        ("GET", "https://api.example.com:444/policies"),
        ("GET", "https://api.example.com.example.org/policies"),
    ],
)
def test_guard_admits_reads_of_the_named_host_alone(method: str, url: str) -> None:
    """Neither a write nor a request to another origin leaves a sandbox run."""
    found = target("kasko", base_url="https://api.example.com")
    found.admit("GET", "https://api.example.com:443/policies")
    with pytest.raises(UnsafeTargetError):
        found.admit(method, url)


def _name(mock: MockServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASKO_BASE_URL", mock.url)
    monkeypatch.setenv("KASKO_API_KEY", mock.kasko_key)
    monkeypatch.setenv("INSUREHERO_BASE_URL", mock.url)
    monkeypatch.setenv("INSUREHERO_API_KEY", mock.insurehero_key)
