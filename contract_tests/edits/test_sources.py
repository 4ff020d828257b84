"""Every statement names a section of a document, or its line is named."""

from __future__ import annotations

from pathlib import Path

import _reader
import _rules
import pytest
from _reader import SpecError
from _sources import dump, load

OPENAPI = Path(__file__).parents[2] / "openapi"
SPEC = (OPENAPI / "insurehero.yaml").read_text("utf-8")
SOURCES = load(OPENAPI / "sources.yaml")


def refusal(text: str) -> str:
    with pytest.raises(SpecError) as caught:
        _rules.check(_reader.parse(text.encode(), "spec.yaml"), (), SOURCES)
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("operationId: list_claims", "claims.get"),
        ("- name: holderId", "parameters.0"),
        ("    RiskItem:\n", "RiskItem"),
        ("        resolution_date:\n", "Claim.resolution_date"),
        ("    TooManyRequests:\n", "responses.TooManyRequests"),
        ("    RetryAfter:\n", "headers.RetryAfter"),
    ],
)
def test_a_statement_without_a_source_is_refused(before: str, name: str) -> None:
    """An operation, parameter, schema, member, answer or header: its line, and what to write."""
    start = SPEC.index(before)
    at = SPEC.index("x-source:", start)
    end = SPEC.index("\n", at)
    said = refusal(SPEC[: SPEC.rindex("\n", 0, at)] + SPEC[end:])
    line = int(said.partition(":")[2].partition(":")[0])
    assert f"{name} has no x-source; write x-source: [" in said
    assert abs(line - SPEC[:at].count("\n")) < 5
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("insurehero-claims#all-claims", "did you mean insurehero-fetch-claims?"),
        ("insurehero-fetch-claims", "names no section; write insurehero-fetch-claims#"),
        ("insurehero-fetch-claims#all-claim", "did you mean all-claims?"),
        ("insurehero-fetch-claims#zzz", "it has fetch-claims, endpoints"),
        ("nothing#at-all", "describe it in openapi/sources.yaml"),
    ],
)
def test_a_source_that_is_not_there_is_refused(reference: str, words: str) -> None:
    """The line is named, and what is close to it or how to describe it."""
    good = "x-source: [insurehero-fetch-claims#all-claims]"
    said = refusal(SPEC.replace(good, f"x-source: [{reference}]", 1))
    assert said.startswith(f"spec.yaml:{SPEC[: SPEC.index(good)].count(chr(10)) + 1}: ")
    assert words in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: living", "kind: alive", "write living or archived"),
        ("address: https://", "address: ftp://", "write https://"),
        ("seen: '2026-11-22'", "seen: yesterday", "write the day"),
        ("  title:", "  titel:", "did you mean title?"),
        ("quote-object: ''", "quote-object: 'new'", "write '' and run"),
        ("kasko-quote:", "Kasko_Quote:", "small letters"),
    ],
)
def test_a_list_of_sources_with_a_mistake_is_refused(
    old: str, new: str, words: str, tmp_path: Path
) -> None:
    """A misspelt key, date, address or fingerprint is named with its line."""
    file = tmp_path / "sources.yaml"
    text = dump(SOURCES)
    file.write_text(text, "utf-8")
    assert load(file) == SOURCES
    at = text.index(old)
    file.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    with pytest.raises(SpecError, match=rf":{text[:at].count(chr(10)) + 1}: ") as caught:
        load(file)
    assert words in str(caught.value)
