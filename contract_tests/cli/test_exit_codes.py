from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from brolly import errors
from brolly_cli._exit import ExitCode, code_for
from brolly_mock import Answer, Call, Handler, Interceptor, MockServer, MockSettings, faults, serve
from cli.runner import KASKO_KEY, Brolly, Ended

PERSON = "Canaria Gran"


def late(status: int) -> Interceptor:
    """An error for which the client does not wait long enough to try again."""

    def effect(call: Call, _: Handler) -> Answer:
        answer = call.refuse(status, PERSON)
        answer.headers["Retry-After"] = "600"
        return answer

    return effect


def redirect(call: Call, proceed: Handler) -> Answer:
    answer = proceed(call)
    answer.status = 302
    answer.headers["Location"] = "https://example.com/policies"
    return answer


ANSWERS: list[tuple[Interceptor, int]] = [
    (late(400), 2),
    (late(405), 2),
    (late(422), 2),
    (late(401), 3),
    (late(402), 3),
    (late(403), 3),
    (late(404), 4),
    (late(408), 5),
    (late(409), 5),
    (late(429), 5),
    (late(500), 5),
    (late(520), 5),
    (late(418), 6),
    (redirect, 6),
    (faults.body(b"<html>hello</html>", media_type="text/html"), 6),
    (faults.wrong_type("amount", PERSON), 6),
]


def assert_readable(ended: Ended, code: int) -> None:
    """One paragraph on stderr that is fit for a log, and nothing on stdout."""
    assert ended.code == code
    assert ended.out == ""
    assert ended.err.startswith("Error: ")
    assert ended.err.count("\n") == 1
    assert PERSON not in ended.err


@pytest.mark.parametrize(
    ("effect", "code"), ANSWERS, ids=[f"{n}-{code}" for n, (_, code) in enumerate(ANSWERS)]
)
@pytest.mark.parametrize("command", [("kasko", "policies"), ("insurehero", "claims")])
def test_each_answer_has_its_code(
    effect: Interceptor, code: int, command: tuple[str, str], brolly: Brolly, server: MockServer
) -> None:
    """What the provider answers decides the exit code; the error is one clean paragraph."""
    operation = f"list_{command[1]}"
    if command[1] == "claims" and effect is ANSWERS[-1][0]:
        effect = faults.wrong_type("id", 5)
    server.mock.faults.add(effect, operation=operation, times=None)

    assert_readable(brolly(*command), code)


@pytest.mark.parametrize("command", [("kasko", "policies"), ("insurehero", "claims")])
def test_a_wrong_key_is_3(command: tuple[str, str], brolly: Brolly) -> None:
    """A key that the provider does not know is refused with 3."""
    wrong = {"KASKO_API_KEY": "sk_test_canaryWrong", "INSUREHERO_API_KEY": "canaryWrong"}

    assert_readable(brolly(*command, **wrong), 3)


@pytest.mark.parametrize(
    "command",
    [
        ("kasko", "policy", "nosuchpolicy"),
        ("insurehero", "claims", "nosuchclaim"),
        ("insurehero", "risk-items", "nosuchitem"),
    ],
)
def test_an_unknown_id_is_4(command: tuple[str, ...], brolly: Brolly) -> None:
    """An id that does not exist is 4."""
    assert_readable(brolly(*command), 4)


def test_no_connection_is_5(brolly: Brolly) -> None:
    """A provider that cannot be reached is 5, as it is worth another try later."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"

        assert_readable(brolly("kasko", "policies", "--base-url", url), 5)


def test_a_list_with_a_gap_is_6() -> None:
    """A list that cannot be read without a gap is 6."""
    settings = MockSettings(policies=60, kasko_key=KASKO_KEY, defects=frozenset({"order_reversed"}))
    with serve(settings) as server:
        assert_readable(Brolly.at(server)("kasko", "policies"), 6)


@pytest.mark.parametrize(
    "environment",
    [
        {"KASKO_API_KEY": ""},
        {"KASKO_API_KEY": "two words canary"},
        {"KASKO_BASE_URL": "http://api.example.com"},
        {"KASKO_BASE_URL": "api.example.com"},
        {"KASKO_BASE_URL": "https://user:canary@example.com"},
    ],
    ids="-".join,
)
def test_wrong_settings_are_2(environment: dict[str, str], brolly: Brolly) -> None:
    """A key or base URL that cannot be right is 2, and names the variable to correct."""
    ended = brolly("kasko", "policies", **environment)

    assert_readable(ended, 2)
    assert next(iter(environment)) in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("kasko", "policies", "--no-such-option"),
        ("kasko", "no-such-command"),
        ("kasko", "policies", "--format", "xml"),
        ("kasko", "policies", "--max-rows", "0"),
        ("kasko", "policies", "--page-size", "10001"),
        ("insurehero", "claims", "--page-size", "101"),
        ("kasko", "policy"),
        ("kasko", "policy", ".."),
        ("kasko", "policy", ""),
        ("insurehero", "orders", "."),
        ("kasko", "policies", "--cursor", "bent"),
        ("kasko", "policies", "--cursor", "bent", "--since", "2015-10-01"),
        ("kasko", "policies", "--base-url", "http://example.com"),
        ("kasko", "policies", "--base-url", ""),
        ("kasko", "policies", "--base-url", "https://127.0.0.1:99999"),
        ("kasko", "policies", "--max-rows", "1e3"),
        ("insurehero", "claims", "--page-size", "nan"),
        ("mock", "--port", "99999"),
        ("mock", "--host", ""),
        ("mock", "--defect", "no_such_defect"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(arguments: tuple[str, ...], brolly: Brolly, server: MockServer) -> None:
    """Wrong arguments are 2, before anything is sent."""
    before = server.mock.calls.total()

    ended = brolly(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert "Error: " in ended.err
    assert server.mock.calls.total() == before


def concrete(kind: type[errors.BrollyError]) -> list[type[errors.BrollyError]]:
    return [kind, *(leaf for sub in kind.__subclasses__() for leaf in concrete(sub))]


def test_every_error_has_a_documented_code(brolly: Brolly) -> None:
    """No error of brolly ends as success, as a bug or as a code that the help does not explain."""
    explained = brolly("--help").out
    for kind in concrete(errors.BrollyError):
        error = kind.__new__(kind)
        if isinstance(error, errors.CallError):
            error.may_have_written = False
        if isinstance(error, errors.ApiError):
            error.status_code = 499
        code = code_for(error)
        assert code not in {ExitCode.DONE, ExitCode.FAILED, ExitCode.INTERRUPTED, ExitCode.CLOSED}
        assert code.meaning in explained


def test_a_full_disk_is_1(brolly: Brolly) -> None:
    """Output that cannot be written is 1, and said in one line."""
    with Path("/dev/full").open("w") as full:
        ended = brolly.process("kasko", "policies", "--max-rows", "1", stdout=full)

    assert_readable(ended, 1)


def test_a_bug_is_1_and_tells_no_values(brolly: Brolly) -> None:
    """An unforeseen error is 1: one line with its type and place, as its text may hold a value."""
    program = (
        "import sys, brolly.kasko as k\n"
        "def broken(*a, **o): raise RuntimeError('Canaria Gran')\n"
        "k.Kasko.iter_policy_pages = broken\n"
        "from brolly_cli import main; sys.exit(main())"
    )
    ended = brolly.process("kasko", "policies", program=[sys.executable, "-c", program])

    assert_readable(ended, 1)
    assert "RuntimeError" in ended.err
