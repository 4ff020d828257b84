"""A YAML file as plain data that knows its lines, or problems that name them.

OpenAPI needs no more of YAML than JSON can say, so what YAML adds to it is refused: it is where an
edit goes wrong without a sound (the second of two equal keys wins, `on` is true, `010` is eight).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Place: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the top of a document to one of its values."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PREFIX = "tag:yaml.org,2002:"
_MOST_NODES = 500_000
_MOST_DEEP = 60
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
# Numbers of YAML 1.2 that YAML 1.1 takes for text.
_OTHER_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+")
_REFERENCE = (
    "refer to a component: $ref: '#/components/parameters/Name' (or responses, examples ...)"
)


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong in one line of a file, and what to write instead."""

    line: int
    text: str
    place: Place = field(default=(), compare=False)


class GenerateError(Exception):
    """A text for the person who ran the command."""


class SpecError(GenerateError):
    """An OpenAPI file that cannot be taken; the text has a line for each problem."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        shown = [f"{name}:{one.line}: {one.text}" for one in self.problems[:20]]
        if more := len(self.problems) - len(shown):
            shown.append(f"({more} more)")
        super().__init__("\n".join(shown))


@dataclass
class Document:
    """The data of a file, and where each value stands."""

    name: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a value, or of the closest one that holds it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(path: Path, name: str) -> Document:
    """The document in a file.

    Raises:
        SpecError: It is not UTF-8, not YAML, or YAML that says something else than it seems to.
    """
    return parse(path.read_bytes(), name)


def parse(content: bytes, name: str) -> Document:
    """The document in the bytes of a file; `read` says what it raises."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SpecError(name, [Problem(line, "not UTF-8; save the file as UTF-8")]) from None
    if found := re.search(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        line = text.count("\n", 0, found.start()) + 1
        character = f"U+{ord(found.group()):04X}"
        raise SpecError(name, [Problem(line, f"the control character {character}; remove it")])
    try:
        problems = list(_forbidden(text))
        if problems:
            raise SpecError(name, problems)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        line = min(mark.line + 1 if mark else 1, text.count("\n") + 1)
        what = error.problem or error.context
        if what == "but found another document":
            what = "a second document begins; keep one and remove the line ---"
        raise SpecError(name, [Problem(line, f"not YAML: {what}")]) from None
    reading = _Reading(Document(name))
    if not isinstance(root, yaml.MappingNode):
        line = root.start_mark.line + 1 if root else 1
        raise SpecError(name, [Problem(line, "no OpenAPI document; begin with `openapi: 3.1.0`")])
    reading.document.data = reading.build(root, ())
    if reading.problems:
        raise SpecError(name, reading.problems)
    return reading.document


def _forbidden(text: str) -> Iterable[Problem]:
    """What shows in the events alone: anchors, tags, and nesting that no document needs."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MOST_DEEP:
                yield Problem(line, f"nested more than {_MOST_DEEP} deep; name parts as components")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            yield Problem(line, f"{sign}{event.anchor} is not read by all tools; {_REFERENCE}")
        if getattr(event, "tag", None) not in (None, "!"):
            yield Problem(line, f"the tag {event.tag}; remove it")


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.open: list[int] = []
        self.nodes = 0

    def build(self, node: Any, place: Place) -> Any:
        self.nodes += 1
        self.document.lines.setdefault(place, node.start_mark.line + 1)
        if self.nodes > _MOST_NODES or len(self.open) > _MOST_DEEP:
            self.wrong(node, "aliases repeat a part too often; " + _REFERENCE)
            raise SpecError(self.document.name, self.problems)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if id(node) in self.open:
            self.wrong(node, "an alias (*) inside of its own anchor (&); " + _REFERENCE)
            return None
        self.open.append(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.build(one, (*place, index)) for index, one in enumerate(node.value)]
            return self.mapping(node, place)
        finally:
            self.open.pop()

    def mapping(self, node: Any, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag == _PREFIX + "merge":
                self.wrong(key, f"<< is not read by all tools; {_REFERENCE}")
                continue
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(key, "a key that is not text; quote it, or mind the braces")
                continue
            name = key.value
            if key.tag != _PREFIX + "str":
                self.wrong(key, f"the key {name} is not text in YAML; write '{name}':")
            if name in first:
                self.wrong(
                    key, f"{name!r} stands here a second time, after line {first[name]}; keep one"
                )
            first.setdefault(name, line)
            self.document.lines[(*place, name)] = line
            result[name] = self.build(value, (*place, name))
        return result

    def scalar(self, node: Any) -> Any:
        text, kind = node.value, node.tag.removeprefix(_PREFIX)
        if kind == "str":
            if not node.style and _OTHER_NUMBER.fullmatch(text):
                self.wrong(
                    node, f"{text} is a number for some readers; write its digits or '{text}'"
                )
            return text
        if kind == "null":
            return None
        if kind == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if kind == "int" and _INTEGER.fullmatch(text) and -(2**63) <= int(text) < 2**63:
            return int(text)
        if kind == "float" and _DECIMAL.fullmatch(text):
            return float(text)
        advice = {
            "bool": f"write true or false, or '{text}' for the text",
            "timestamp": f"write '{text}'",
            "int": f"write its plain digits, of 64 bits at most, or '{text}' for the text",
        }.get(kind, f"write its plain digits, or '{text}' for the text")
        self.wrong(node, f"{text} is not what it seems: YAML reads a {kind}; {advice}")
        return text

    def wrong(self, node: Any, text: str) -> None:
        self.problems.append(Problem(node.start_mark.line + 1, text))


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that comes closest, to end a message with."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
