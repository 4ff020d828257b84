"""Write generated/ from the specs beside this file, or check that it still follows from them.

    python openapi/generate.py            write generated/
    python openapi/generate.py --check    change nothing; exit code 1 if generated/ differs

A package is taken only if the generator had nothing to say about its spec, and if every operation,
parameter, schema and member of the spec is found again in the package by its wire name. Nothing is
replaced before both packages have passed.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import importlib
import inspect
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_origin

import msgspec
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GENERATOR = "0.29.1"
RUFF = "0.17.6"
SPECS = {"kasko_api": "openapi/kasko.yaml", "insurehero_api": "openapi/insurehero.yaml"}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "generated"
CONFIG = ROOT / "openapi" / "generator.yaml"
TEMPLATES = ROOT / "overrides" / "templates"
# The hooks in generator.yaml find ruff on PATH: it must be the one of this environment.
ENVIRONMENT = {
    **os.environ,
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    "PYTHONDONTWRITEBYTECODE": "1",
    "TYPER_STANDARD_TRACEBACK": "1",  # half as long when a template fails
}

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"
Node: TypeAlias = dict[str, Any]
Facts: TypeAlias = dict[str, dict[str, str]]


class GenerateError(Exception):
    """A text for the person who ran the command."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Write generated/ from the specs in openapi/.")
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 on a difference")
    check = parser.parse_args().check
    # Inside the repository, so that the last step is a rename within one file system.
    scratch = ROOT / ".build"
    scratch.mkdir(exist_ok=True)
    try:
        require_tools()
        with tempfile.TemporaryDirectory(dir=scratch, prefix="generate-") as folder:
            fresh = Path(folder) / "generated"
            fresh.mkdir()
            with ThreadPoolExecutor() as pool:
                for line in pool.map(partial(build, into=fresh), SPECS):
                    print(line)
            (fresh / "lock.json").write_text(lock())
            if check:
                compare(GENERATED, fresh)
            else:
                swap(fresh, GENERATED, Path(folder) / "old")
    except GenerateError as failure:
        print(f"generate: {failure}", file=sys.stderr)
        return 1
    print("generated/ follows from the specs" if check else "generated/ is written")
    return 0


def require_tools() -> None:
    """Even patch releases of these two change the output."""
    ruff = shutil.which("ruff", path=ENVIRONMENT["PATH"])
    found = run([ruff, "--version"]).stdout.split()[-1] if ruff else "none"
    for name, wanted, present in (
        ("openapi-python-client", GENERATOR, version("openapi-python-client")),
        ("ruff", RUFF, found),
    ):
        if present != wanted:
            raise GenerateError(f"needs {name} {wanted}, found {present}; run `make setup`")


def build(package: str, into: Path) -> str:
    """Generate one package, prove that it is complete, and say what it holds."""
    spec = load(ROOT / SPECS[package])
    render(package, spec, into)
    if problems := list(mismatches(Promise(spec).facts, held(package, into))):
        raise GenerateError(
            f"{package} is not what {SPECS[package]} says:\n  " + "\n  ".join(problems)
        )
    counts = (len(list(operations(spec))), len(spec["components"]["schemas"]))
    length = sum(len(lines(path.read_bytes())) for path in (into / package).rglob("*.py"))
    return f"{package:<15}{counts[0]:>3} operations {counts[1]:>3} schemas {length:>6} lines"


def load(path: Path) -> Node:
    try:
        spec = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise GenerateError(f"{path.name} is not YAML: {error}") from None
    if not isinstance(spec, dict):
        raise GenerateError(f"{path.name} holds no OpenAPI document")
    return cast("Node", spec)


def render(package: str, spec: Node, into: Path) -> None:
    """Run the generator; a warning is a failure."""
    source = into.parent / f"{package}.json"
    source.write_text(json.dumps(dialect(spec), default=str))
    target = into / package
    options = {
        "--path": source,
        "--output-path": target,
        "--meta": "none",
        "--config": CONFIG,
        "--custom-template-path": TEMPLATES,
    }
    command = [sys.executable, "-P", "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    done = run([*command, *(str(word) for option in options.items() for word in option)])
    if done.returncode or done.stderr:
        raise GenerateError(
            f"{SPECS[package]} does not pass the generator:\n{done.stdout}{done.stderr}"
        )
    # What upstream's files hold stands in `brolly_runtime`.
    for name in ("types.py", "errors.py"):
        (target / name).unlink()
    for path in target.rglob("*.py"):
        if not path.read_text("utf-8").startswith("# Generated."):
            name = path.relative_to(into)
            raise GenerateError(f"{name} comes from an upstream template; it needs one of our own")
    (target / "py.typed").touch()


def held(package: str, into: Path) -> Facts:
    """The facts of a fresh package, imported in a process of its own."""
    code = f"import generate; generate.print_facts({package!r})"
    done = run([sys.executable, "-P", "-c", code], import_from=(into, Path(__file__).parent))
    if done.returncode:
        raise GenerateError(f"{package} cannot be imported:\n{done.stderr}")
    facts: Facts = json.loads(done.stdout)
    return facts


def run(command: list[str], import_from: Iterable[Path] = ()) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(map(str, import_from))}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def lock() -> str:
    """What the output depends on."""
    inputs = [*(ROOT / spec for spec in SPECS.values()), CONFIG, Path(__file__).resolve()]
    inputs += TEMPLATES.rglob("*.jinja")
    content = {
        "tools": {"openapi-python-client": GENERATOR, "ruff": RUFF},
        "sha256": {
            path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in inputs
        },
    }
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def compare(old: Path, new: Path) -> None:
    """Raise on any byte of difference, a stray file included."""
    before, after = tree(old), tree(new)
    changed = sorted(name for name in before | after if before.get(name) != after.get(name))
    if not changed:
        return
    names: list[str] = []
    diff: list[str] = []
    for name in changed:
        kind = "missing" if name not in before else "stray" if name not in after else "changed"
        names.append(f"{kind}: {name}")
        if kind == "changed":
            diff += difflib.unified_diff(lines(before[name]), lines(after[name]), n=1, lineterm="")
    if hidden := len(diff[40:]):
        diff[40:] = [f"({hidden} more lines)"]
    raise GenerateError(
        f"generated/ is not what the specs give, {len(changed)} of {len(after)} files:\n"
        + "\n".join(names + diff)
        + "\nRun `make generate` and commit the result; never edit generated/ by hand."
    )


def lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }


def swap(fresh: Path, target: Path, aside: Path) -> None:
    """Two renames, so that no reader ever meets a half-written tree."""
    if target.exists():
        target.rename(aside)
    try:
        fresh.rename(target)
    except BaseException:
        if aside.exists():
            aside.rename(target)
        raise


# The spec in words that the generator knows.


def dialect(spec: Node) -> Node:
    """A copy of the spec for the generator.

    Templates never see the extensions of an operation, but they do see its description: so that is
    where the note on its source travels, and for component schemas too. An `x-note` comes last in
    each description. Behind the path travel its
    id, its security, its server and `x-repeat-on`. `date-time` is the only
    format known to hold an instant; ours is wider, as it allows `+0000`. Line breaks of a YAML text
    are not part of its sentences.
    """

    def translate(node: Json) -> Json:
        if isinstance(node, list):
            return [translate(item) for item in node]
        if not isinstance(node, dict):
            return node
        result = {key: translate(value) for key, value in node.items()}
        if result.get("format") == "utc-offset-date-time":
            result["format"] = "date-time"
        if isinstance(text := result.get("description"), str):
            note = cast("str", result.get("x-note", ""))
            result["description"] = "\n\n".join(filter(None, (unwrap(text), unwrap(note))))
        if "in" in result and "$ref" not in result.get("schema", {"$ref": ""}):
            result["schema"] = of_parameter(result)
        return result

    copy = cast("Node", translate(spec))
    described = [operation for _, _, _, operation in operations(copy)]
    for node in described:
        node["summary"] = f"{node.get('summary', node['operationId']).rstrip('.')}."
    for node in [*described, *copy["components"]["schemas"].values()]:
        if sources := node.get("x-source"):
            status = node.get("x-status") or spec.get("x-status") or "documented"
            note = f"Source ({status}): {', '.join(sources)}."
            node["description"] = f"{node.get('description', '')}\n\n{note}"
    copy["paths"] = {
        "{}#{}".format(
            bare(path),
            "|".join(
                (
                    node["operationId"],
                    " ".join(security(spec, node)),
                    server(node),
                    " ".join(map(str, node.get("x-repeat-on", []))),
                )
            ),
        ): {"parameters": item.get("parameters", []), method.lower(): node}
        for path, method, item, node in operations(copy)
    }
    return copy


def of_parameter(node: Node) -> Node:
    """The schema of a parameter as the templates need it.

    They see what is said of a parameter only there. A default is the server's: generated code that
    knew it would send it.
    """
    schema = {"description": node.get("description", ""), **node["schema"]}
    if "default" in schema:
        schema["description"] += f" Default: {schema.pop('default')}."
    return schema


def bare(path: str) -> str:
    """The path as sent: a fragment tells operations apart that differ by `Accept` alone."""
    return path.partition("#")[0]


def security(spec: Node, operation: Node) -> list[str]:
    """The security schemes that open an operation."""
    return [
        name for choice in operation.get("security", spec.get("security", [])) for name in choice
    ]


def server(operation: Node) -> str:
    """The origin of an operation that is not that of the whole API."""
    urls = [node["url"] for node in operation.get("servers", [])]
    if len(urls) > 1:
        raise GenerateError(f"{operation['operationId']}: one server at most, found {len(urls)}")
    return "".join(urls)


def unwrap(text: str) -> str:
    """Each paragraph on one line; lists and tables as they are."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    laid_out = re.compile(r"^\s*([*|#-]|\d+\.)", re.MULTILINE)
    return "\n\n".join(
        part if laid_out.search(part) else " ".join(part.split()) for part in paragraphs
    )


def operations(spec: Node) -> Iterator[tuple[str, str, Node, Node]]:
    """Path, method, path item and operation."""
    for path, item in spec["paths"].items():
        if "$ref" in item:
            raise GenerateError(f"{path}: the generator skips a path item behind a $ref")
        for method in METHODS:
            if method in item:
                yield path, method.upper(), item, item[method]


# What the spec promises, and what the package holds: two independent readings in the same words.


def mismatches(promised: Facts, held: Facts) -> Iterator[str]:
    for thing in sorted(promised | held):
        if thing not in held:
            yield f"{thing} is missing"
        elif thing not in promised:
            yield f"{thing} is not in the spec; an object needs a name under components/schemas"
        else:
            wanted, found = promised[thing], held[thing]
            for fact in sorted(wanted | found):
                want, find = wanted.get(fact, "absent"), found.get(fact, "absent")
                if want != find:
                    yield f"{thing}: {fact} is {find}, should be {want}"


class Promise:
    """The facts of a spec, read from the YAML alone, without a look at the templates."""

    def __init__(self, spec: Node) -> None:
        self.spec = spec
        self.components: Node = spec["components"]
        self.facts: Facts = {}
        for path, method, item, node in operations(spec):
            name = f"operation {node.get('operationId')}"
            if name in self.facts or "operationId" not in node:
                raise GenerateError(f"{method} {path} needs an operationId of its own")
            self.facts[name] = self.operation(path, method, item, node)
        for name, node in self.components["schemas"].items():
            if facts := self.schema(node):
                self.facts[f"schema {name}"] = facts

    def operation(self, path: str, method: str, item: Node, node: Node) -> dict[str, str]:
        facts = {"request": f"{method} {bare(path)}", "methods": "sync, async"}
        facts["security"] = ", ".join(security(self.spec, node))
        facts["server"] = server(node)
        facts["repeat on"] = str(node.get("x-repeat-on", []))
        for parameter in map(self.resolve, item.get("parameters", []) + node.get("parameters", [])):
            facts[f"{parameter['in']} {parameter['name']}"] = "sent"
        if "requestBody" in node:
            facts["body"] = media(self.resolve(node["requestBody"]))
        answers = {status: self.resolve(answer) for status, answer in node["responses"].items()}
        accepted = [
            kind for code, answer in answers.items() if code[0] == "2" for kind in kinds(answer)
        ]
        facts["accept"] = ", ".join(dict.fromkeys(accepted)) or "*/*"
        fallback = schemas(answers.get("default", {}))
        for status, answer in answers.items():
            # A status that answers like `default` is left to it.
            if status[0] == "2" or status == "default" or schemas(answer) != fallback:
                facts[f"answer {status}"] = media(answer)
        return facts

    def schema(self, node: Node) -> dict[str, str] | None:
        if node.get("x-map"):
            return {"kind": "map"}
        if "enum" in node:
            return {"kind": "enum", **{f"value {value}": "known" for value in node["enum"]}}
        properties, required = self.members(node)
        if node.get("type") != "object" and not properties:
            return None  # a shared scalar or list is written out where it is used
        facts = {"kind": "object"}
        for name, member in properties.items():
            absent = "null" if self.nullable(member) else "refused"
            facts[f"member {name}"] = absent if name in required else "unset"
            if "x-sensitive" in member:
                facts[f"masked {name}"] = "yes"
        return facts

    def resolve(self, node: Node) -> Node:
        while "$ref" in node:
            section, name = node["$ref"].split("/")[-2:]
            node = self.components[section][name]
        return node

    def nullable(self, node: Node) -> bool:
        node = self.resolve(node)
        choices = [*node.get("anyOf", []), *node.get("oneOf", [])]
        return "null" in node.get("type", ()) or any(map(self.nullable, choices))

    def members(self, node: Node) -> tuple[Node, set[str]]:
        properties, required = dict(node.get("properties", {})), set(node.get("required", []))
        for part in map(self.resolve, node.get("allOf", [])):
            more, needed = self.members(part)
            properties, required = more | properties, required | needed
        return properties, required


def media(message: Node) -> str:
    return ", ".join("JSON" if re.search(r"[/+]json$", kind) else kind for kind in kinds(message))


def kinds(message: Node) -> Iterable[str]:
    return message.get("content", {})


def schemas(message: Node) -> list[Node | None]:
    return [content.get("schema") for content in message.get("content", {}).values()]


def print_facts(package: str) -> None:
    """The facts of a package, by importing and calling it. Runs in a process of its own."""
    facts: Facts = {}
    root = importlib.import_module(package)
    apis = {name: getattr(root, name) for name in root.__all__}
    builders = importlib.import_module(f"{package}.api")
    for module in pkgutil.walk_packages(builders.__path__, f"{builders.__name__}."):
        if not module.ispkg:
            name = module.name.rpartition(".")[2]
            builder = getattr(importlib.import_module(module.name), name)
            facts[f"operation {name}"] = held_operation(builder, apis)
    models = importlib.import_module(f"{package}.models")
    for name in models.__all__:
        facts[f"schema {name}"] = held_schema(getattr(models, name))
    json.dump(facts, sys.stdout)


def held_operation(builder: Any, apis: dict[str, Any]) -> dict[str, str]:
    """Call the builder with a different text for each argument and look where they end up."""
    samples: dict[str, Any] = {
        name: f"sample-{name}" for name in inspect.signature(builder).parameters
    }
    sent = set(samples.values())
    if "body" in samples:
        samples["body"] = {"a": "sample-body"}
    request = builder(**samples)
    colours = {
        "async" if inspect.iscoroutinefunction(method) else "sync"
        for api in apis.values()
        if (method := getattr(api, builder.__name__, None))
    }
    facts = {
        "request": f"{request.method} {request.template}",
        "methods": ", ".join(sorted(colours, reverse=True)),
        "security": ", ".join(request.security),
        "server": request.server,
        "repeat on": str(list(request.repeat_on)),
        "accept": request.headers["Accept"],
    }
    for wanted, given in zip(request.template.split("/"), request.path.split("/"), strict=True):
        if given in sent:
            facts[f"path {wanted.strip('{}')}"] = "sent"
    facts |= {f"query {name}": "sent" for name, value in request.query if value in sent}
    facts |= {f"header {name}": "sent" for name, value in request.headers.items() if value in sent}
    if request.content is not None and b"sample-body" in request.content:
        kind = request.headers["Content-Type"].partition(";")[0]
        facts["body"] = media({"content": {kind: {}}})
    for status, kind in (request.returns | request.errors).items():
        facts[f"answer {status}"] = "" if kind is None else "JSON"
    return facts


def held_schema(schema: Any) -> dict[str, str]:
    if get_origin(schema) is dict:
        return {"kind": "map"}
    if issubclass(schema, Enum):
        return {"kind": "enum", **{f"value {member.value}": "known" for member in schema}}
    msgspec.json.Decoder(schema)  # resolves every annotation
    masked: frozenset[str] = schema._sensitive_
    absent = {msgspec.NODEFAULT: "refused", None: "null", msgspec.UNSET: "unset"}
    facts = {"kind": "object"}
    for field in msgspec.structs.fields(schema):
        facts[f"member {field.encode_name}"] = absent[field.default]
        if field.name in masked:
            facts[f"masked {field.encode_name}"] = "yes"
    return facts


if __name__ == "__main__":
    sys.exit(main())
