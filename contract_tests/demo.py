"""The main job in one go, for a stranger at a terminal: `make demo`.

The clients are generated from the specs again, both providers run as a mock on a loopback port,
every record is read through the clients and compared with the mock's store, and the contract is
fuzzed. The exit status is 1 when any of it fails.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Literal, Protocol, TypeVar

from msgspec import UnsetType as Unset
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from brolly import AsyncInsureHero, BrollyError, Kasko, purchase
from brolly_mock import Answer, Call, Handler, ManualClock, MockServer, serve
from brolly_mock.kasko import quotes
from flavours import virtual
from kasko_api.models.policy import Policy

ROOT = Path(__file__).resolve().parent.parent

SECONDS_PER_RECORD = 30
"""What a record costs the reader on the simulated clock, so that it outlives several tokens."""

LEAST_SECONDS_LEFT = 300
"""The life that a token must still have when a call is sent (seed 002)."""

# Of a pipe nobody knows the width; lines that a reader wraps are better than cut ones.
console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)


class DemoError(Exception):
    """A text for the person who runs the demo."""


class HasStatus(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def status(self) -> str | Unset | None: ...


Key = TypeVar("Key")
Record = TypeVar("Record", bound=HasStatus)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one kind of record."""

    kind: str
    records: int
    requests: int
    by_status: str


def main() -> int:
    started = perf_counter()
    try:
        run()
    except (DemoError, BrollyError) as failure:
        console.print(f"\nFAILED: {failure}", style="bold red", markup=False)
        return 1
    console.print(
        f"\n[bold green]All of it holds[/] ({perf_counter() - started:.0f} s). Next: "
        "[bold]make mock[/] and open its page, [bold].venv/bin/brolly --help[/], or "
        "[bold]make test[/] for the whole proof."
    )
    return 0


def run() -> None:
    headline("1. The clients follow from the specs")
    regenerate()
    time = ManualClock()
    with serve(clock=time) as server:
        headline(f"2. Both providers run as a mock on {server.url}")
        counts = server.mock.store.counts()
        say(
            f"{counts['policies']} policies, {counts['claims']} claims and {counts['risk_items']} "
            "risk items, all invented and kept in SQLite"
        )
        headline("3. Every policy of KASKO, page by page (blocking client)")
        came = [read_policies(server)]
        headline("4. All claims and risk items of InsureHero, behind tokens that expire (asyncio)")
        came += asyncio.run(read_insurehero(server, time))
        say("Against the mock's own store, every record came exactly once:\n")
        console.print(table(came))
        headline("5. A policy is sold, changed and cancelled, and the list shows it")
        sell(server, time)
    headline("6. The contract, fuzzed")
    fuzz()


def headline(text: str) -> None:
    console.print(f"\n{text}", style="bold")


def say(text: str) -> None:
    console.print(f"   {text}", markup=False)


def regenerate() -> None:
    """Generate both packages anew and compare them with those in the repository."""
    command = [sys.executable, str(ROOT / "openapi" / "generate.py"), "--check"]
    with console.status("generating ..."):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DemoError(done.stderr.strip())
    for line in done.stdout.splitlines():
        say(line)


def read_policies(server: MockServer) -> Came:
    """Read every policy with the blocking client, and compare with the store."""
    with Kasko(server.kasko_key, base_url=server.kasko_url) as kasko:
        policies = list(kasko.iter_policies(page_size=50))
    held = server.mock.store.policies()
    compare(
        "policies",
        Counter((policy.id, policy.updated_at) for policy in policies),
        Counter((row["id"], datetime.fromisoformat(row["updated_at"])) for row in held),
    )
    requests = server.mock.calls["list_policies"]
    in_one_second = max(Counter(policy.updated_at for policy in policies).values())
    say(f"{requests} requests; up to {in_one_second} policies changed in the same second,")
    say("and a page may end among them: none was lost there, none came twice")
    return Came("policies", len(policies), requests, statuses(policies))


async def read_insurehero(server: MockServer, time: ManualClock) -> list[Came]:
    """Read all claims and risk items with the asyncio client while simulated hours pass."""
    began = time()
    left = watch_tokens(server)
    shield = AsyncInsureHero(
        server.insurehero_key, base_url=server.insurehero_url, _clock=virtual(time)
    )
    async with shield:
        claims = await slowly(shield.iter_claims(page_size=20), time)
        risk_items = await slowly(shield.iter_risk_items(page_size=20), time)
    came = [whole(server, "claims", claims), whole(server, "risk_items", risk_items)]
    authorized = server.mock.calls["authorize"]
    if authorized < 2:
        raise DemoError("no token expired on the way")
    if min(left) < LEAST_SECONDS_LEFT:
        raise DemoError(f"a call was sent with a token that had {min(left):.0f} s left")
    say(
        f"{(time() - began) / 3600:.1f} hours pass on a simulated clock; a token lives for one hour"
    )
    say(f"{authorized} authorize calls for {len(left)} data calls, each with 300 s left or more")
    return came


def watch_tokens(server: MockServer) -> list[float]:
    """Have the mock note the seconds that each data call's token has left."""
    left: list[float] = []

    def note(call: Call, handler: Handler) -> Answer:
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        left.append(server.mock.tokens.remaining(token))
        return handler(call)

    for operation in ("list_claims", "list_risk_items"):
        server.mock.faults.add(note, operation=operation, times=None)
    return left


async def slowly(records: AsyncIterator[Record], time: ManualClock) -> list[Record]:
    """Read to the end; each record takes its simulated time."""
    came: list[Record] = []
    async for record in records:
        came.append(record)
        time.advance(SECONDS_PER_RECORD)
    return came


def whole(
    server: MockServer, kind: Literal["claims", "risk_items"], records: Sequence[Record]
) -> Came:
    """Compare records with the store."""
    held = server.mock.store.records(kind, offset=0, limit=-1)
    compare(kind, Counter(record.id for record in records), Counter(row["id"] for row in held))
    requests = server.mock.calls[f"list_{kind}"]
    return Came(kind.replace("_", " "), len(records), requests, statuses(records))


def sell(server: MockServer, time: ManualClock) -> None:
    """Go from a quote to a cancelled policy, and find what became of it in the list."""
    with Kasko(
        server.kasko_key, base_url=server.kasko_url, _clock=virtual(time), timeout=5
    ) as kasko:
        quote = kasko.send(
            purchase.quote(
                {"policy_start_date": "2027-01-01", "insured_sum": 10_000_000},
                item_id=quotes.ITEMS[0],
                subscription_plan_id=quotes.PLANS[0],
                integration_id=quotes.INTEGRATION,
            )
        )
        offer = kasko.send(
            purchase.offer(
                quote,
                first_name="Sample",
                last_name="Holder",
                email="holder@example.com",
                language="en",
            )
        )
        kasko.send(purchase.pay(offer))
        bought = kasko.wait_for_policy(offer.id)
        seen = [listed(kasko, offer.id)]
        time.advance(60)
        kasko.send(purchase.cancel(bought, reason="demo"))
        seen.append(listed(kasko, offer.id))
    say(f"{quote.gross_payment_amount} in minor units was paid for {offer.id}")
    say(", then ".join(f"{policy.status} at {policy.updated_at:%H:%M:%S}" for policy in seen))
    if [policy.status for policy in seen] != ["paid", "cancelled"]:
        raise DemoError("the list does not show what was sold and cancelled")
    if not seen[0].updated_at < seen[1].updated_at:
        raise DemoError("a cancelled policy has no later updated_at")


def listed(kasko: Kasko, policy_id: str) -> Policy:
    """What the list of policies says of one; the latest change counts."""
    found = [policy for policy in kasko.iter_policies() if policy.id == policy_id]
    if not found:
        raise DemoError("a policy that was paid for is not in the list")
    return found[-1]


def compare(kind: str, came: Counter[Key], held: Counter[Key]) -> None:
    missing, extra = held - came, came - held
    if missing or extra:
        raise DemoError(f"{kind}: {missing.total()} missing, {extra.total()} doubled or unknown")


def statuses(records: Sequence[Record]) -> str:
    counts = Counter(record.status or "none" for record in records)
    return ", ".join(f"{number} {status}" for status, number in counts.most_common())


def table(came: Sequence[Came]) -> Table:
    box = SIMPLE_HEAD if console.is_terminal else None
    table = Table(box=box, pad_edge=False, show_edge=False)
    table.add_column("   what", style="cyan")
    table.add_column("came", justify="right")
    table.add_column("requests", justify="right")
    table.add_column("by status")
    for kind in came:
        table.add_row(f"   {kind.kind}", str(kind.records), str(kind.requests), kind.by_status)
    return table


def fuzz() -> None:
    """The provider's contract checks, against mocks of their own."""
    # It takes a second to import; the first part should not wait for it.
    from brolly_contract.check import check_mock  # noqa: PLC0415
    from brolly_contract.terminal import show  # noqa: PLC0415

    with console.status("sending what the specs allow, and what they forbid ..."):
        verdict = check_mock()
    show(verdict, console)
    if not verdict.holds:
        raise DemoError("the mock breaks the contract, or was not tested in full")


if __name__ == "__main__":
    sys.exit(main())
