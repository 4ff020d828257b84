"""A page as sections: what stands under which heading, and a fingerprint of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

TOP = "top"
"""Stands for what is above the first heading."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_TEXT = [
    *("script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "button"),
    *("form", "iframe", "time", "dialog", "head"),
]
# What changes without an edit: how long ago that was, what a button says, links to other pages.
_VOLATILE = re.compile(
    r"last (updated|modified|edited)\b.*|(\d+|an?) (second|minute|hour|day|week|month|year)s? ago"
    r"|was this (page )?helpful\?|copy|copied|edit( this page)?|export as pdf|\N{PILCROW SIGN}|#",
    re.IGNORECASE,
)
_TEMPLATE_TAG = re.compile(r"\{% ?/?(tabs|endtabs|endtab|hint|endhint|tab)\b[^%]*%\}")
_MARKS = re.compile(r"[|•*]|-{3,}")


@dataclass
class Section:
    """What stands between two headings.

    Attributes:
        anchor: What a link to it ends in.
        level: 1 to 6, as its heading; 0 above the first one.
    """

    anchor: str
    level: int
    texts: list[str] = field(default_factory=list)


def fingerprint(texts: Iterable[str]) -> str:
    """16 hexadecimal digits that depend on the words and signs, not on how they are set.

    White space, bullets, rules and bars of tables count for nothing: they are what differs between
    the page, its Markdown and a copy of its text.
    """
    kept = (text for text in texts if not _VOLATILE.fullmatch(" ".join(text.split())))
    joined = unicodedata.normalize("NFKC", "".join(kept))
    visible = "".join(
        one for one in joined if not one.isspace() and unicodedata.category(one) != "Cf"
    )
    return hashlib.sha256(_MARKS.sub("", visible).encode("utf-8", "replace")).hexdigest()[:16]


def sections(content: str, *, markdown: bool = False) -> list[Section]:
    """The sections of a page, in its order; none if it has no text.

    Args:
        content: HTML, or Markdown.
        markdown: Whether it is Markdown.
    """
    if markdown:
        parser = MarkdownIt("commonmark", {"html": True}).enable("table")
        content = parser.render(_TEMPLATE_TAG.sub("", content))
    found = list(_split(content))
    taken: dict[str, int] = {}
    for section in found:
        # A page may say an anchor twice; a link leads to the first.
        count = taken.get(section.anchor, 0)
        taken[section.anchor] = count + 1
        if count:
            section.anchor = f"{section.anchor}-{count}"
    return [one for one in found if one.level or fingerprint(one.texts) != fingerprint(())]


def grouped(found: list[Section], known: Collection[str]) -> dict[str, str]:
    """Fingerprints by anchor. A section that is not known is part of the known one above it.

    Pages repeat small headings (Headers, Parameters, Example) below each large one; they are part
    of what stands there. A heading as large as the last known one is a section of its own.
    """
    texts: dict[str, list[str]] = {}
    current, level = "", 7
    for section in found:
        inside = current and section.level > level and section.anchor not in known
        if inside:
            texts[current] += [section.anchor, *section.texts]
            continue
        current = section.anchor
        # A page's title holds the whole page; what is new below it shall be seen as new.
        level = section.level if section.level > 1 else 7
        texts[current] = list(section.texts)
    return {anchor: fingerprint(parts) for anchor, parts in texts.items()}


def slug(heading: str) -> str:
    """The anchor that a heading gets where the page names none."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", heading).lower())
    return "-".join(words) or "section"


def _split(content: str) -> Iterator[Section]:
    tree = LexborHTMLParser(content)
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    if root is None:
        return
    for one in root.css(", ".join(_NOT_TEXT)):
        one.decompose()
    section = Section(TOP, 0)
    of_heading = 0
    for node in root.traverse(include_text=True):
        if node.tag in _HEADINGS:
            yield section
            words = [text for one in _texts(node) if (text := one.strip())]
            heading = " ".join(word for word in words if not _VOLATILE.fullmatch(word))
            anchor = node.attributes.get("id") or slug(heading)
            section = Section(anchor, int((node.tag or "h6")[1]))
            of_heading = len(list(_texts(node)))
        elif node.is_text_node:
            # The heading itself is not part of what stands under it.
            if of_heading:
                of_heading -= 1
            elif found := node.text_content:
                section.texts.append(found)
    yield section


def _texts(node: LexborNode) -> Iterator[str]:
    for one in node.traverse(include_text=True):
        if one.is_text_node:
            yield one.text_content or ""
