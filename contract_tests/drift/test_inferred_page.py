"""The page that lists what is inferred says what the specifications say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _sources import Source

from client.specs import METHODS, SPECS, Node, Spec
from drift.citing import SOURCES, cited

PAGE = Path(__file__).parents[2] / "docs" / "inferred.md"

INTRODUCTION = """# What is inferred, and why

A test writes this page from `openapi/`, and fails when it differs.

The documents of both providers have gaps, and some contradict each other. This page lists each
place where `openapi/` had to decide. *Documented*: a document says so, and another one says
otherwise or leaves something open. *Inferred*: no document says so. The last section lists the
documents.
"""

DOCUMENTS = """
## Documents

*Living* documents may change; `make watch-docs` checks them every week. *Archived* ones do not.

| Document | Title | State | Last read |
|---|---|---|---|
"""

# The nodes below these have names.
_NAMED = {"schemas", "parameters", "headers", "responses", "requestBodies", "links", "properties"}
_SECTIONS = ("Overview", "Operations", "Parameters and headers", "Responses", "Models")


def page() -> str:
    return "".join([INTRODUCTION, *map(api, SPECS), DOCUMENTS, *map(document, SOURCES)])


def document(source: Source) -> str:
    state = "living" if source.living else "archived"
    return f"| [{source.id}]({source.address}) | {source.title} | {state} | {source.seen} |\n"


def api(spec: Spec) -> str:
    found: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for section, name, node in places(spec.document):
        if "x-note" in node or node.get("x-status") == "inferred":
            found[section].append(row(name, node))
    parts = [f"\n## {spec.document['info']['title']}\n"]
    for section, rows in found.items():
        if rows:
            table = ["| Where | Status | Why | Source |", "|---|---|---|---|", *rows]
            parts.append(f"\n### {section}\n\n" + "\n".join(table) + "\n")
    return "".join(parts)


def row(name: str, node: Node) -> str:
    why = " ".join(node.get("x-note", "Concluded from samples or related pages.").split()).replace(
        "|", "\\|"
    )
    sources = cited(node.get("x-source", []))
    return f"| `{name}` | {node.get('x-status', 'documented')} | {why} | {sources} |"


def places(document: Node) -> Iterator[tuple[str, str, Node]]:
    """Section, name and node of each place that can have a note."""
    yield "Overview", "info", document["info"]
    for server in document["servers"]:
        yield "Overview", server["url"], server
    components: Node = document["components"]
    for name, node in components["securitySchemes"].items():
        yield "Overview", name, node
    for part in ("paths", "webhooks"):
        for item in document[part].values():
            for method in METHODS:
                if method in item:
                    name = item[method]["operationId"]
                    yield from within("Operations", name, item[method])
    for section, part in (
        ("Parameters and headers", "parameters"),
        ("Parameters and headers", "headers"),
        ("Responses", "responses"),
        ("Models", "schemas"),
    ):
        for name, node in components.get(part, {}).items():
            yield from within(section, node.get("name", name), node)


def within(section: str, name: str, node: Any) -> Iterator[tuple[str, str, Node]]:
    """A node and those below it, but not what they refer to."""
    if isinstance(node, list):
        for item in node:
            yield from within(section, f"{name}.{item.get('name')}" if "in" in item else name, item)
    elif isinstance(node, dict):
        yield section, name, node
        for key, value in node.items():
            if key in _NAMED and isinstance(value, dict):
                for inner, held in value.items():
                    yield from within(section, f"{name}.{inner}", held)
            elif key in {"parameters", "requestBody", "servers"}:
                yield from within(section, name, value)


def test_the_page_lists_whatever_is_inferred() -> None:
    """Each note of the specifications is on the page; BROLLY_ACCEPT_DOCS=1 writes it anew."""
    if os.environ.get("BROLLY_ACCEPT_DOCS"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()
    for spec in SPECS:
        for note in notes(spec.document):
            assert " ".join(note.split()).replace("|", "\\|") in page()


def notes(node: Any) -> Iterator[str]:
    """Every note, wherever it stands."""
    if isinstance(node, list):
        for item in node:
            yield from notes(item)
    elif isinstance(node, dict):
        if isinstance(note := node.get("x-note"), str):
            yield note
        for value in node.values():
            yield from notes(value)
