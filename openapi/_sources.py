"""The documents that the specs rest on, as `sources.yaml` lists them.

A statement names a document and a section of it, `kasko-quote#create-a-quote`. The file holds no
text of a document, only fingerprints, by which `make watch-docs` tells when a section changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from _reader import Document, Problem, SpecError, meant, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = "openapi/sources.yaml"
KINDS = ("living", "archived")
_REQUIRED = ("title", "address", "kind", "seen", "sections")
_OPTIONAL = ("copy", "etag", "modified")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SECTION = re.compile(r"[^\s#]+")
# A server of a test may do without TLS.
_ADDRESS = re.compile(r"(https://|http://127\.0\.0\.1:)[^\s#]+")
_DATE = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z ,.()/-]*|https?://[^\s#]+|[a-z0-9.-]*[g-z][a-z0-9.-]*")
_FINGERPRINT = re.compile(r"([0-9a-f]{16})?")
HEADER = """\
# Each document that kasko.yaml or insurehero.yaml rests on. `x-source` there names an id of this
# file and a section. living: its publisher may change it, and `make watch-docs` looks. archived: it
# never changes. seen: when its text was last read. copy: as a stored copy, not from the address.
# sections: the anchor of each, and a fingerprint of its text ('' until it is read the first time).
# `make watch-docs ACCEPT=1` writes this file: edit what you like, but comments are lost.
"""


@dataclass
class Source:
    """A document.

    Attributes:
        address: Where it can be read, without a fragment.
        seen: The day on which its text was read, `2026-11-22`.
        sections: Fingerprints of its sections by anchor; empty where none was taken yet.
        living: Whether its publisher may change it.
        copy: Whether its text was read from a stored copy; a reading of the page may differ.
        etag: `ETag` of the page, where it sent one.
        modified: `Last-Modified` of the page, where it sent one.
    """

    id: str
    title: str
    address: str
    living: bool
    seen: str
    sections: dict[str, str] = field(default_factory=dict)
    copy: bool = False
    etag: str = ""
    modified: str = ""

    def link(self, section: str) -> str:
        """The address of a section."""
        return f"{self.address}#{section}" if section else self.address


@dataclass
class Sources:
    """All documents by id."""

    documents: dict[str, Source]

    def __contains__(self, reference: str) -> bool:
        return not self.problem(reference)

    def problem(self, reference: str) -> str:
        """What is wrong with a reference, and what to write instead; empty if nothing is."""
        name, mark, section = reference.partition("#")
        if name not in self.documents:
            close = meant(name, self.documents) or f"; describe it in {FILE}"
            return f"the source {name} is not in {FILE}{close}"
        known = self.documents[name].sections
        if not mark:
            example = f"{name}#{next(iter(known))}"
            return f"the source {name} names no section; write {example}, or another of it"
        if section not in known:
            listed = ", ".join(known)
            return f"{name} has no section {section}{meant(section, known) or f'; it has {listed}'}"
        return ""

    def titled(self, reference: str) -> tuple[str, str]:
        """Title and address of what a reference leads to; itself and no address if nowhere."""
        name, _, section = reference.partition("#")
        found = self.documents.get(name)
        return (found.title, found.link(section)) if found else (reference, "")

    def markdown(self, references: list[str]) -> str:
        """Links to documents, one for each of them."""
        found = map(self.titled, references)
        return ", ".join(f"[{title}]({link})" if link else title for title, link in found)

    def described(self) -> dict[str, list[str]]:
        """What other files say of the documents: titles and addresses."""
        return {one.id: [one.title, one.address] for one in self.documents.values()}


def load(path: Path, name: str = FILE) -> Sources:
    """The documents in a file.

    Raises:
        SpecError: The file is not as it should be; each problem has its line.
    """
    document = read(path, name)
    if problems := list(_problems(document)):
        raise SpecError(name, problems)
    return Sources({key: _source(key, node) for key, node in document.data.items()})


def dump(sources: Sources) -> str:
    """The text of a file, always in the same form."""
    content: dict[str, Any] = {}
    for one in sources.documents.values():
        content[one.id] = {
            "title": one.title,
            "address": one.address,
            "kind": KINDS[0] if one.living else KINDS[1],
            "seen": one.seen,
            **({"copy": True} if one.copy else {}),
            **({"etag": one.etag} if one.etag else {}),
            **({"modified": one.modified} if one.modified else {}),
            "sections": dict(one.sections),
        }
    return HEADER + yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000
    )


class _Dumper(yaml.SafeDumper):
    """Quotes whatever another reader of YAML could take for a number."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None if _PLAIN.fullmatch(text) and text not in ("true", "false") else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _problems(document: Document) -> Iterator[Problem]:
    for key, node in document.data.items():
        at = document.line((key,))
        if not _ID.fullmatch(key):
            yield Problem(at, f"the id {key}; write small letters, digits and single hyphens")
        if not isinstance(node, dict):
            yield Problem(at, f"{key} is not a document; write {', '.join(_REQUIRED)}")
            continue
        for name in _REQUIRED:
            if name not in node:
                yield Problem(at, f"{key} has no {name}; write {name}:")
        for name, value in node.items():
            line = document.line((key, name))
            if name not in (*_REQUIRED, *_OPTIONAL):
                close = meant(name, (*_REQUIRED, *_OPTIONAL))
                yield Problem(line, f"unknown key {name}{close or '; remove it'}")
            elif name == "sections":
                yield from _sections(document, key, value)
            elif advice := _advice(name, value):
                yield Problem(line, f"{name} of {key} is {value}; write {advice}")


def _advice(name: str, value: Any) -> str:
    """What to write instead of a value; empty if it is right."""
    if name == "copy":
        return "" if value is True else "copy: true, or leave it out"
    if not isinstance(value, str) or not value.strip():
        return "a text"
    forms: Mapping[str, tuple[re.Pattern[str], str]] = {
        "address": (_ADDRESS, "https://..., without a fragment"),
        "kind": (re.compile("|".join(KINDS)), " or ".join(KINDS)),
        "seen": (_DATE, "the day, '2026-11-22'"),
    }
    pattern, advice = forms.get(name, (None, ""))
    return "" if pattern is None or pattern.fullmatch(value) else advice


def _sections(document: Document, key: str, value: Any) -> Iterator[Problem]:
    line = document.line((key, "sections"))
    if not isinstance(value, dict) or not value:
        yield Problem(line, f"{key} has no sections; write the anchor of each, and ''")
        return
    for name, fingerprint in value.items():
        line = document.line((key, "sections", name))
        if not _SECTION.fullmatch(name):
            yield Problem(line, f"the section {name!r} of {key}; write its anchor")
        if not isinstance(fingerprint, str) or not _FINGERPRINT.fullmatch(fingerprint):
            yield Problem(line, f"the fingerprint of {name}; write '' and run `make watch-docs`")


def _source(key: str, node: dict[str, Any]) -> Source:
    return Source(
        id=key,
        title=node["title"],
        address=node["address"],
        living=node["kind"] == KINDS[0],
        seen=node["seen"],
        sections=dict(node["sections"]),
        copy=node.get("copy", False),
        etag=node.get("etag", ""),
        modified=node.get("modified", ""),
    )
