from __future__ import annotations

import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from brolly_contract.check import check_mock
from brolly_contract.outcome import Outcome
from brolly_contract.publishing import publish
from brolly_contract.terminal import show
from brolly_contract.verdict import Verdict
from provider.matrix import SEEN_BY


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    """The gate, run once as `make contract` runs it, but for the number of random cases."""
    return check_mock(examples=2)


def test_mock_keeps_the_contract(verdict: Verdict) -> None:
    """The sound mock breaks nothing, and the runs reached all that there is to reach."""
    assert [outcome.findings for outcome in verdict.outcomes] == [[], [], []]
    assert verdict.shortfalls == []
    assert verdict.holds


def test_every_operation_is_tested(verdict: Verdict) -> None:
    """Each operation of each specification was called and has succeeded, every walk was taken."""
    assert [(row.operation, row.standing) for row in verdict.rows if row.standing != "holds"] == []
    assert all(row.cases > 10 for row in verdict.rows)
    assert [row.operation for row in verdict.rows if not any(k[0] == "2" for k in row.seen)] == []
    assert [outcome.untaken for outcome in verdict.outcomes] == [{}, {}, {}]


def test_every_check_has_something_to_look_at(verdict: Verdict) -> None:
    """No check that a defect relies on passes the sound mock by never looking."""
    looked = sum((Counter(outcome.checks) for outcome in verdict.outcomes), Counter[str]())
    assert {check for check in SEEN_BY.values() if not looked[check]} == set()


def test_verdict_reads_well_in_a_pipe(verdict: Verdict) -> None:
    """The summary is plain text, a line for each operation, each run and the verdict."""
    output = StringIO()
    show(verdict, Console(file=output, width=120))
    lines = output.getvalue().splitlines()
    assert "\x1b" not in output.getvalue()
    for row in verdict.rows:
        figures = f"{row.cases:,} {row.checks:,} {len(row.seen)} of {len(row.responses)}"
        # Both APIs have operations of some names.
        named = [line for line in lines if re.match(rf"   {row.operation} ", line)]
        (line,) = [line for line in named if figures in " ".join(line.split())]
        assert line.rstrip().endswith("holds")
    assert sum(" requests in " in line for line in lines) == len(verdict.outcomes)
    assert lines[-1].startswith("The contract holds: ")


@pytest.mark.parametrize(
    "fault",
    [
        {"complete": False},
        {"operations_tested": 1},
        {"cases": 0},
        {"errors": ["something broke"]},
        {"warnings": {"missing_auth": ["GET /policies"]}},
        {"exit_code": 1},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_short_run_proves_nothing(fault: dict[str, Any], verdict: Verdict) -> None:
    """A run without findings that fell short in one point does not count as a success."""
    whole = next(outcome for outcome in verdict.outcomes if outcome.api == "insurehero")
    members = {name: getattr(whole, name) for name in whole.__struct_fields__}
    short = Outcome(**(members | fault))
    broken = Verdict(provider="mock", outcomes=[short])
    assert not broken.holds
    assert broken.shortfalls


def test_nothing_run_proves_nothing(tmp_path: Path) -> None:
    """No run at all is no success either, in the reports as well."""
    verdict = Verdict(provider="mock", outcomes=[])
    assert not verdict.holds
    report, junit, sheet = publish(verdict, tmp_path)
    assert b'"holds": false' in report.read_bytes()
    assert b'errors="1"' in junit.read_bytes()
    assert "The contract is not proven" in sheet.read_text("utf-8")
