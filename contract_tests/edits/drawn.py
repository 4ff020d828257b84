"""Edits that are drawn: what hands do to a YAML file, by its data and by its text."""

from __future__ import annotations

import copy
from typing import Any, TypeAlias

import yaml
from hypothesis import strategies as st

Place: TypeAlias = tuple[str | int, ...]

_WORDS = [
    *("type", "format", "enum", "items", "properties", "required", "description", "default"),
    *("title", "const", "nullable", "anyOf", "allOf", "oneOf", "$ref", "additionalProperties"),
    *("readOnly", "writeOnly", "deprecated", "x-map", "x-name", "x-sensitiv", "x-foo", "x-source"),
    *("style", "explode", "servers", "security", "tags", "parameters", "content", "minLength"),
    *("1st", "on", "msgspec", "to_dict", "body", "send", "Request", 'a"b', "", "é", "a b", "Thing"),
]
_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, "", "text", "null", "200", "#", "x|y", "{x}", "../.."),
    *("string", "integer", "number", "boolean", "array", "object", "date", "date-time", "binary"),
    *(
        "uuid",
        "query",
        "path",
        "header",
        "form",
        "pipeDelimited",
        [],
        {},
        [[]],
        ["a"],
        [1],
        {"a": 1},
    ),
    {"$ref": "#/components/schemas/Nowhere"},
    {"$ref": "#/components/schemas/Thing"},
    {"type": "string"},
    {"type": ["string", "null"]},
    {"type": "object", "properties": {"a": {"type": "integer"}}},
    {"type": "object", "additionalProperties": {"type": "string"}},
    {"type": "string", "enum": ["a", "b"]},
    {"anyOf": [{"type": "string"}, {"type": "null"}]},
]


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own name
        return True


def places(node: Any, place: Place = ()) -> list[Place]:
    """Each value of a document."""
    found = [place] if place else []
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in inner:
        found += places(value, (*place, key))
    return found


def _at(document: Any, place: Place) -> Any:
    for key in place:
        document = document[key]
    return document


@st.composite
def edited_data(draw: st.DrawFn, document: Any, known: list[Place]) -> str:
    """A document with a key removed, renamed, added, set to something else, moved or copied."""
    document = copy.deepcopy(document)
    place = draw(st.sampled_from(known))
    owner, key = _at(document, place[:-1]), place[-1]
    kind = draw(st.sampled_from(["remove", "set", "rename", "add", "copy", "reverse", "extend"]))
    if kind == "set":
        owner[key] = copy.deepcopy(draw(st.sampled_from(_VALUES)))
    elif kind == "copy":
        owner[key] = copy.deepcopy(_at(document, draw(st.sampled_from(known))))
    elif kind == "extend" and isinstance(owner, list):
        owner.append(copy.deepcopy(owner[0]))
    elif kind == "reverse":
        inner = list(owner.items()) if isinstance(owner, dict) else list(owner)
        owner.clear()
        owner.update(reversed(inner)) if isinstance(owner, dict) else owner.extend(reversed(inner))
    elif kind == "rename" and isinstance(owner, dict):
        name = draw(st.sampled_from([*_WORDS, f"{key}x", str(key)[:-1], str(key).upper()]))
        inner = [(name if one == key else one, value) for one, value in owner.items()]
        owner.clear()
        owner.update(inner)
    elif kind == "add" and isinstance(owner, dict):
        owner[draw(st.sampled_from(_WORDS))] = copy.deepcopy(draw(st.sampled_from(_VALUES)))
    else:
        del owner[key]
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


@st.composite
def edited_text(draw: st.DrawFn, text: str) -> str:
    """A text with a line removed, repeated, moved or written otherwise."""
    lines = text.split("\n")
    index = draw(st.integers(0, len(lines) - 1))
    line = lines[index]
    kind = draw(st.sampled_from(["remove", "repeat", "in", "out", "swap", "quotes", "cut", "put"]))
    if kind == "remove":
        del lines[index]
    elif kind == "repeat":
        lines.insert(index, line)
    elif kind == "in":
        lines[index] = f"  {line}"
    elif kind == "out":
        lines[index] = line.removeprefix("  ")
    elif kind == "swap":
        lines[index - 1 : index + 1] = [line, lines[index - 1]]
    elif kind == "quotes":
        lines[index] = line.replace("'", "")
    elif kind == "cut":
        lines[index] = line[: draw(st.integers(0, len(line)))]
    else:
        place = draw(st.integers(0, len(line)))
        odd = draw(
            st.sampled_from([*list("&*!?|>%@`\"'#{}[],:- \t\x07é\u2028"), "<<: *x", "0o7", "~"])
        )
        lines[index] = line[:place] + odd + line[place:]
    return "\n".join(lines)
