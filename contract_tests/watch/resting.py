"""Which operations, members and rules rest on a section of a document, with file and line."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _reader import Place, read

from brolly_contract import promises
from brolly_contract.facts import FOLDER, facts
from brolly_contract.operations import METHODS

SPECS = ("kasko", "insurehero")
_METHODS = [(one,) for one in METHODS]
_HIDDEN = {"components", "properties", "schemas", "paths", "webhooks"}


@dataclass(frozen=True, order=True)
class Statement:
    """What rests on a section.

    Attributes:
        kind: operation, member, rule, or what else it is.
        name: `list_policies`, `Policy.amount`.
        where: `openapi/kasko.yaml:210`.
    """

    kind: str
    name: str
    where: str


def statements(folder: Path = FOLDER) -> dict[str, list[Statement]]:
    """Statements of the specs and rules of the contract, by the reference that they rest on."""
    result: dict[str, list[Statement]] = {}
    for api in SPECS:
        name = f"{folder.name}/{api}.yaml"
        document = read(folder / f"{api}.yaml", name)
        for listed, place, owner in _sourced(document.data, (), ""):
            kind, called = _called(document.data, place, owner)
            line = document.line((*place, "x-source"))
            for reference in listed:
                found = Statement(kind, called, f"{name}:{line}")
                result.setdefault(reference, []).append(found)
    for reference, rule in _rules():
        result.setdefault(reference, []).append(rule)
    return {reference: sorted(set(found)) for reference, found in result.items()}


def _rules() -> Iterator[tuple[str, Statement]]:
    """Checks of the contract, by what they stand on whatever they look at."""
    path = Path(inspect.getfile(promises))
    lines = path.read_text("utf-8").splitlines()
    for check, by_api in promises.STANDS_ON.items():
        line = next(n for n, text in enumerate(lines, 1) if text.strip().startswith(f'"{check}"'))
        where = f"contract_tests/{path.relative_to(path.parents[1]).as_posix()}:{line}"
        for api, references in by_api.items():
            for reference in references:
                for source in facts(api).find(reference).sources:
                    yield source.reference, Statement("rule", check, where)


def _sourced(node: Any, place: Place, owner: str) -> Iterator[tuple[list[str], Place, str]]:
    """Each list of sources, where it stands, and the operation around it."""
    if isinstance(node, dict):
        if place[-1:] in _METHODS:
            owner = node.get("operationId", owner)
        for key, value in node.items():
            if key == "x-source" and place[-1:] not in (("properties",), ("schemas",)):
                yield value, place, owner
            elif key not in ("example", "examples", "default", "value"):
                yield from _sourced(value, (*place, key), owner)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _sourced(value, (*place, index), owner)


def _called(spec: dict[str, Any], place: Place, owner: str) -> tuple[str, str]:
    """The kind of a statement, and its name as a reader of the spec knows it."""
    if place[-1:] in _METHODS:
        return "operation", owner
    if place[:1] == ("components",) and len(place) > 2:
        words = [str(word) for word in place[2:] if word not in _HIDDEN]
        if place[1] == "schemas":
            return ("member" if len(place) > 3 else "schema"), ".".join(words)
        return {"parameters": "parameter", "responses": "answer", "headers": "header"}.get(
            str(place[1]), "part"
        ), ".".join(words)
    if owner:
        last = place[-1]
        node: Any = spec
        for word in place:
            node = node[word]
        if isinstance(last, int) and "name" in node:
            return "parameter", f"{owner}.{node['name']}"
        kind = {"responses": "answer", "links": "link"}.get(str(place[-2]), "part")
        return kind, f"{owner}.{last}"
    return "part", ".".join(map(str, place)) or "document"
