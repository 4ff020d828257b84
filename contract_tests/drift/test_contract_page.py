"""The page of checks lists each check and each walk, as the code has them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from schemathesis.checks import CHECKS as REGISTERED

from brolly_contract import engine, hooks  # the former registers the walks
from brolly_contract.promises import DERIVED, LIMITS, PROMISES, promise, stands_on
from brolly_contract.target import APIS
from brolly_contract.verdict import TITLES
from brolly_contract.walks import WALKS
from drift.citing import cited

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
FULL_ONLY = {
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "required_query",
}
"""What only requests show that a run of depth read does not send."""


INTRODUCTION = """# Checks and walks

A test writes this page from the code, and fails when it differs. A *check* looks at one response; a
*walk* carries out a whole task. Each tests its *promise*, which a document makes. *Depth*: `read`
only reads; `full` also writes, which needs `--writes`.
"""


def page() -> str:
    return "\n".join([INTRODUCTION, *walks(), *checks(), ""])


def walks() -> Iterator[str]:
    for api in APIS:
        yield f"\n## Walks of {TITLES[api]}\n"
        yield "| Walk | Promise | Source | Depth |\n|---|---|---|---|"
        for one in WALKS.values():
            if one.api == api:
                depth = "full" if one.writes else "read"
                channel = ", channel" if one.needs_channel else ""
                yield f"| `{one.name}` | {one.promise} | {places(one.name)} | {depth}{channel} |"


def checks() -> Iterator[str]:
    yield "\n## Checks\n\n| Check | Promise | Source | Depth |\n|---|---|---|---|"
    ours = {module.__name__ for module in hooks.CHECKS}
    names = {one.__name__ for one in REGISTERED.get_all() if one.__module__ in ours}
    for name in sorted(names | PROMISES.keys()):
        depth = "full" if name in FULL_ONLY else "read"
        said = "the place of the response" if name in DERIVED | PROMISES.keys() else places(name)
        yield f"| `{name}` | {promise(name)} | {said} | {depth} |"


def places(check: str) -> str:
    found = [fact for api in APIS for fact in stands_on(api, check)]
    return ", ".join(
        dict.fromkeys(
            f"{fact.file} ({cited([source.reference for source in fact.sources])})"
            for fact in found
        )
    )


def test_the_page_says_what_no_run_can_see() -> None:
    """The page and the reports say it in the same words."""
    text = " ".join(PAGE.with_name("contract.md").read_text("utf-8").split())
    assert [limit for limit in LIMITS if limit not in text] == []


def test_the_page_lists_every_check() -> None:
    """Each row says what a check demands, on which document it stands, and when it is taken."""
    assert {walk.take.__module__ for walk in WALKS.values()} == {
        module.__name__ for module in engine.WALKING
    }
    if os.environ.get("BROLLY_ACCEPT_DOCS"):
        PAGE.write_text(page(), "utf-8")
    assert page() == PAGE.read_text("utf-8"), "make accept"
