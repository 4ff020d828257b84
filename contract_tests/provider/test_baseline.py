"""Findings that a team accepts: known again in every run, and nothing else let through."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st
from rich.console import Console

from brolly_contract import check
from brolly_contract.baseline import BaselineError, load, renewed, save
from brolly_contract.engine import run
from brolly_contract.fuzzing import configuration
from brolly_contract.outcome import Accepted, Identity, Outcome
from brolly_contract.plan import Plan
from brolly_contract.promises import stable
from brolly_contract.target import Target
from brolly_contract.terminal import show
from brolly_mock import MockServer, MockSettings, create_app, serve
from provider.samples import accepted, finding, outcome, verdict

_words = st.text(max_size=20)
_entries = st.lists(
    st.builds(
        Accepted,
        api=st.sampled_from(["kasko", "insurehero"]),
        operation=_words,
        check=_words,
        status=st.none() | st.integers(100, 599),
        subject=_words,
        note=_words,
    ),
    unique_by=lambda item: item.identity,
    max_size=5,
)
# Those that write would let other records come.
READS = ("get_policy", "list_policies")
BROKEN = frozenset({"amount_as_text", "order_reversed"})


@given(entries=_entries, data=st.data())
def test_what_is_saved_is_read_again(
    entries: list[Accepted], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A baseline comes back as it was written, and the order of findings leaves no trace in it."""
    folder = tmp_path_factory.mktemp("baseline")
    save(folder / "one.json", entries)
    save(folder / "other.json", data.draw(st.permutations(entries)))
    assert (folder / "one.json").read_bytes() == (folder / "other.json").read_bytes()
    assert {item.identity: item.note for item in load(folder / "one.json")} == {
        item.identity: item.note for item in entries
    }


@given(before=_entries, found=_entries)
def test_a_renewed_baseline_holds_what_was_found(
    before: list[Accepted], found: list[Accepted]
) -> None:
    """It holds what a run found, keeps notes, and leaves the API alone that was not looked at."""
    identities = [item.identity for item in found if item.api == "kasko"]
    after = renewed(before, identities, ["kasko"])
    notes = {item.identity: item.note for item in before}
    assert {item.identity for item in after if item.api == "kasko"} == set(identities)
    assert [item for item in after if item.api != "kasko"] == [
        item for item in before if item.api != "kasko"
    ]
    assert all(item.note == notes.get(item.identity, "") for item in after)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"format": 1}',
        '{"format": 2, "accepted": []}',
        '{"format": 1, "accepted": [{"api": "other", "operation": "a", "check": "b"}]}',
        '{"format": 1, "accepted": [{"api": "kasko", "operation": "a", "check": "b", "x": 1}]}',
    ],
)
def test_what_is_no_baseline_is_refused(content: str, tmp_path: Path) -> None:
    """A file that is no baseline, or of another format, or is not there, is told as such."""
    path = tmp_path / "baseline.json"
    with pytest.raises(BaselineError, match="--write-baseline"):
        load(path)
    path.write_text(content)
    with pytest.raises(BaselineError, match=re.escape(str(path))):
        load(path)


@given(before=st.integers(), after=st.integers(), names=st.lists(st.from_regex(r"\A[a-z_]+\Z")))
def test_numbers_and_lists_are_no_part_of_what_a_finding_is(
    before: int, after: int, names: list[str]
) -> None:
    """The words of a check lose what differs from run to run, and keep the rest."""
    words = "the page holds {} policies from {} s before `since`, which differ in {}"
    assert stable(words.format(before, after, names)) == stable(words.format(1, 2, []))
    assert "policies" in stable(words.format(before, after, names))


def test_accepted_findings_fail_nothing_and_new_ones_do() -> None:
    """Known findings break nothing, a new one does, and one that is gone is told."""
    known = finding(subject="known")
    new = finding(subject="new")
    gone = finding(subject="gone", check="page_size")
    entries = [accepted(known, "ticket 7"), accepted(gone)]
    whole = verdict(outcome(findings=[known]), accepted=entries, baseline="baseline.json")
    assert whole.holds
    assert [item.subject for item in whole.vanished] == ["gone"]
    (row,) = [row for row in whole.rows if row.operation == known.operation]
    assert row.standing == "accepted"
    broken = verdict(outcome(findings=[known, new]), accepted=entries)
    assert not broken.holds
    assert [item.identity.subject for item in broken.new] == ["new"]
    assert [item.identity.subject for item in broken.known] == ["known"]
    output = StringIO()
    show(whole, Console(file=output, width=120))
    said = output.getvalue()
    assert "accepted: " in said
    assert "note: ticket 7" in said
    assert "not found again: KASKO, list_policies: page_size gone" in said
    assert "The contract holds: " in said.splitlines()[-1]


def test_one_finding_in_two_runs_is_one() -> None:
    """What both ways to authenticate come upon is told once, with both."""
    both = verdict(
        outcome(findings=[finding(cases=2)]), outcome(findings=[finding(cases=3)], auth="bearer")
    )
    (item,) = both.findings
    assert item.auths == ["basic", "bearer"]
    assert item.cases == 5


def test_a_run_that_fell_short_has_nothing_vanish() -> None:
    """What an incomplete run did not see may well be there still."""
    entries = [
        accepted(finding()),
        accepted(finding("insurehero", "authorize")),
    ]
    assert verdict(outcome(complete=False), accepted=entries).vanished == []
    # InsureHero was not looked at.
    assert verdict(outcome(), accepted=entries).vanished == entries[:1]


def test_a_broken_provider_has_the_same_findings_by_other_cases() -> None:
    """Findings keep their identity when other cases are drawn, so that a baseline holds."""

    # Any policy shows it.
    defects = frozenset({"amount_as_text"})

    def found(**changes: Any) -> set[Identity]:
        mock = create_app(MockSettings(defects=defects))
        key = mock.settings.kasko_key
        target = Target(
            api="kasko", base_url="http://127.0.0.1", key=key, read_only=False, sandbox=False
        )
        plan = Plan(target=target, auth="basic", operations=READS, walks=(), examples=2, **changes)
        seen = run(plan, app=mock)
        mock.close()
        return {item.identity for item in seen.findings}

    usual = found()
    assert len(usual) > 1
    assert found(seed=1) == usual


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[MockServer]:
    with serve(MockSettings(defects=BROKEN)) as server:
        monkeypatch.setenv("KASKO_BASE_URL", server.url)
        monkeypatch.setenv("KASKO_API_KEY", server.kasko_key)
        yield server


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command look at one operation, in this process: enough to see what is broken."""

    def one_operation(*groups: list[Plan]) -> list[Outcome]:
        narrow: dict[str, Any] = {"operations": ("list_policies",), "walks": ("windows_agree",)}
        return [run(replace(plan, **narrow)) for (plan,) in groups]

    monkeypatch.setattr(check, "run_apart", one_operation)


def _command(tmp_path: Path, baseline: Path | None, *, write: bool = False) -> tuple[int, str]:
    output = StringIO()
    options = check.Options(
        reports=tmp_path / "reports",
        examples=1,
        rate=200,
        baseline=baseline,
        write_baseline=write,
    )
    code = check.run(options, console=Console(file=output, width=120))
    return code, output.getvalue()


@pytest.mark.usefixtures("quick")
def test_the_command_writes_and_reads_a_baseline(broken: MockServer, tmp_path: Path) -> None:
    """A sandbox that breaks the contract passes once its findings are accepted, and those alone."""
    path = tmp_path / "kept" / "baseline.json"
    code, said = _command(tmp_path, path)
    assert code == 2
    assert "--write-baseline" in said
    code, said = _command(tmp_path, path, write=True)
    assert code == 0, said
    entries = load(path)
    assert {item.check for item in entries} >= {"response_schema_conformance", "page_order"}
    policies = [policy["id"] for policy in broken.mock.store.policies()]
    text = path.read_text("utf-8")
    assert not [policy for policy in policies if policy in text]
    assert broken.kasko_key not in text
    assert broken.url not in text
    code, said = _command(tmp_path, path)
    assert code == 0, said
    assert "accepted: " in said
    save(path, entries[1:])
    code, said = _command(tmp_path, path)
    assert code == 1
    assert "broken: 1 new finding of 1 cause" in said


def test_accepted_findings_do_not_end_a_sandbox_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox run ends after ten failures, but not where some of them are expected."""
    sandbox = Target(api="kasko", base_url="https://api.example.com", key="key", read_only=True)
    planned: list[Plan] = []

    def note(*groups: list[Plan]) -> list[Outcome]:
        planned.extend(plan for plans in groups for plan in plans)
        return []

    monkeypatch.setattr(check, "run_apart", note)
    check.check_sandboxes([sandbox])
    check.check_sandboxes([sandbox], accepted=[accepted(finding())])
    ends = [configuration(plan, Path("report.json")).max_failures for plan in planned]
    assert ends == [10, sys.maxsize]


@pytest.mark.usefixtures("broken", "quick")
def test_a_run_that_fell_short_writes_no_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a run with a wrong key finds is not accepted, and the old baseline stays."""
    monkeypatch.setenv("KASKO_API_KEY", "sk_test_unknown")
    path = tmp_path / "baseline.json"
    save(path, [accepted(finding())])
    before = path.read_bytes()
    code, said = _command(tmp_path, path, write=True)
    assert code == 1
    assert "stays as it is" in said
    assert path.read_bytes() == before


def test_a_baseline_needs_a_name(tmp_path: Path) -> None:
    """To write a baseline without a file is refused before anything is sent."""
    code, said = _command(tmp_path, None, write=True)
    assert code == 2
    assert "CONTRACT_BASELINE" in said


def test_an_entry_is_an_identity_with_a_note() -> None:
    """What a baseline holds is what a finding is known by, and one note."""
    assert set(Accepted.__struct_fields__) - set(Identity.__struct_fields__) == {"note"}
    entry = accepted(finding(), "why")
    assert entry.identity == finding(reason="other words", curl=None).identity
    assert entry.identity.id == msgspec.structs.replace(entry, note="").identity.id
