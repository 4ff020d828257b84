"""Write the specs as JSON into dist/openapi/, for those who use other tools.

    python openapi/bundle.py

`kasko.json` and `insurehero.json` say exactly what the YAML says, and list the documents that it
names (`x-sources`). `kasko-merged.json` and
`insurehero-merged.json` are for tools that cannot read path keys with a fragment (`/quotes#v2`):
operations that share an address and a method become one. It takes the body of either, and the
media type of each answer says whose answer it is. So every address and every request is still
right, while a path of our own making would be one that the provider does not know.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TypeAlias

import yaml

ROOT = Path(__file__).resolve().parent.parent
SPECS = ("kasko", "insurehero")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Node: TypeAlias = dict[str, Any]


def main() -> int:
    target = ROOT / "dist" / "openapi"
    target.mkdir(parents=True, exist_ok=True)
    for name in SPECS:
        document: Node = yaml.safe_load((ROOT / "openapi" / f"{name}.yaml").read_text("utf-8"))
        document["x-sources"] = cited(document)
        for stem, content in ((name, document), (f"{name}-merged", merged(document))):
            file = target / f"{stem}.json"
            file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
            print(file.relative_to(ROOT))
    return 0


def cited(document: Node) -> Node:
    """Titles and addresses of the documents that a spec names."""
    known = yaml.safe_load((ROOT / "openapi" / "sources.yaml").read_text("utf-8"))
    text = json.dumps(document)
    return {
        name: {"title": one["title"], "address": one["address"]}
        for name, one in known.items()
        if f'"{name}#' in text
    }


def merged(document: Node) -> Node:
    """A copy without fragments in its path keys."""
    paths: dict[str, Node] = {}
    names: dict[str, str] = {}
    for key, item in document["paths"].items():
        target = paths.setdefault(key.partition("#")[0], {})
        for method in METHODS:
            if method not in item:
                continue
            operation = {**item[method], "parameters": _parameters(item, item[method])}
            if first := target.get(method):
                names[operation["operationId"]] = first["operationId"]
                target[method] = _joined(document, first, operation)
            else:
                target[method] = operation
    result: Node = _renamed({**document, "paths": paths}, names)
    unused = _names(result["components"]) - _reached(result)
    result["components"] = {
        section: {name: node for name, node in held.items() if (section, name) not in unused}
        for section, held in result["components"].items()
    }
    return result


def _names(components: Node) -> set[tuple[str, str]]:
    return {
        (section, name)
        for section, held in components.items()
        if section != "securitySchemes"
        for name in held
    }


def _reached(document: Node) -> set[tuple[str, str]]:
    """The components that paths and webhooks lead to."""
    found: set[tuple[str, str]] = set()
    parts: list[Any] = [document["paths"], document.get("webhooks", {})]
    while parts:
        part = parts.pop()
        if isinstance(part, list):
            parts += part
        elif isinstance(part, dict):
            parts += part.values()
            if isinstance(reference := part.get("$ref"), str):
                _, _, section, name = reference.split("/")
                if (section, name) not in found:
                    found.add((section, name))
                    parts.append(document["components"][section][name])
    return found


def _joined(document: Node, one: Node, other: Node) -> Node:
    """One operation in place of two."""
    result = {**one, "summary": f"{one['summary'].rstrip('.')}, or: {other['summary']}"}
    result["description"] = f"{one['description'].strip()}\n\nOr: {other['description']}"
    result["x-source"] = list(dict.fromkeys([*one["x-source"], *other["x-source"]]))
    common = [each for each in one["parameters"] if each in other["parameters"]]
    known: dict[tuple[str, str], Node] = {}
    for each in [*one["parameters"], *other["parameters"]]:
        found = resolved(document, each)
        known.setdefault(
            (found["in"], found["name"]),
            each if each in common or not found.get("required") else {**found, "required": False},
        )
    result["parameters"] = list(known.values())
    if "requestBody" in one and "requestBody" in other:
        bodies = (resolved(document, each["requestBody"]) for each in (one, other))
        result["requestBody"] = _message(*bodies)
    result["responses"] = {
        status: _message(
            *(
                resolved(document, each["responses"][status])
                for each in (one, other)
                if status in each["responses"]
            )
        )
        if one["responses"].get(status) != other["responses"].get(status)
        else one["responses"][status]
        for status in one["responses"] | other["responses"]
    }
    return result


def _message(one: Node, *others: Node) -> Node:
    """One body or answer in place of two. Of the same media type, either schema holds."""
    result = dict(one)
    for other in others:
        for part in ("headers", "links"):
            if part in other:
                result[part] = {**other[part], **result.get(part, {})}
        content = dict(result.get("content", {}))
        for kind, media in other.get("content", {}).items():
            content[kind] = _either(content[kind], media) if kind in content else media
        if content:
            result["content"] = content
    return result


def _either(one: Node, other: Node) -> Node:
    if one["schema"] == other["schema"]:
        return one
    more = {f"{name}Other": value for name, value in other.get("examples", {}).items()}
    schema = {"anyOf": [one["schema"], other["schema"]]}
    return {**one, "schema": schema, "examples": {**one.get("examples", {}), **more}}


def _parameters(item: Node, operation: Node) -> list[Node]:
    return [*item.get("parameters", []), *operation.get("parameters", [])]


def resolved(document: Node, node: Node) -> Node:
    while "$ref" in node:
        _, _, section, name = node["$ref"].split("/")
        node = document["components"][section][name]
    return node


def _renamed(node: Any, names: dict[str, str]) -> Any:
    """Links lead to the operations that are left."""
    if isinstance(node, list):
        return [_renamed(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: names.get(value, value) if key == "operationId" else _renamed(value, names)
        for key, value in node.items()
    }


if __name__ == "__main__":
    sys.exit(main())
