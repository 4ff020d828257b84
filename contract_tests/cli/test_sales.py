"""Commands that write: what they ask for, what they refuse, what comes of them."""

from __future__ import annotations

import json
import os
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from brolly.cli._exit import ExitCode
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
        (["canary"], "no JSON object"),
        (None, "no JSON object"),
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
    """A termination date that is no date is refused before anything is asked or sent."""
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
    assert (ended.code, "look before you" in ended.err) == (ExitCode.UNSURE, True)
    assert (ended.out, ended.err.count("\n")) == ("", 1)
