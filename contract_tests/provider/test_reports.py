"""The files of a verdict: well-formed, self-contained, and safe whatever a provider has said."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
from _sources import load
from hypothesis import given, strategies as st
from rich.console import Console

from brolly_contract.facts import FOLDER, Source, facts
from brolly_contract.github import announce, commands, markdown
from brolly_contract.junit import junit
from brolly_contract.outcome import Accepted
from brolly_contract.page import page
from brolly_contract.publishing import publish
from brolly_contract.terminal import sentence, show
from brolly_contract.verdict import Verdict
from provider.samples import accepted, finding, outcome, verdict
from provider.sheet import VOID, Element, parse

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script src=https://evil.example/x.js></script>",
    "`<b>` **<i>** {{ 7 * 7 }} {% raw %}",
    "' onmouseover='alert(1)",
    "]]><x/>&lt;&#60;",
    "\x00\x08\x1b[31m\ud7ff\ufffe",
    "a|b\r\nc%0A::error::x",
)
TEXTS = ("reason", "subject", "promise", "check", "request", "curl", "detail")
# Of the texts, `code` and **stress** alone become markup, and where a path may break.
MARKUP = {"code", "strong", "wbr"}
_hostile = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=20)


def hostile(words: Callable[[], str], *, provider: str = "mock") -> Verdict:
    """A verdict whose every text may be anything, in the same places each time."""
    fact = msgspec.structs.replace(
        finding().facts[0], text=words(), sources=[Source(words(), words(), "")]
    )
    new, known = (
        finding(
            "kasko",
            "list_policies",
            **{name: f"{kind}{name}{words()}" for name in TEXTS},
            facts=[fact],
        )
        for kind in ("new", "known")
    )
    entry = accepted(known, words())
    gone = Accepted(api="kasko", operation=words(), check=words(), subject=words(), note=words())
    # A page of few rows is drawn and read in no time.
    return verdict(
        outcome(findings=[new, known], only=("list_policies", "get_offer")),
        outcome("insurehero", errors=[words()], only=("list_claims",)),
        provider=provider,
        accepted=[entry, gone],
        baseline=words(),
        replay=words(),
    )


@cache
def plain(provider: str) -> list[tuple[str, list[str]]]:
    """The elements of that page where every text is harmless."""
    shown = elements(hostile(partial(str, "x"), provider=provider))
    return [(e.name, sorted(e.attributes)) for e in shown if e.name not in MARKUP]


def green(**changes: Any) -> Verdict:
    return verdict(outcome(), outcome("insurehero"), **changes)


def red() -> Verdict:
    known = finding("insurehero", "list_claims", subject="known")
    gone = accepted(finding(subject="gone"))
    return verdict(
        outcome(findings=[finding(), finding(subject="other", check="page_order", cases=3)]),
        outcome("insurehero", findings=[known]),
        accepted=[accepted(known, "ticket 7"), gone],
        baseline="baseline.json",
        least_responses=0.95,
        seed=4711,
        replay="brolly contract check --deep --seed 4711",
        started="2026-11-25T01:00:00Z",
    )


each_verdict = pytest.mark.parametrize(
    "told",
    [green(), red(), green(provider="sandbox"), verdict(), hostile(partial(str, HOSTILE[0]))],
    ids=["green", "red", "sandbox", "empty", "hostile"],
)


def elements(told: Verdict) -> list[Element]:
    return parse(page(told))


@each_verdict
def test_a_page_is_well_formed(told: Verdict) -> None:
    """Each element is closed in order, ids are unique, every reference within leads somewhere."""
    found = elements(told)
    ids = [element.attributes["id"] for element in found if "id" in element.attributes]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    for element in found:
        for attribute in ("aria-labelledby", "for"):
            assert element.attributes.get(attribute, ids[0]) in ids
        if element.name == "a" and element.attributes["href"].startswith("#"):
            assert element.attributes["href"].removeprefix("#") in ids


@each_verdict
def test_a_page_asks_no_address(told: Verdict) -> None:
    """Nothing is loaded from anywhere, and the page's own policy would forbid it.

    Links lead to places of the page, or to the documents behind a statement.
    """
    found = elements(told)
    documents = {one.address for one in load(FOLDER / "sources.yaml").documents.values()}
    for element in found:
        assert element.name not in {"img", "link", "iframe", "object", "embed", "base", "video"}
        assert not {"src", "srcset", "action", "background", "data", "ping"} & set(
            element.attributes
        )
        if not (href := element.attributes.get("href", "#")).startswith("#"):
            assert (element.name, href.partition("#")[0] in documents) == ("a", True)
        assert not [name for name in element.attributes if name.startswith("on")]
    (policy,) = [e.attributes["content"] for e in found if "http-equiv" in e.attributes]
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (own,) = [element for element in found if element.name == kind]
        assert "url(" not in own.text
        assert "@import" not in own.text
        digest = base64.b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@each_verdict
def test_a_page_can_be_read_by_ear(told: Verdict) -> None:
    """One first heading, no level left out; header cells have their scope, all else its name."""
    found = elements(told)
    levels = [int(e.name[1]) for e in found if re.fullmatch("h[1-6]", e.name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(e.attributes.get("scope") in {"col", "row"} for e in found if e.name == "th")
    assert {e.name for e in found} >= {"main", "header", "title", "nav"}
    (root,) = [e for e in found if e.name == "html"]
    assert root.attributes["lang"] == "en"
    assert all("aria-label" in e.attributes for e in found if e.name == "pre")
    (form,) = [e for e in found if e.name == "form"]
    # Without a script it could do nothing.
    assert "hidden" in form.attributes


@given(data=st.data(), provider=st.sampled_from(["mock", "sandbox"]))
def test_whatever_was_said_is_text(data: st.DataObject, provider: str) -> None:
    """No text of a provider or a baseline becomes an element, an attribute or a template."""
    told = hostile(partial(data.draw, _hostile), provider=provider)
    shown = [element for element in elements(told) if element.name not in MARKUP]
    assert [(e.name, sorted(e.attributes)) for e in shown] == plain(provider)


def test_hostile_words_are_shown_as_they_are() -> None:
    """What was said can be read on the page, to the letter."""
    for words in HOSTILE[:3]:
        found = elements(hostile(partial(str, words)))
        (heading, *_) = [e for e in found if e.name == "h3"]
        assert words in heading.text


def test_a_page_tells_what_broke() -> None:
    """Each finding stands with request, replay, promise, statement, standing, document and line."""
    text = " ".join(element.own for element in elements(red()))
    fact = finding().facts[0]
    assert finding().curl
    for words in (
        "2 new findings of 2 causes",
        "1 accepted finding",
        "1 accepted finding not found again",
        "ticket 7",
        finding().curl,
        finding().promise,
        fact.text,
        *(source.title for source in fact.sources),
        f"{fact.file}:{fact.line}",
        fact.standing,
        "brolly contract check --deep --seed 4711",
        "What this run did not test",
        "2026-11-25 01:00:00 UTC",
    ):
        assert str(words) in text


def test_a_page_lists_every_operation() -> None:
    """One row for each operation, with its figures and what came of its documented responses."""
    told = red()
    rows = [e for e in elements(told) if e.name == "tr" and "data-verdict" in e.attributes]
    assert len(rows) == len(told.rows)
    for row, element in zip(told.rows, rows, strict=True):
        assert row.operation in element.text
        assert row.request in element.text
        assert f"{len(row.seen)} of {len(row.responses)}" in element.text
        assert element.attributes["data-verdict"] == row.standing
        assert element.attributes["data-api"] == row.api


def test_texts_of_ours_show_code_and_stress() -> None:
    """Backquotes and stars of the specifications become what they mean."""
    told = verdict(outcome(findings=[finding(reason="`limit` is **not** kept")]))
    heading = next(element for element in elements(told) if element.name == "h3")
    assert "limit is not kept" in heading.text
    assert "`" not in heading.text


@given(data=st.data())
def test_junit_stays_xml(data: st.DataObject) -> None:
    """Whatever was said, CI can read the file, and counts what is new as failed."""
    told = hostile(partial(data.draw, _hostile))
    content = ET.tostring(junit(told), encoding="utf-8")
    suites = ET.fromstring(content)  # noqa: S314 - ours
    assert sum(int(suite.get("failures", "")) for suite in suites) == len(told.new) == 1
    assert sum(int(suite.get("errors", "")) for suite in suites) == len(told.shortfalls) == 1
    assert len(suites.findall(".//system-out")) == len(told.known) == 1


def test_json_tells_the_verdict(tmp_path: Path) -> None:
    """Programs find the verdict, the operations and the names of all findings."""
    report, _, _ = publish(red(), tmp_path)
    document = json.loads(report.read_bytes())
    assert document["holds"] is False
    assert [item["subject"] for item in document["new"]] == ["the body lacks id", "other"]
    assert [item["subject"] for item in document["known"]] == ["known"]
    assert [item["subject"] for item in document["vanished"]] == ["gone"]
    assert {row["operation"] for row in document["operations"]} == {
        *facts("kasko").operations,
        *facts("insurehero").operations,
    }
    assert document["outcomes"][0]["operations"]["list_policies"]["responses"]["default"] == 0


def test_a_share_of_the_responses_can_be_asked_for() -> None:
    """Too few of the documented responses is a shortfall that names those that never came."""
    assert verdict(outcome(), least_responses=0.66).holds
    told = verdict(outcome(), least_responses=0.67)
    assert not told.holds
    (short,) = told.shortfalls
    assert "less than 67%" in short
    assert "list_policies default" in short


def test_responses_of_several_runs_add_up() -> None:
    """What one run did not see another may have seen."""
    one, other = outcome(), outcome(auth="bearer")
    total = 3 * len(one.operations)
    for tally in other.operations.values():
        tally.responses = {"200": 0, "404": 0, "default": 1}
    assert verdict(one, other).responses() == (total, total)


def test_what_nothing_was_checked_of_does_not_hold() -> None:
    """An operation without a check is told as not tested, with the reason, wherever it is told."""
    short = outcome()
    short.operations["get_offer"].checks = 0
    short.operations["get_offer"].untested = "needs --id offerId=..."
    told = verdict(short, provider="sandbox")
    (row,) = [row for row in told.rows if row.operation == "get_offer"]
    assert (row.standing, row.why) == ("not tested", "needs --id offerId=...")
    words = "KASKO, 1 operation (needs --id offerId=...): get_offer"
    assert sentence(told).startswith("The contract holds where it was tested: ")
    assert words in sentence(told)
    assert any(words in element.own for element in elements(told))
    (case,) = [c for c in junit(told).iter("testcase") if c.findall("skipped")]
    assert "get_offer" in case.attrib["name"]


def test_one_cause_is_told_once() -> None:
    """What one fault of a provider explains is one entry, with each place where it was seen."""
    names = ("list_policies", "get_policy", "get_policy_v2")
    found = [
        finding(operation=name, reason=f"{name} lacks id", subject=name, cause="lacks id", facts=[])
        for name in names
    ]
    told = verdict(outcome(findings=found))
    (cause,) = told.causes
    assert [item.operation for item in cause.places] == list(names)
    assert "3 new findings of 1 cause" in sentence(told)
    output = StringIO()
    show(told, Console(file=output, width=200))
    assert output.getvalue().count(str(found[0].curl)) == 1
    assert all(name.replace("_", "&#95;") in markdown(told) for name in names)


def test_github_hears_nothing_elsewhere(tmp_path: Path) -> None:
    """Outside GitHub Actions there are no commands and no summary, whatever else is set."""
    summary = tmp_path / "summary.md"
    assert announce(red(), {"GITHUB_STEP_SUMMARY": str(summary)}) == []
    assert not summary.exists()


def test_github_gets_a_summary_and_annotations(tmp_path: Path) -> None:
    """The step's summary is appended to; annotations point at the operation's line."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    said = announce(red(), environment)
    text = summary.read_text("utf-8")
    assert text.startswith("before\n## ❌ Contract of the mock")
    assert "ticket 7" in text
    line = facts("kasko").operations["list_policies"].line
    assert said[0].startswith(
        f"::error file=openapi/kasko.yaml,line={line},title=list_policies%3A response_schema"
    )
    assert [command.partition(" ")[0] for command in said] == [
        "::error",
        "::error",
        "::notice",
        "::error",
        "::error",
    ]


def test_annotations_name_files_as_github_does(tmp_path: Path) -> None:
    """Where the repository lies within the workspace, the file's name starts there."""
    root = Path(__file__).resolve().parents[2]
    inner = next(iter(commands(red(), str(root.parent))))
    assert f"file={root.name}/openapi/kasko.yaml," in inner
    assert "file=openapi/kasko.yaml," in next(iter(commands(red(), str(root))))
    # An installed package is none of the workspace's files.
    assert "file=" not in next(iter(commands(red(), str(tmp_path))))


def test_many_findings_are_not_lost_without_a_word() -> None:
    """GitHub shows ten errors of a step; a warning says that there are more."""
    many = [finding(subject=str(number)) for number in range(12)]
    said = list(commands(verdict(outcome(findings=many))))
    assert len([command for command in said if command.startswith("::error")]) == 10
    assert "2 more findings" in said[-1]


@given(data=st.data())
def test_github_takes_words_for_words(data: st.DataObject) -> None:
    """No text ends a command, a cell or a paragraph, or starts markup of its own."""
    told = hostile(partial(data.draw, _hostile))
    for command in commands(told):
        assert re.match(r"::(error|notice|warning) ", command)
        assert "\n" not in command
        assert "\r" not in command
    text = markdown(told)
    assert set(re.findall(r"<[^>]*>", text)) <= {"<code>", "</code>", "<br>", "<em>", "</em>"}
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert {line.count("|") for line in rows} <= {9}


def test_void_elements_are_known() -> None:
    """The parser of these tests takes no element for open that HTML closes by itself."""
    assert {"meta", "input"} <= VOID
