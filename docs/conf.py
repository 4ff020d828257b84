"""Sphinx's configuration: `make docs`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "openapi")]

import _reference  # noqa: E402

import brolly  # noqa: E402

project = "brolly"
version = release = brolly.__version__
html_title = f"brolly {release}"
copyright = "the authors of brolly, MIT licence"
# Both APIs have a `Policy`: a type in a docstring need not become a link.
suppress_warnings = ["ref.python"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["checks.md", "operations.md", "inferred.md", "msgspec-threads.md"]
myst_enable_extensions = ["colon_fence", "attrs_block"]
myst_heading_anchors = 3
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["brolly.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
html_extra_path = [str(_reference.VIEWER)]
pygments_style = "default"
pygments_dark_style = "github-dark"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_inherit_docstrings = False
autodoc_preserve_defaults = True
# One line for each parameter of a longer one.
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_PRIVATE = re.compile(r", _\w+: [\w.~]+ = \w+\(\)")
_CODE = re.compile(r"(?<![`:\w])`([^`]+)`(?!`)")


def as_rst(
    _app: Any, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]
) -> None:
    """Docstrings are written as Markdown: code in single backticks, links in brackets."""
    text = _LINK.sub(
        lambda found: f"`{' '.join(found[1].split())} <{found[2]}>`__", "\n".join(lines)
    )
    kept: list[str] = []
    text = re.sub(r"`[^`]+ <https?://[^`]+>`__", lambda m: _hold(kept, m[0]), text)
    text = _CODE.sub(r"``\1``", text)
    text = re.sub(r"\0(\d+)\0", lambda m: kept[int(m[1])], text)
    lines[:] = text.split("\n")


def public(
    _app: Any, _what: str, _name: str, _object: Any, _options: Any, given: str | None, returns: Any
) -> tuple[str | None, Any]:
    """Leave out arguments that are for tests."""
    return given and _PRIVATE.sub("", given), returns


def _hold(kept: list[str], text: str) -> str:
    kept.append(text)
    return f"\0{len(kept) - 1}\0"


_LINES = re.compile(r"\(</span>\s*<dl>.*?</dl>", re.DOTALL)
# What the theme leaves out for readers who use a keyboard or a screen reader.
_ACCESSIBLE = (
    ('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ('<aside class="sidebar-drawer"', '<aside aria-label="Site" class="sidebar-drawer"'),
    ('<aside class="toc-drawer', '<aside aria-label="Contents" class="toc-drawer'),
)


def accessible(app: Any, failed: Exception | None) -> None:
    """Add levels of headings, names of landmarks, and ways to scroll without a mouse."""
    if failed is None:
        for page in Path(app.outdir).rglob("*.html"):
            text = page.read_text("utf-8")
            for old, new in _ACCESSIBLE:
                text = text.replace(old, new)
            # Sphinx makes a list of definitions without terms.
            text = _LINES.sub(lambda m: re.sub("(</?)d[ld]>", r"\1span>", m[0]), text)
            page.write_text(text, "utf-8")


def setup(app: Any) -> None:
    _reference.write()
    app.connect("autodoc-process-docstring", as_rst)
    app.connect("autodoc-process-signature", public)
    app.connect("build-finished", accessible)
