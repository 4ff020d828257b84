"""Links to the documents that a statement rests on."""

from __future__ import annotations

from _sources import load

from client.specs import FOLDER

_KNOWN = load(FOLDER / "sources.yaml")
SOURCES = list(_KNOWN.documents.values())


def cited(references: list[str]) -> str:
    """Links to sections, under the id of the document, as Markdown."""
    links = [(one.partition("#")[0], _KNOWN.titled(one)[1]) for one in references]
    return ", ".join(f"[{name}]({link})" for name, link in links)
