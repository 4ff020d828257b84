"""The outline of Python sources: what importers can see of them, and nothing of how it works.

Small enough to be kept with the repository for the last release, so that a fresh clone without
history can be compared with it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

_MARK = "#: "


def outline(source: str) -> str:
    """A module without docstrings, bodies and private functions."""
    tree = ast.parse(source)
    tree.body = _kept(tree.body)
    return ast.unparse(tree) + "\n"


def pack(modules: Mapping[str, str], title: str) -> str:
    """Outlines by path, as one text."""
    parts = [f"{_MARK}{path}\n{modules[path]}" for path in sorted(modules)]
    return f"# {title}\n" + "".join(parts)


def unpack(text: str) -> tuple[str, dict[str, str]]:
    """What `pack` made: the title and the outlines."""
    title, *parts = re.split(f"^{_MARK}", text, flags=re.MULTILINE)
    modules = (part.split("\n", 1) for part in parts)
    return title.strip("# \n"), dict(modules)


def _kept(body: list[ast.stmt]) -> list[ast.stmt]:
    kept: list[ast.stmt] = []
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if node.name == "__init__" or not node.name.startswith("_"):
                    node.body = _attributes(node) if node.name == "__init__" else _nothing()
                    kept.append(node)
            case ast.ClassDef():
                node.body = _kept(node.body) or _nothing()
                kept.append(node)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                # What a type checker sees is the promise; the rest is how it is loaded.
                node.body, node.orelse = _kept(node.body) or _nothing(), []
                kept.append(node)
            case ast.Import() | ast.ImportFrom() | ast.AnnAssign() | ast.Assign():
                kept.append(node)
            case _:
                pass
    return kept


def _attributes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """The attributes that a constructor sets."""
    found: list[ast.stmt] = []
    for node in function.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        if any(isinstance(one, ast.Attribute) and one.attr[0] != "_" for one in targets):
            found.append(node)
    return found or _nothing()


def _nothing() -> list[ast.stmt]:
    return [ast.Expr(ast.Constant(...))]
