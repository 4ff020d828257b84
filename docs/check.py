"""Check a built site: links work, nothing is loaded from elsewhere, pages are short, tables have
headings.

python docs/check.py dist/docs
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

MOST_WORDS = 1_200
# Written by others, and loaded only by whoever opens the viewer.
FOREIGN = "viewer"
_LOADS = {"src", "srcset", "poster", "data"}


class Page(HTMLParser):
    """What a page links to, loads and says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.ids: set[str] = set()
        self.words = 0
        self._article = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if tag == "link" and given.get("rel") in ("stylesheet", "preload", "icon", "shortcut icon"):
            self.loads.add(given["href"])
        self.loads |= {given[name] for name in _LOADS & given.keys()}
        self._article += tag == "article"
        self._silent += tag in ("script", "style", "pre")

    def handle_endtag(self, tag: str) -> None:
        self._article -= tag == "article"
        self._silent -= tag in ("script", "style", "pre")

    def handle_data(self, data: str) -> None:
        if self._article and not self._silent:
            self.words += len(re.findall(r"\w[\w'-]*", data))


def check(site: Path) -> list[str]:
    """What is wrong with a site."""
    pages: dict[Path, Page] = {}
    for file in sorted(site.rglob("*.html")):
        pages[file] = Page()
        pages[file].feed(file.read_text("utf-8"))
    wrong: list[str] = []
    for file, page in pages.items():
        name = file.relative_to(site).as_posix()
        if page.words > MOST_WORDS and not name.startswith("genindex"):
            wrong.append(f"{name}: {page.words} words, more than {MOST_WORDS}")
        wrong += [f"{name}: loads {one}" for one in sorted(page.loads) if _outside(one)]
        if re.search(r"<th[^>]*>\s*(<p>\s*</p>\s*)?</th>", file.read_text("utf-8")):
            wrong.append(f"{name}: a column of a table has no heading")
        for link in sorted(page.links | page.loads):
            if (
                not _outside(link)
                and not name.startswith(FOREIGN)
                and not _leads(site, file, link, pages)
            ):
                wrong.append(f"{name}: {link} leads nowhere")
    for style in site.rglob("*.css"):
        found = re.findall(
            r"(?:@import|url\()\s*[\"']?(https?:[^\"')\s]+)", style.read_text("utf-8")
        )
        wrong += [f"{style.relative_to(site)}: loads {one}" for one in found]
    return wrong


def _outside(link: str) -> bool:
    return link.startswith("//") or urlsplit(link).scheme in ("http", "https")


def _leads(site: Path, file: Path, link: str, pages: dict[Path, Page]) -> bool:
    if urlsplit(link).scheme in ("mailto", "data"):
        return True
    address, anchor = urldefrag(link)
    path = unquote(urlsplit(address).path)
    target = (site / path.lstrip("/") if path.startswith("/") else file.parent / path).resolve()
    target = file if not path else target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return False
    return not anchor or target not in pages or unquote(anchor) in pages[target].ids


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    found = check(place)
    sys.stdout.write("".join(f"{one}\n" for one in found[:60]))
    count = len(list(place.rglob("*.html")))
    sys.stdout.write(f"{count} pages, {len(found)} problems\n")
    sys.exit(1 if found else 0)
