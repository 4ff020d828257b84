"""The page that lists every operation says what the specifications say."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from client.specs import SPECS, Node, Operation, Spec

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"

INTRODUCTION = """# Operations

Written from `openapi/` by a test, which fails when this page and the specifications differ.

Each operation is a method of both colours of client, and is tested from both sides: whatever its
arguments allow gives a request that the specification accepts, whatever answer the specification
allows is read, and the contract run fuzzes it against the mock, with every documented way to
authenticate. The last column counts the examples in the specification and the links from other
operations, each of which the contract run follows.

*Documented* means that a document shows method and path; what else is `inferred` is marked at the
place in the specification and in the method's docstring.
"""


def page() -> str:
    return "".join([INTRODUCTION, *map(section, SPECS)])


def section(spec: Spec) -> str:
    linked = Counter(
        target for operation in spec.operations.values() for target in links(operation)
    )
    lines = [
        f"\n## {spec.document['info']['title']}\n",
        "| Method | Request | Answers | Standing | Source | Examples, links |",
        "|---|---|---|---|---|---|",
        *(row(spec, operation, linked[operation.id]) for operation in spec.operations.values()),
    ]
    if hooks := list(webhooks(spec)):
        lines += ["\n| Webhook | Standing | Source |", "|---|---|---|", *hooks]
    return "\n".join(lines) + "\n"


def row(spec: Spec, operation: Operation, linked: int) -> str:
    node = operation.node
    shown = sum(
        len(content.get("examples", {}))
        for answer in operation.responses.values()
        for content in answer.get("content", {}).values()
    )
    cells = (
        f"`{operation.id}`",
        f"`{operation.method} {operation.path}`",
        " ".join(operation.responses),
        standing(spec, node),
        ", ".join(node["x-source"]),
        f"{shown}, {linked}",
    )
    return f"| {' | '.join(cells)} |"


def webhooks(spec: Spec) -> Iterator[str]:
    for hook in spec.document.get("webhooks", {}).values():
        node = hook["post"]
        sources = ", ".join(node["x-source"])
        yield f"| `{node['operationId']}` | {standing(spec, node)} | {sources} |"


def standing(spec: Spec, node: Node) -> str:
    status: str = node.get("x-status") or spec.document["x-status"]
    return status


def links(operation: Operation) -> Iterator[str]:
    for answer in operation.responses.values():
        for link in answer.get("links", {}).values():
            yield link["operationId"]


def test_the_page_lists_every_operation() -> None:
    """Page and specifications say the same; BROLLY_ACCEPT_DOCS=1 writes the page anew."""
    if os.environ.get("BROLLY_ACCEPT_DOCS"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()
    rows = re.findall(r"^\| `(\w+)` \| `\w+ /", page(), re.MULTILINE)
    assert sorted(rows) == sorted(name for spec in SPECS for name in spec.operations)
