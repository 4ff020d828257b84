"""Mutates the specifications and lists what no exchange with the unaltered mock shows.

The mock is asked once and everything is recorded; each mutant then judges the same exchanges as the
specification does. One is killed where the two disagree: on an answer, on a request that the mock
took, or on one that it refused. Exchanges are judged by the mock's own reading of a specification,
so this tells what is never exercised, not what the contract run would say. First come the walks and
a reading of all that the mock holds; what survives them meets the cases that Schemathesis makes.

`survivors.toml` holds those that nothing can kill, each with the reason. Others fail the run;
an entry that fits none is told, since a seed may draw what kills it.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from time import monotonic

import httpx

from brolly_contract.own_mock import READINGS
from brolly_contract.target import APIS
from brolly_mock import InsureHeroReading, MockSettings, create_app, transport
from brolly_mock.spec import load
from mutants.judging import Corpus, Judge
from mutants.spec_mutants import Node, SpecMutant, mutants, references
from provider.killing import judged

_LEAST_KILLED = 0.95
_SURVIVORS = Path(__file__).with_name("survivors.toml")
_REFUSED = {400, 415, 422}
# Looked at and found to be well-formed, whatever became of it.
_TAKEN = {200, 201, 204, 404, 409}
_READINGS = (
    *READINGS.values(),
    MockSettings(insurehero=InsureHeroReading(created=200, jwt=False)),
)
_SPARSE = tuple(MockSettings(seed=seed, sparse=True) for seed in range(4))


def cheap(corpus: Corpus) -> None:
    """Ask what the walks ask, and read each record by its id."""
    for settings in (*_READINGS, *_SPARSE):
        judged(corpus.api, settings, listen=corpus.listen, fuzz=False)
    if corpus.api == "kasko":
        _read_records(corpus)


def _read_records(corpus: Corpus) -> None:
    """Read what KASKO's mock holds; InsureHero's comes in lists."""
    with (
        closing(corpus.listen(create_app())) as mock,
        httpx.Client(
            transport=transport(mock),
            base_url="https://provider.example",
            auth=(mock.settings.kasko_key, ""),
            headers={"Accept": "application/vnd.kasko.v2+json"},
        ) as client,
    ):
        kinds: dict[str, Iterable[str]] = {
            kind: mock.store.documents(kind) for kind in ("offers", "payments", "leads")
        }
        kinds["policies"] = [policy["id"] for policy in mock.store.policies()]
        paid = next(policy["id"] for policy in mock.store.policies() if policy["status"] == "paid")
        ending = {"cancellation_reason": "Sold", "termination_date": "2027-06-30"}
        client.put(f"/policies/{paid}", json={"status": "cancelled", **ending})
        for kind, ids in kinds.items():
            for name in ids:
                client.get(f"/{kind}/{name}")


def thorough(corpus: Corpus, *, examples: int, seed: int | None) -> None:
    """Ask what Schemathesis asks."""
    for settings in (*_READINGS, _SPARSE[0]):
        outcome = judged(
            corpus.api, settings, listen=corpus.listen, walks=(), examples=examples, seed=seed
        )
        assert not outcome.errors, outcome.errors


def surviving(
    document: Node, corpus: Corpus, candidates: list[tuple[str, SpecMutant]]
) -> Iterator[tuple[str, SpecMutant]]:
    """The mutants that judge every exchange of a corpus as the specification does."""
    operations: dict[str, tuple[str, str, set[str]]] = {}
    for path, item in document["paths"].items():
        for method, node in item.items():
            if isinstance(node, dict) and "operationId" in node:
                name = node["operationId"]
                operations[name] = path, method, references(document, node) | {name}
    usual = {
        name: list(Judge(document).verdicts(path, method, corpus.exchanges.get(name, [])))
        for name, (path, method, _) in operations.items()
    }
    for part, mutant in candidates:
        with mutant.applied():
            judge = Judge(document)
            killed = any(
                _noticed(judge, corpus, name, (path, method), usual[name])
                for name, (path, method, parts) in operations.items()
                if part in parts
            )
        if not killed:
            yield part, mutant


def _noticed(
    judge: Judge,
    corpus: Corpus,
    name: str,
    place: tuple[str, str],
    usual: list[tuple[bool, bool]],
) -> bool:
    exchanges = corpus.exchanges.get(name, [])
    verdicts = judge.verdicts(*place, exchanges)
    for exchange, before, now in zip(exchanges, usual, verdicts, strict=True):
        (was_allowed, was_right), (allowed, right) = before, now
        if was_right and not right:
            return True
        if was_allowed and not allowed and exchange.status in _TAKEN:
            return True
        if allowed and not was_allowed and exchange.status in _REFUSED:
            return True
    return False


def accepted() -> set[str]:
    """The patterns of names that need not be killed."""
    groups = tomllib.loads(_SURVIVORS.read_text("utf-8"))["survivors"]
    assert all(group["reason"] for group in groups)
    return {name for group in groups for name in group["names"]}


def main() -> int:
    """Try all mutants of both specifications; 1 if too many survive, or one without a reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="draw other cases; the same in each run without")
    parser.add_argument("--examples", type=int, default=50, help="cases for each operation")
    chosen = parser.parse_args()
    reasons = accepted()
    used: set[str] = set()
    unexplained: list[str] = []
    total = killed = 0
    for api in APIS:
        started = monotonic()
        document = load(api).document
        left = every = list(mutants(document))
        stages: dict[str, Callable[[Corpus], None]] = {
            "walks and records": cheap,
            "Schemathesis": partial(thorough, examples=chosen.examples, seed=chosen.seed),
        }
        for stage, ask in stages.items():
            corpus = Corpus(api)
            ask(corpus)
            left = list(surviving(document, corpus, left))
            print(  # noqa: T201 - what the command is for
                f"{api}: {len(every)} mutants, {len(every) - len(left)} killed by {stage} "
                f"({len(corpus)} exchanges, {monotonic() - started:.0f} s, seed {chosen.seed})",
                flush=True,
            )
        total += len(every)
        killed += len(every) - len(left)
        for _, mutant in left:
            name = f"{api} {mutant.name}"
            fitting = [
                pattern for pattern in reasons if fnmatchcase(name, pattern.replace("[", "[[]"))
            ]
            used.update(fitting)
            if not fitting:
                unexplained.append(name)
    return _report(total, killed, unexplained, sorted(reasons - used))


def _report(total: int, killed: int, unexplained: list[str], stale: list[str]) -> int:
    for name in unexplained:
        print(f"survives without a reason: {name}")  # noqa: T201
    for pattern in stale:
        print(f"fits no survivor: {pattern}")  # noqa: T201
    explained = total - killed - len(unexplained)
    print(  # noqa: T201
        f"{killed} of {total} killed ({killed / total:.1%}), {explained} explained in "
        f"{_SURVIVORS.name}, {len(unexplained)} left"
    )
    return 1 if unexplained or killed < _LEAST_KILLED * total else 0


if __name__ == "__main__":
    sys.exit(main())
