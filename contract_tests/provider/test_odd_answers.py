"""Responses that no client expects, and what a run makes of them."""

from __future__ import annotations

import gc
import gzip
import json
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from rich.console import Console

from brolly_contract import bounds
from brolly_contract.engine import run
from brolly_contract.outcome import Outcome
from brolly_contract.plan import Plan
from brolly_contract.publishing import publish
from brolly_contract.target import APIS, Api, Target, reach
from brolly_contract.terminal import show
from brolly_contract.verdict import Verdict
from brolly_mock import serve
from provider.proxy import Ask, Got, Sent, broken

_WORD = "MARGINALIA"
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json"


def _wire(head: bytes, body: bytes = b"{}") -> Callable[[Got], Got]:
    return lambda got: replace(got, wire=(_HEAD + b"\r\n" + head + b"\r\n\r\n" + body,))


def _body(body: bytes, kind: str = "application/json", **headers: str) -> Callable[[Got], Got]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda got: replace(got, body=body, headers={"content-type": kind, **named})


def _with(pattern: bytes, text: bytes) -> Callable[[Got], Got]:
    return lambda got: replace(got, body=re.sub(pattern, lambda found: text % found[1], got.body))


_NUMBER, _TEXT, _NAME = rb": ?()\d+", rb': ?"([^"\\]*)"', rb'"(\w+)" ?:'
_ODD: dict[str, Callable[[Got], Got]] = {
    "huge numbers": _with(_NUMBER, b": %s" + b"9" * 5000),
    "large numbers": _with(_NUMBER, b": %s" + b"9" * 400),
    "NaN": _with(_NUMBER, b": %sNaN"),
    "an exponent": _with(_NUMBER, b": %s1e400"),
    "deep": _body(b"[" * 100_000 + b"]" * 100_000),
    "deep in place of numbers": _with(_NUMBER, b": %s" + b"[" * 900 + b"]" * 900),
    "lone surrogates": _with(_TEXT, rb': "\ud800%s"'),
    "no UTF-8": _with(_TEXT, b': "\xff\xfe%s"'),
    "control characters": _with(_TEXT, rb': "\u001b[2J\u0007\r\n::error::%s"'),
    "odd names": _with(_NAME, rb'"%s\u001b[2J' + _WORD.encode() + b'":'),
    "texts of megabytes": _with(_TEXT, b': "%s' + b"x" * 100_000 + b'"'),
    "odd ids": _with(rb'"()id": ?"[^"]*"', rb'"%sid": "../?\r\n#"'),
    "odd links": _with(rb'"()href": ?"[^"]*"', b'"%shref": "http://[::::/?since=%%FF"'),
    "odd times": _with(rb'()"\d{4}-\d\d-\d\dT[^"]*"', b'%s"0001-01-01T00:00:00+23:59"'),
    "a member twice": lambda got: replace(got, body=b'{"a": 1, "a": 2, ' + got.body[1:]),
    "null": _body(b"null"),
    "a list": _body(b"[]"),
    "a scalar": _body(b"7"),
    "records of all kinds": _body(b'{"data": [1, {}], "_embedded": {"item": [null, "x", {}]}}'),
    "nothing": _body(b""),
    "HTML": _body(b"<html>" + _WORD.encode(), "text/html"),
    "another charset": _body(b"{}", "application/json; charset=utf-16"),
    "an odd charset": _wire(b"x: 1\r\ncontent-type: a/json; charset=\x1b[31m\r\ncontent-length: 2"),
    "a broken gzip": _body(b"{}", content_encoding="gzip"),
    "a cut gzip": lambda got: _body(gzip.compress(got.body)[:-9], content_encoding="gzip")(got),
    "broken chunks": _wire(b"transfer-encoding: chunked", b"zz\r\n{}\r\n0\r\n\r\n"),
    "cut chunks": _wire(b"transfer-encoding: chunked", b"5\r\n{}"),
    "too great a length": _wire(b"content-length: 9"),
    "too small a length": _wire(b"content-length: 1"),
    "two lengths": _wire(b"content-length: 2\r\ncontent-length: 3"),
    "bytes in headers": _wire(b"x-request-id: \xff\xfe\x1b[2J\r\ncontent-length: 2"),
    "bytes in names of headers": _wire(b"x-\xe9: 1\r\ncontent-length: 2"),
    "many headers": _wire(b"x: 1\r\n" * 3000 + b"content-length: 2"),
    "hints alone": lambda got: replace(got, wire=(b"HTTP/1.1 102 Processing\r\n\r\n",)),
    "hints before": lambda got: replace(
        got, wire=(b"HTTP/1.1 103 Hints\r\nlink: <x>\r\n\r\n" + _HEAD + b"\r\n\r\n{}",)
    ),
    "another protocol": lambda got: replace(got, wire=(b"\x00\x1b[2J nothing of HTTP\r\n\r\n",)),
    "no response": lambda got: replace(got, wire=(b"",)),
    "an odd status": lambda got: replace(got, wire=(b"HTTP/1.1 999 \x1b[2J\xff\r\n\r\n",)),
    "a redirect to itself": lambda got: replace(got, status=302, headers={"location": "/policies"}),
    "a redirect to nowhere": lambda got: replace(got, status=301, headers={"location": "http://["}),
}


def _run(api: Api, odd: Callable[[Got], Got], **how: Any) -> tuple[Outcome, list[str]]:
    """The outcome of a read run in which only tokens come as they should; and the keys."""
    with serve() as mock:

        def defect(sent: Sent, ask: Ask) -> Got:
            got = ask(sent)
            return got if sent.path.endswith("/authorize") else odd(got)

        with broken(mock.url, defect) as url:
            key = mock.kasko_key if api == "kasko" else mock.insurehero_key
            target = Target(api=api, base_url=url, key=key, read_only=True)
            reach(target)
            plan = Plan(target=target, auth="basic" if api == "kasko" else "token", rate=1000.0)
            return run(replace(plan, **how)), [key]


@pytest.fixture
def _left_open() -> Iterator[None]:
    """urllib3 leaves a socket open when it refuses header fields: it is closed within this test."""
    yield
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        gc.collect()


pytestmark = [
    pytest.mark.usefixtures("_left_open"),
    pytest.mark.filterwarnings("ignore:.*unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("api", APIS)
def test_no_response_ends_a_run_without_a_report(api: Api, tmp_path: Path) -> None:
    """Whatever comes, walks and Schemathesis end with findings, and reports quote none of it."""
    kinds, number = list(_ODD.values()), count()

    def odd(got: Got) -> Got:
        return kinds[next(number) % len(kinds)](got)

    asked = "list_policies" if api == "kasko" else "list_claims"
    outcome, keys = _run(
        api,
        odd,
        operations=(asked,),
        examples=10,
        to_the_end=True,
    )
    assert next(number) > len(kinds)
    assert len({finding.check for finding in outcome.findings}) > 8
    assert not any("broke off" in error for error in outcome.errors)

    verdict = Verdict(provider="sandbox", outcomes=[outcome])
    assert not verdict.holds
    terminal = StringIO()
    show(verdict, Console(file=terminal, width=120))
    report, _, sheet = publish(verdict, tmp_path)
    for text in (terminal.getvalue(), report.read_text("utf-8"), sheet.read_text("utf-8")):
        assert not {"\x1b", "\x07", "\x00"} & {*text}
        assert [word for word in (_WORD, *keys, "Traceback", "\\u001b") if word in text] == []
    assert json.loads(report.read_bytes())["holds"] is False


def test_interim_responses_are_passed_over() -> None:
    """A provider that sends 1xx responses before each response has no finding for them."""
    hints = b"".join(
        b"HTTP/1.1 %d Interim\r\nlink: </style.css>; rel=preload\r\n\r\n" % status
        for status in (100, 102, 103, 103)
    )

    def hinted(got: Got) -> Got:
        fields = {**got.headers, "content-length": str(len(got.body)), "connection": "close"}
        lines = [f"HTTP/1.1 {got.status} ", *(f"{name}: {text}" for name, text in fields.items())]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return replace(got, wire=(hints, head + got.body))

    outcome, _ = _run("kasko", hinted, operations=("list_policies",), walks=(), examples=1)
    assert [finding.reason for finding in outcome.findings] == []
    assert outcome.shortfalls == []
    assert outcome.operations["list_policies"].checks > 20


def _drip(got: Got) -> Got:
    def pieces() -> Iterator[bytes]:
        yield _HEAD + b"\r\ncontent-length: 999999\r\n\r\n"
        while True:
            yield b" "
            sleep(0.05)

    return replace(got, wire=pieces())


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        (_drip, "a body that takes more than 0.3 s"),
        (_body(gzip.compress(bytes(2**24)), content_encoding="gzip"), "a body of more than 1 MB"),
    ],
    ids=["drip", "bomb"],
)
def test_no_body_is_read_for_ever(
    odd: Callable[[Got], Got], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body without an end is a finding, and a run of these has an end as well."""
    monkeypatch.setattr(bounds, "LONGEST", 0.3)
    monkeypatch.setattr(bounds, "LARGEST", 2**20)
    outcome, _ = _run("kasko", odd, operations=("list_policies",), examples=1)
    slow = odd is _drip
    reasons = [finding.reason for finding in outcome.findings]
    assert all(told in reason for reason in reasons)
    assert outcome.shortfalls
    assert bool(reasons) is not slow or len(reasons) < 4
    assert ("3 requests in a row got no response in time" in outcome.errors) is slow


def test_numbers_in_free_data_may_have_a_fraction() -> None:
    """What a user wrote is not judged, though a documented integer has the same name."""
    changed: list[int] = []

    def odd(got: Got) -> Got:
        body = re.sub(rb'("data": ?)\{\}', rb'\1{"other": 1}', got.body)
        body, times = re.subn(rb'"data": ?\{', b'"data": {"amount": 1.0, ', body)
        changed.append(times)
        return replace(got, body=body)

    outcome, _ = _run("kasko", odd, walks=("windows_agree", "single_is_listed"), fuzz=False)
    assert sum(changed) > 1
    assert outcome.checks["json_as_written"] > 1
    assert "json_as_written" not in {finding.check for finding in outcome.findings}
