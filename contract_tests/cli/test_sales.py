"""Commands that write: what they ask for, what they refuse, what comes of them."""

from __future__ import annotations

import codecs
import json
import os
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from brolly_cli._exit import ExitCode
from brolly_mock import Interceptor, MockServer, faults
from brolly_mock.kasko.quotes import INTEGRATION, ITEMS, KNOCKED_OUT_ABOVE, PLANS
from cli.runner import Brolly, Ended
from cli.test_terminal import Terminal

RISK: dict[str, Any] = {
    "item_id": ITEMS[0],
    "subscription_plan_id": PLANS[0],
    "integration_id": INTEGRATION,
    "data": {"policy_start_date": "2027-01-01", "insured_sum": 10_000_000},
}
HOLDER = {
    "first_name": "Sample",
    "last_name": "Holder",
    "email": "holder@example.com",
    "language": "en",
}
LIVE_KEY = "sk_" + "live_mock"


class Shop:
    """A folder with files, and the command run in it."""

    def __init__(self, brolly: Brolly, server: MockServer, folder: Path) -> None:
        self.brolly = brolly
        self.server = server
        self.folder = folder
        self.write("risk.json", RISK)
        self.write("holder.json", HOLDER)

    def write(self, name: str, document: object) -> None:
        (self.folder / name).write_text(json.dumps(document))

    def ran(self, *arguments: str, into: str | None = None, **environment: str) -> Ended:
        ended = self.brolly("kasko", *arguments, **environment)
        if into is not None:
            assert ended.code == 0, ended
            (self.folder / into).write_text(ended.out)
        return ended

    def sell(self) -> str:
        """The id of a policy that was bought."""
        self.ran("quote", "risk.json", into="quote.json")
        self.ran("offer", "holder.json", "--quote", "quote.json", "--yes", into="offer.json")
        ended = self.ran("pay", "offer.json", "--wait", "10", "--yes")
        payment, policy = map(json.loads, ended.out.splitlines())
        assert payment["policy_id"] == policy["id"]
        policy_id: str = policy["id"]
        return policy_id

    @property
    def writes(self) -> int:
        """How many calls came that have an effect."""
        calls = self.server.mock.calls
        return sum(calls[name] for name in ("create_offer", "create_payment", "cancel_policy"))


@pytest.fixture
def shop(own_server: MockServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.chdir(tmp_path)
    return Shop(Brolly.at(own_server), own_server, tmp_path)


def test_a_policy_is_sold_and_cancelled_by_files(shop: Shop) -> None:
    """Each command reads what the one before printed, and the list shows what became of it."""
    policy_id = shop.sell()
    ended = shop.ran("cancel", policy_id, "--reason", "sold", "--termination-date", "2027-06-30")
    assert (ended.code, "needs --yes" in ended.err) == (ExitCode.USAGE, True)
    ended = shop.ran("cancel", policy_id, "--reason", "sold", "--yes")
    assert json.loads(ended.out)["cancellation_reason"] == "sold"
    listed = [json.loads(line) for line in shop.ran("policies").out.splitlines()]
    assert [p["status"] for p in listed if p["id"] == policy_id] == ["cancelled"]


def test_examples_of_the_help_work(shop: Shop) -> None:
    """What the help of each command shows runs as it stands, one after the other."""
    for command in ("quote", "offer", "pay"):
        [line] = re.findall(r"^ +brolly kasko (.+)$", shop.ran(command, "-h").out, re.MULTILINE)
        words, _, into = line.partition(" > ")
        shop.ran(*words.split(), into=into or "last.json")
    [line] = re.findall(r"^ +brolly kasko (cancel .+)$", shop.ran("cancel", "-h").out, re.MULTILINE)
    assert shop.ran(*line.split()).code == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    "arguments",
    [
        ("offer", "holder.json", "--quote", "quote.json"),
        ("pay", "offer.json"),
        ("cancel", "tpol_0123456789abcdef0123456789ab", "--reason", "r"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_script_has_to_say_yes(shop: Shop, arguments: tuple[str, ...]) -> None:
    """Without a terminal and without --yes nothing is written."""
    shop.write("quote.json", {"token": "QUOTE-TOKEN"})
    shop.write("offer.json", {"id": "tpol_1", "payment_token": "t"})
    ended = shop.ran(*arguments)
    assert ended.code in {ExitCode.USAGE, ExitCode.NOT_FOUND}
    assert shop.writes == 0


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_the_person_is_asked(shop: Shop, answer: str) -> None:
    """The question names the policy; only a yes goes on."""
    policy_id = shop.sell()
    before = shop.writes
    with closing(Terminal(100)) as terminal:
        with shop.brolly.start(
            *("kasko", "cancel", policy_id, "--reason", "sold"),
            stdin=terminal.child_end,
            stdout=terminal.child_end,
            stderr=terminal.child_end,
        ) as child:
            assert policy_id in terminal.watch(child, until="[y/N]")
            os.write(terminal.outer_end, f"{answer}\n".encode())
            shown = terminal.watch(child)
        assert child.returncode == 0
    assert shop.writes - before == (answer == "y")
    assert ("nothing was sent" in shown) == (answer == "n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("quote", "risk.json"),
        ("offer", "holder.json", "--quote", "quote.json", "--yes"),
        ("pay", "offer.json", "--yes"),
        ("cancel", "pol_1", "--reason", "r", "--yes"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_live_key_has_to_be_meant(shop: Shop, arguments: tuple[str, ...]) -> None:
    """A LIVE key without --live sends nothing at all; with it the command goes on."""
    shop.write("quote.json", {"token": "QUOTE-TOKEN"})
    shop.write("offer.json", {"id": "pol_1", "payment_token": "t"})
    ended = shop.ran(*arguments, KASKO_API_KEY=LIVE_KEY)
    assert (ended.code, "--live" in ended.err) == (ExitCode.REFUSED, True)
    assert shop.server.mock.calls.total() == 0
    shop.ran(*arguments, "--live", KASKO_API_KEY=LIVE_KEY)
    assert shop.server.mock.calls.total() == 1


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({**HOLDER, "surname": "canary"}, "surname"),
        ({**HOLDER, "email": 7}, r"\$\.email"),
        ({"first_name": "canary"}, "missing"),
        (["canary"], r"holder\.json: contains an array, not a JSON object"),
        (None, r"holder\.json: contains null"),
    ],
)
def test_a_file_that_does_not_fit(shop: Shop, document: object, word: str) -> None:
    """A body with an unknown, a wrong or a missing member is refused by name, never by value."""
    shop.write("quote.json", {"token": "QUOTE-TOKEN"})
    shop.write("holder.json", document)
    ended = shop.ran("offer", "holder.json", "--quote", "quote.json", "--yes")
    assert ended.code == ExitCode.USAGE
    assert re.search(word, ended.err)
    assert shop.server.mock.calls.total() == 0


def test_the_token_may_stand_in_the_file(shop: Shop) -> None:
    """A quote's token can be part of the offer's file, and a payment need not be waited for."""
    shop.ran("quote", "risk.json", into="quote.json")
    token = json.loads((shop.folder / "quote.json").read_text())["token"]
    shop.write("holder.json", {**HOLDER, "quote_token": token})
    shop.ran("offer", "holder.json", "--yes", into="offer.json")
    [payment] = shop.ran("pay", "offer.json", "--yes").out.splitlines()
    assert json.loads(payment)["status"] == "ok"


def test_a_file_that_is_not_there(shop: Shop) -> None:
    """A missing file is named, with the reason."""
    ended = shop.ran("quote", "none.json")
    assert (ended.code, "none.json" in ended.err) == (ExitCode.USAGE, True)


def test_a_knock_out_ends_with_a_code(shop: Shop) -> None:
    """No price is told as such, and a policy that does not come in time is told apart from it."""
    shop.write("risk.json", {**RISK, "data": {"insured_sum": KNOCKED_OUT_ABOVE + 1}})
    ended = shop.ran("quote", "risk.json")
    assert (ended.code, "no price can be given" in ended.err) == (ExitCode.USAGE, True)


def test_a_date_that_is_none(shop: Shop) -> None:
    """A malformed termination date is refused before anything is asked or sent."""
    ended = shop.ran("cancel", "p", "--reason", "r", "--termination-date", "30.6.2027", "--yes")
    assert (ended.code, "2027-06-30" in ended.err) == (ExitCode.USAGE, True)
    assert shop.server.mock.calls.total() == 0


@pytest.mark.parametrize("fault", [404, 401, 418])
def test_a_policy_that_does_not_come_in_time(shop: Shop, fault: int) -> None:
    """A payment is printed before the waiting, whose end, whatever it is, says not to pay again."""
    shop.ran("quote", "risk.json", into="quote.json")
    shop.ran("offer", "holder.json", "--quote", "quote.json", "--yes", into="offer.json")
    shop.server.mock.faults.add(
        lambda call, _: call.refuse(fault, "not yet"), operation="get_policy_v2", times=None
    )
    ended = shop.ran("pay", "offer.json", "--wait", "1", "--yes")
    assert (ended.code, "do not pay again" in ended.err) == (ExitCode.UNSURE, True)
    assert json.loads(ended.out)["status"] == "ok"


@pytest.mark.parametrize("fault", [faults.body(b""), faults.status(502)])
def test_a_payment_of_unknown_fate(shop: Shop, fault: Interceptor) -> None:
    """A payment that may have gone through has a code that no script takes for trying again."""
    shop.ran("quote", "risk.json", into="quote.json")
    shop.ran("offer", "holder.json", "--quote", "quote.json", "--yes", into="offer.json")
    shop.server.mock.faults.add(fault, operation="create_payment")
    ended = shop.ran("pay", "offer.json", "--yes")
    assert (ended.code, "check before you" in ended.err) == (ExitCode.UNSURE, True)
    assert (ended.out, ended.err.count("\n")) == ("", 1)


TEXT = json.dumps(RISK | {"data": {"name": "M\u00fcller"}}, ensure_ascii=False, indent=1)


def test_files_of_other_systems_are_read(shop: Shop) -> None:
    """A byte order mark, UTF-16 and UTF-32, CR LF: the same body is sent, from a file or stdin."""
    bodies: list[Any] = []

    def keep(call: Any, proceed: Any) -> Any:
        bodies.append(json.loads(call.body))
        return proceed(call)

    shop.server.mock.faults.add(keep, operation="create_quote", times=None)
    text = TEXT.replace("\n", "\r\n")
    names = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be")
    marked = [text.encode(name) for name in names]
    marked += [codecs.BOM_UTF16_BE + text.encode("utf-16-be"), 2 * codecs.BOM_UTF8 + text.encode()]
    for content in marked:
        (shop.folder / "risk.json").write_bytes(content)
        shop.ran("quote", "risk.json")
    with (shop.folder / "risk.json").open("rb") as stream:
        shop.brolly.process("kasko", "quote", "-", stdin=stream.fileno())

    assert bodies == [json.loads(TEXT)] * (len(marked) + 1)


UNREADABLE: list[tuple[bytes, str]] = [
    (TEXT.encode("latin-1"), "not UTF-8"),
    (bytes(range(256)), "not UTF-8"),
    (b"\xff\xfe\x00", "not UTF-8"),
    (b"", "is empty"),
    (b" \r\n", "is empty"),
    (b"\xef\xbb\xbf", "is empty"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"data":' * 100_000, "nested too deeply"),
    (b'{"data": {"a": NaN}}', "NaN"),
    (b'{"data": {"a": -Infinity}}', "-Infinity"),
    (b'{"data": {"a": 1e999}}', "too large"),
    (b'{"data": {"a": ' + b"9" * 5_000 + b"}}", "too large"),
    (b'{"data": {}, "data": {}}', "'data' more than once"),
    (b'{"data": {"a": "\\ud800"}}', "lone surrogate"),
    (b"{'data': 1}", "line 1, column 2"),
    (b'{"data": 1', "line 1, column 11"),
    (b'"text"', "a string"),
    (b"7", "a number"),
    (b"true", "true or false"),
    (b" " * 16_000_001, "16 MB"),
]


def test_files_that_hold_no_json_object(shop: Shop) -> None:
    """What a file holds in place of a JSON object is a usage error with its name and the fault."""
    for content, word in UNREADABLE:
        (shop.folder / "b\u00f6se.json").write_bytes(content)
        for command in (["quote", "b\u00f6se.json"], ["pay", "b\u00f6se.json", "--yes"]):
            ended = shop.ran(*command)
            assert (ended.code, ended.out) == (ExitCode.USAGE, ""), content[:50]
            assert "b\u00f6se.json: " in ended.err
            assert word in ended.err, (word, ended.err)
    for path, word in [("/dev/null", "empty"), ("/dev/zero", "16 MB"), (".", "directory")]:
        ended = shop.ran("offer", "holder.json", "--quote", path, "--yes")
        assert (ended.code, f"{path}: " in ended.err, word in ended.err) == (2, True, True)
    assert shop.server.mock.calls.total() == 0


def test_numbers_of_options_are_numbers(shop: Shop) -> None:
    """A number that is none, or out of range, is a usage error that names the option."""
    shop.ran("quote", "risk.json", into="quote.json")
    shop.ran("offer", "holder.json", "--quote", "quote.json", "--yes", into="offer.json")
    for text in ["nan", "inf", "-inf", "-1", "0", "0.5", "1e300", "soon", "", "86401"]:
        ended = shop.ran("pay", "offer.json", "--yes", f"--wait={text}")
        assert (ended.code, "--wait" in ended.err) == (ExitCode.USAGE, True), text
    for text in ["nan", "inf", "0", "-1", "21"]:
        ended = shop.brolly("contract", "record", "kasko", f"--rate={text}")
        assert (ended.code, "--rate" in ended.err) == (ExitCode.USAGE, True), text
    assert shop.writes == 1


def test_a_write_whose_answer_nobody_gets(shop: Shop) -> None:
    """Where the answer to a write cannot be printed, the code says to look before repeating it."""
    shop.ran("quote", "risk.json", into="quote.json")
    with Path("/dev/full").open("w") as full:
        ended = shop.brolly.process(
            *("kasko", "offer", "holder.json", "--quote", "quote.json", "--yes"), stdout=full
        )
    assert ended.code == ExitCode.UNSURE
    assert "the call succeeded" in ended.err
    assert "No space left" in ended.err
