"""The page that lists every operation says what the specifications say."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from brolly_mock import DEFECTS
from client.specs import FORMS, SPECS, Node, Operation, Spec
from drift.citing import cited
from provider.matrix import SEEN_BY

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"

INTRODUCTION = """# Operations

A test writes this page from `openapi/` and the contract tests, and fails when it differs.

Each operation is a method of the sync and async clients and is tested from both sides. *Client:*
any valid arguments, with bodies and files, give a request that fits the specification, and any
response that fits the specification can be read. *Provider:* the contract checks fuzz the mock with
every documented kind of authentication, and walks carry out whole tasks over HTTP.

* **Request**: method and path. If several operations share them, `v1`, `v2`, `v3` or the kind of
  body tells them apart.
* **Body**: JSON or a form, and its model in Python.
* **Responses**: success statuses with their media type, then errors other than those named above
  the table. *Inferred* ones are not documented.
* **Status**: whether method and path are documented. Other inferred facts are marked in the
  specification and in the docstring of the method.
* **Examples**: examples in the specification, and links from other operations.
* **Checks**: the number of seeded defects of the operation, and the checks and walks that find
  them.
"""


def page() -> str:
    return "".join([INTRODUCTION, *map(section, SPECS)])


def section(spec: Spec) -> str:
    operations = spec.operations.values()
    linked = Counter(target for operation in operations for target in links(operation))
    shared = [
        key
        for key in next(iter(operations)).responses
        if all(key in one.responses for one in operations) and not key.startswith("2")
    ]
    lines = [
        f"\n## {spec.document['info']['title']}\n",
        f"Errors of every operation: {' '.join(sorted(shared))}.\n",
        "| Method | Request | Body | Responses | Status | Source | Examples | Checks |",
        "|---|---|---|---|---|---|---|---|",
        *(row(spec, operation, linked[operation.id], shared) for operation in operations),
    ]
    if hooks := list(webhooks(spec)):
        lines += ["\n| Webhook | Status | Source |", "|---|---|---|", *hooks]
    return "\n".join(lines) + "\n"


def row(spec: Spec, operation: Operation, linked: int, shared: list[str]) -> str:
    cells = (
        f"`{operation.id}`",
        f"`{operation.method} {operation.path}`{version(operation)}",
        sent(operation),
        responses(operation, shared),
        status(spec, operation.node),
        cited(operation.node["x-source"]),
        f"{sum(map(examples, contents(operation)))}, {linked}",
        checks(spec, operation),
    )
    return f"| {' | '.join(cells)} |"


def version(operation: Operation) -> str:
    """The version that a vendor media type names."""
    found = re.search(r"vnd\.\w+\.(v\d)", operation.accepts)
    return f" {found[1]}" if found else ""


def sent(operation: Operation) -> str:
    """Media type and model of the body."""
    if operation.content is None:
        return ""
    kind, schema = operation.content
    form = "form" if kind in FORMS else "JSON"
    return f"{form} `{schema['$ref'].rpartition('/')[2]}`" if "$ref" in schema else form


def responses(operation: Operation, shared: list[str]) -> str:
    """Success statuses with their media types, then errors that not all operations have."""
    good: list[str] = []
    for key in sorted(operation.successes):
        response = operation.responses[key]
        kinds = ", ".join(f"`{kind}`" for kind in response.get("content", {})) or "no body"
        inferred = ", *inferred*" if response.get("x-status") == "inferred" else ""
        good.append(f"{key} ({kinds}{inferred})")
    further = sorted(operation.responses.keys() - {*operation.successes, *shared})
    return " ".join(["; ".join(good), *further])


def contents(operation: Operation) -> Iterator[Node]:
    """What may have examples: the request body and those of all responses."""
    for message in (operation.node.get("requestBody", {}), *operation.responses.values()):
        yield from message.get("content", {}).values()


def examples(content: Node) -> int:
    return len(content.get("examples", {}))


def checks(spec: Spec, operation: Operation) -> str:
    """The number of seeded defects of an operation, and what finds them."""
    seen = {
        name: SEEN_BY[name]
        for name, defect in DEFECTS.items()
        if defect.api == spec.name and operation.id in defect.operations
    }
    return f"{len(seen)}: {', '.join(sorted(set(seen.values())))}" if seen else ""


def webhooks(spec: Spec) -> Iterator[str]:
    for hook in spec.document.get("webhooks", {}).values():
        node = hook["post"]
        sources = cited(node["x-source"])
        yield f"| `{node['operationId']}` | {status(spec, node)} | {sources} |"


def status(spec: Spec, node: Node) -> str:
    found: str = node.get("x-status") or spec.document["x-status"]
    return found


def links(operation: Operation) -> Iterator[str]:
    for response in operation.responses.values():
        for link in response.get("links", {}).values():
            yield link["operationId"]


def test_the_page_lists_every_operation() -> None:
    """Page and specifications say the same; BROLLY_ACCEPT_DOCS=1 writes the page anew."""
    if os.environ.get("BROLLY_ACCEPT_DOCS"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()
    rows = re.findall(r"^\| `(\w+)` \| `\w+ /", page(), re.MULTILINE)
    assert sorted(rows) == sorted(name for spec in SPECS for name in spec.operations)
