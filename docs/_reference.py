"""Writes the pages of the reference that follow from the code, the specs and the command."""

from __future__ import annotations

import ast
import html
import importlib
import inspect
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import bundle
import typer
import yaml
from typer.testing import CliRunner

import brolly
import brolly.errors
from brolly._core import answers
from brolly._http import protocol
from brolly_cli import _app
from brolly_cli._exit import ExitCode

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES = HERE / "reference"
VIEWER = ROOT / ".build" / "viewer"
SWAGGER = ROOT / "contract_tests" / "mock" / "brolly_mock" / "static" / "swagger-ui"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
APIS = {"kasko": "KASKO", "insurehero": "InsureHero"}
MOST_WORDS = 1_000

Node: TypeAlias = dict[str, Any]


def write() -> None:
    """Write all of them anew."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir()
    for api in APIS:
        operations(api)
    long_page("inferred", "What is inferred, and why", (HERE / "inferred.md").read_text("utf-8"))
    long_page("checks", "Checks and walks", (HERE / "checks.md").read_text("utf-8"))
    errors()
    long_page("error-texts", "Texts of errors", error_texts())
    command()
    python_api()
    viewer()
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    (PAGES / "changelog.md").write_text(_shortened(changes), "utf-8")


def _shortened(text: str) -> str:
    """A page of at most so many words; the whole file lies in the repository."""
    kept: list[str] = []
    count = 0
    for line in text.splitlines():
        count += len(line.split())
        if count > MOST_WORDS:
            kept += ["", "`CHANGELOG.md` in the repository holds the rest."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


def spec(api: str) -> Node:
    found: Node = yaml.load(
        (ROOT / "openapi" / f"{api}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return found


def operations(api: str) -> None:
    """A page for each operation, and one that lists them by subject."""
    document = spec(api)
    folder = PAGES / api
    folder.mkdir()
    by_tag: dict[str, list[tuple[str, str, str, Node]]] = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                node = item[method]
                name = node["operationId"]
                request = f"{method.upper()} {path.partition('#')[0]}"
                by_tag.setdefault(node["tags"][0], []).append(
                    (name, request, node["summary"], node)
                )
                (folder / f"{name}.md").write_text(
                    operation(api, document, name, request, node),
                    "utf-8",
                )
    lines = [f"# {APIS[api]}: operations", "", "[Try them in the viewer](viewer.md).", ""]
    for tag, listed in by_tag.items():
        lines += [f"## {tag}", "", "| Method | Request | What it does |", "|---|---|---|"]
        lines += [
            f"| [{name}]({api}/{name}.md) | `{request}` | {summary} |"
            for name, request, summary, _ in listed
        ]
        lines.append("")
    lines += ["```{toctree}", ":hidden:", ""]
    lines += [f"{name} <{api}/{name}>" for listed in by_tag.values() for name, *_ in listed]
    (PAGES / f"{api}.md").write_text("\n".join([*lines, "```", ""]), "utf-8")


def operation(api: str, document: Node, name: str, request: str, node: Node) -> str:
    client = {"kasko": "Kasko", "insurehero": "InsureHero"}[api]
    status = node.get("x-status") or document["x-status"]
    lines = [f"# {name}", "", "```text", request, "```", ""]
    # The docstring has description, parameters, source and doubts, and is what an editor shows.
    lines += [
        "```{eval-rst}",
        f".. automethod:: brolly.{client}.{name}",
        "   :no-index:",
        "```",
        "",
    ]
    if body := resolved(document, node.get("requestBody", {})).get("content"):
        models = ", ".join(f"`{kind}`{model(media)}" for kind, media in body.items())
        lines += ["## Body", "", models, ""]
    lines += ["## Responses", "", "| Status | Meaning |", "|---|---|"]
    for key, held in node["responses"].items():
        response = resolved(document, held)
        mark = " (inferred)" if response.get("x-status") == "inferred" else ""
        lines.append(f"| {key}{mark} | {cell(response['description'])} |")
    if status == "inferred":
        lines += ["", "No document shows this method and path, so they are inferred."]
    lines += ["", f"`Async{client}.{name}` takes the same arguments.", ""]
    return "\n".join(lines)


def resolved(document: Node, node: Node) -> Node:
    while "$ref" in node:
        _, _, section, name = node["$ref"].split("/")
        node = {
            **document["components"][section][name],
            **{k: v for k, v in node.items() if k != "$ref"},
        }
    return node


def model(media: Node) -> str:
    target = media.get("schema", {}).get("$ref", "")
    return f" as `{target.rpartition('/')[2]}`" if target else ""


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def long_page(name: str, title: str, text: str) -> None:
    """A long page of tables as several, none longer than a person reads."""
    introduction, *rest = re.split(r"(?m)^## ", text)
    made: list[tuple[str, str]] = []
    for part in rest:
        heading, _, body = part.partition("\n")
        sections = re.split(r"(?m)^### ", body)
        blocks = [("", sections[0])] if sections[0].strip() else []
        blocks += [(one.partition("\n")[0], one.partition("\n")[2]) for one in sections[1:]]
        for section, block in blocks:
            label = f"{heading.strip()}: {section.lower()}" if section else heading.strip()
            pieces = list(_pieces(block.strip().splitlines()))
            for number, piece in enumerate(pieces, 1):
                made.append((label + (f", part {number}" if len(pieces) > 1 else ""), piece))
    folder = PAGES / name
    folder.mkdir()
    listed: list[str] = []
    for number, (label, piece) in enumerate(made):
        (folder / f"{number:02}.md").write_text(f"# {label}\n\n{piece}\n", "utf-8")
        listed.append(f"{label} <{name}/{number:02}>")
    body = introduction.partition("\n")[2].strip()
    toctree = "\n".join(["```{toctree}", ":maxdepth: 1", "", *listed, "```", ""])
    (PAGES / f"{name}.md").write_text(f"# {title}\n\n{body}\n\n{toctree}", "utf-8")


def _pieces(lines: list[str]) -> Iterator[str]:
    """A table in pieces, each with its heading."""
    start = next((n for n, line in enumerate(lines) if line.startswith("|---")), None)
    if start is None:
        yield "\n".join(lines)
        return
    head = lines[: start + 1]
    kept: list[str] = []
    count = 0
    for line in lines[start + 1 :]:
        words = len(re.sub(r"\]\([^)]*\)", "", line).split())
        if kept and count + words > MOST_WORDS:
            yield "\n".join([*head, *kept])
            kept, count = [], 0
        kept.append(line)
        count += words
    yield "\n".join([*head, *kept])


def errors() -> None:
    """Each error with its text and what to do, and the exit codes of the command."""
    tree = inspect.getdoc(brolly.errors) or ""
    drawn = re.search(
        r"^BrollyError.*?(?=\n\n)",
        inspect.cleandoc(tree.partition("\n\n")[2]),
        re.MULTILINE | re.DOTALL,
    )
    lines = [
        "# Errors and exit codes",
        "",
        "Written from the code. The guide explains [how to handle errors](../errors.md).",
        "",
    ]
    lines += [
        "## The tree",
        "",
        "```text",
        drawn[0].replace("\n    ", "\n") if drawn else "",
        "```",
        "",
        "## Classes",
        "",
    ]
    lines += [
        "The text of a `CallError` begins with the operation. For an `ApiError`, the status and a sentence of this",
        "table follow. What the provider says is on `message` and `body` only.",
        "[All other texts](error-texts.md).",
        "",
        "| Class | When | Text |",
        "|---|---|---|",
    ]
    for name in brolly.errors.__all__:
        kind = getattr(brolly.errors, name)
        about = cell((inspect.getdoc(kind) or "").partition("\n\n")[0])
        lines.append(f"| `{name}` | {about} | {cell(vars(kind).get('hint', ''))} |")
    lines += ["", "## Exit codes of the command", "", "| Code | Meaning |", "|---|---|"]
    lines += [f"| {code.value} | {cell(code.meaning)} |" for code in ExitCode]
    (PAGES / "errors.md").write_text("\n".join([*lines, ""]), "utf-8")


SOURCES = (ROOT / "overrides" / "brolly", ROOT / "overrides" / "brolly_runtime")


def error_texts() -> str:
    """Every text that stands beside the name of an error in the code, by class."""
    found: dict[str, set[str]] = {name: set() for name in brolly.errors.__all__}
    for file in sorted(file for folder in SOURCES for file in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                # A transport hands its errors back as values.
                name = "TransportError" if node.func.id == "Failure" else node.func.id
                if name in found:
                    found[name] |= {text for one in node.args for text in _texts(one)}
    found["TransportError"] |= {*answers.CAUSES.values(), *protocol.CERTIFICATE.values()}
    found["TimeoutError"] |= {answers.LATE.replace("{:g}", "…"), answers.LATE_CONNECTION}
    lines = [
        "# Texts of errors",
        "",
        "Written from the code. `…` stands for a name or a number.",
        "",
    ]
    for name, texts in found.items():
        said = sorted(text for text in texts if re.search("[a-z]{3}.* ", text))
        if said:
            lines += [f"## {name}", "", "| Text |", "|---|"]
            lines += [f"| {cell(text)} |" for text in said] + [""]
    return "\n".join(lines)


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may give."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts
            )
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body)
            yield from _texts(other)
        case ast.BinOp(left=left, right=right):
            for first in _texts(left):
                for second in _texts(right):
                    yield first + second
        case _:
            pass


def command() -> None:
    """The help of each command, as it is printed."""
    folder = PAGES / "command"
    folder.mkdir()
    runner = CliRunner()
    top = typer.main.get_command(_app.app)
    context = typer.Context(top)
    groups: list[str] = []
    for name in top.list_commands(context):  # type: ignore[attr-defined]
        found = top.get_command(context, name)  # type: ignore[attr-defined]
        inner = (
            list(found.list_commands(typer.Context(found)))
            if hasattr(found, "list_commands")
            else []
        )
        texts = [
            (f"brolly {name}", [name]),
            *((f"brolly {name} {one}", [name, one]) for one in inner),
        ]
        lines = [f"# brolly {name}", ""]
        for title, words in texts:
            told = runner.invoke(
                _app.app, [*words, "--help"], prog_name="brolly", terminal_width=100
            )
            text = (
                told.output.partition("Environment:")[0]
                if len(words) == 1 and inner
                else told.output
            )
            lines += ([f"## {title}", ""] if len(words) > 1 else []) + [
                "```text",
                text.strip(),
                "```",
                "",
            ]
        (folder / f"{name}.md").write_text("\n".join(lines), "utf-8")
        groups.append(f"brolly {name} <command/{name}>")
    told = runner.invoke(_app.app, ["--help"], prog_name="brolly", terminal_width=100)
    lines = ["# The command", "", "```text", told.output.strip(), "```", "", "```{toctree}", ""]
    (PAGES / "command.md").write_text("\n".join([*lines, *groups, "```", ""]), "utf-8")


CLIENTS = {
    "kasko": "Kasko",
    "kasko-async": "AsyncKasko",
    "insurehero": "InsureHero",
    "insurehero-async": "AsyncInsureHero",
}
MODULES = {
    "purchase": "brolly.purchase",
    "webhooks": "brolly.webhooks",
    "money": "brolly.money",
}


def python_api() -> None:
    """Clients and modules from their docstrings."""
    folder = PAGES / "python"
    folder.mkdir()
    for page, name in CLIENTS.items():
        parts = [f"# {name}", "", "```{eval-rst}", f".. autoclass:: brolly.{name}"]
        if name.startswith("Async"):
            say = f"The methods of `{name[5:]}`: each call is awaited, each list is an async iterator."
        else:
            say = f"Each [operation](../{page}.md) is a method as well."
            parts += [f".. {directive}:: brolly.{name}.{one}" for directive, one in written(name)]
        (folder / f"{page}.md").write_text("\n".join([*parts, "```", "", say, ""]), "utf-8")
    for name, module in MODULES.items():
        parts = [
            f"# {module}",
            "",
            "```{eval-rst}",
            f".. automodule:: {module}",
            "   :members:",
            "```",
            "",
        ]
        (folder / f"{name}.md").write_text("\n".join(parts), "utf-8")
    parts = ["# Functions", "", "```{eval-rst}"]
    parts += [f".. autofunction:: brolly.{name}" for name in ("columns", "raw", "unknown")]
    (folder / "functions.md").write_text("\n".join([*parts, "```", ""]), "utf-8")
    models: list[str] = []
    for api, provider in APIS.items():
        for number, names in enumerate(model_pages(api), 1):
            page = f"{api}-models-{number}"
            title = f"Models of {provider}: {names[0]} to {names[-1]}"
            classes = [f".. autoclass:: {api}_api.models.{one}" for one in names]
            text = "\n".join([f"# {title}", "", "```{eval-rst}", *classes, "```", ""])
            (folder / f"{page}.md").write_text(text, "utf-8")
            models.append(page)
    classes = [f".. autoexception:: brolly.errors.{name}" for name in brolly.errors.__all__]
    parts = [
        "# Errors",
        "",
        "[The tree, and each text](../errors.md).",
        "",
        "```{eval-rst}",
        *classes,
        "```",
        "",
    ]
    (folder / "errors.md").write_text("\n".join(parts), "utf-8")
    listed = [*CLIENTS, "functions", "errors", *MODULES, *models]
    lines = [
        "# Python",
        "",
        "```{toctree}",
        ":maxdepth: 1",
        "",
        *(f"python/{one}" for one in listed),
        "```",
        "",
    ]
    (PAGES / "python.md").write_text("\n".join(lines), "utf-8")


def written(name: str) -> list[tuple[str, str]]:
    """The hand-written methods of a client; each generated one has a page of its own."""
    found = getattr(brolly, name)
    generated = {
        name for base in found.__mro__ if "_api." in base.__module__ for name in vars(base)
    }
    own = {
        name
        for base in found.__mro__
        if base.__module__.startswith("brolly.")
        for name in vars(base)
    }
    names = sorted(name for name in own - (generated - {"send"}) if not name.startswith("_"))
    properties = {name for name in names if isinstance(getattr(found, name), property)}
    return [("autoproperty" if name in properties else "automethod", name) for name in names]


def model_pages(api: str) -> Iterator[list[str]]:
    """Names of models, as many as a page may hold."""
    models = importlib.import_module(f"{api}_api.models")
    names: list[str] = []
    count = 0
    for name in sorted(models.__all__):
        words = len((inspect.getdoc(getattr(models, name)) or "").split()) + 10
        if names and count + words > MOST_WORDS * 0.6:
            yield names
            names, count = [], 0
        names.append(name)
        count += words
    yield names


def viewer() -> None:
    """Both specs in Swagger UI, which lies beside them."""
    shutil.rmtree(VIEWER, ignore_errors=True)
    target = VIEWER / "viewer"
    shutil.copytree(SWAGGER, target / "swagger-ui")
    for api, title in APIS.items():
        document = spec(api)
        document["x-sources"] = bundle.cited(document)
        whole = json.dumps(document, ensure_ascii=False, indent=1)
        (target / f"{api}.json").write_text(whole, "utf-8")
        merged = json.dumps(bundle.merged(document), ensure_ascii=False)
        (target / f"{api}-merged.json").write_text(merged, "utf-8")
        (target / f"{api}.html").write_text(
            _VIEWER.format(title=html.escape(title), api=api), "utf-8"
        )
    lines = ["# The specifications", ""]
    lines += ["Both as OpenAPI 3.1, to look at and to take with you.", ""]
    for api, title in APIS.items():
        lines.append(
            f"* {title}: <a href='../../viewer/{api}.html'>viewer</a>, <a href='../../viewer/{api}.json'>JSON</a>,"
            f" <a href='../../viewer/{api}-merged.json'>JSON without `#` in path keys</a>"
        )
    lines += [
        "",
        "The viewer shows them; it sends nothing. To try requests out, run `brolly mock`.",
        "",
    ]
    (PAGES / "viewer.md").write_text("\n".join(lines), "utf-8")


_VIEWER = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="swagger-ui/swagger-ui.css"></head>
<body><main id="ui"></main><script src="swagger-ui/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({{url: "{api}-merged.json", dom_id: "#ui", supportedSubmitMethods: [], validatorUrl: null, docExpansion: "list"}})</script>
</body></html>
"""

if __name__ == "__main__":
    write()
    sys.exit(0)
