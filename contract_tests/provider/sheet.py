"""Reads an HTML page strictly, for tests: an element that is not closed in order is an error."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)


@dataclass
class Element:
    """An element of a page."""

    name: str
    attributes: dict[str, str]
    own: str = ""
    """The text directly within it."""
    children: list[Element] = field(default_factory=list["Element"])
    text: str = ""
    """All text within it, in order."""


def parse(text: str) -> list[Element]:
    """The elements of a page, in the order in which they start.

    Raises:
        AssertionError: The page is not well-formed, or not all text.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    assert not parser.open, f"{parser.open[-1].name} is not closed"
    return parser.found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if self.open:
            self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{tag} is closed, but not open"
        assert self.open[-1].name == tag, f"{tag} is closed within {self.open[-1].name}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].own += data
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")
