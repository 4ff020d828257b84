"""Write generated/ from the specs beside this file, or check that it still follows from them.

    python openapi/generate.py            write generated/
    python openapi/generate.py --check    change nothing; exit code 1 if generated/ differs
    python openapi/generate.py --lint     only read the specs; exit code 1 if one has a problem

A spec is taken only if each line of it can be followed (`_reader`, `_rules`); a problem names its
line and what to write instead. A package is taken only if the generator had nothing to say about
its spec, and if calling it does what the spec says (`_promise`, `_held`). Nothing is replaced
before both packages have passed.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import _names as names
from _dialect import dialect
from _generator import CONFIG, write
from _promise import Facts, Promise, mismatches
from _reader import Document, GenerateError, Problem, SpecError, read
from _rules import check
from _rules.facts import operations
from _sources import FILE, Sources, load

if TYPE_CHECKING:
    from collections.abc import Iterable

GENERATOR = "0.29.1"
RUFF = "0.17.6"
SPECS = {"kasko_api": "openapi/kasko.yaml", "insurehero_api": "openapi/insurehero.yaml"}

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "generated"
TEMPLATES = ROOT / "overrides" / "templates"
RUNTIME = ROOT / "overrides"  # holds brolly_runtime
CLIENTS = [
    ROOT / "overrides" / "brolly" / name
    for name in ("kasko.py", "insurehero.py", "_core/client.py")
]
# --isolated: the output depends on these two lines and on no settings of the machine.
_RUFF = "--isolated --no-cache --quiet --target-version py311 --line-length 100"
_FIX = ["--fix-only", "--select", "F401,I,UP"]
TIDY = (
    f"ruff check . {_RUFF} --config lint.isort.split-on-trailing-comma=false".split() + _FIX,
    f"ruff format . {_RUFF} --config format.skip-magic-trailing-comma=true".split(),
)
# The ruff on PATH must be the one of this environment.
ENVIRONMENT = {
    **os.environ,
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    "PYTHONDONTWRITEBYTECODE": "1",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Write generated/ from the specs in openapi/.")
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 on a difference")
    parser.add_argument("--lint", action="store_true", help="only read the specs")
    options = parser.parse_args()
    check = options.check
    # Inside the repository, so that the last step is a rename within one file system.
    scratch = ROOT / ".build"
    scratch.mkdir(exist_ok=True)
    try:
        documents = specs()
        if options.lint:
            print("openapi/: every line can be followed, every statement names its source")
            return 0
        require_tools()
        with tempfile.TemporaryDirectory(dir=scratch, prefix="generate-") as folder:
            fresh = Path(folder) / "generated"
            fresh.mkdir()
            with ThreadPoolExecutor() as pool:
                job = partial(build, into=fresh)
                written = list(pool.map(job, documents.keys(), documents.values()))
            print(*written, sep="\n")
            (fresh / "lock.json").write_text(lock())
            if check:
                compare(GENERATED, fresh)
            else:
                swap(fresh, GENERATED, Path(folder) / "old")
    except GenerateError as failure:
        print(failure, file=sys.stderr)
        return 1
    if check:
        print("generated/ follows from the specs")
    else:
        print("generated/ is written; next: read its diff, `make accept`, `make diff`, `make test`")
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


def specs() -> dict[str, Document]:
    """What stands in the files, by package; all that is wrong in any of them is told at once."""
    found: dict[str, Document] = {}
    problems: list[str] = []
    try:
        known = sources()
    except SpecError as refused:
        raise GenerateError(str(refused)) from None
    for package, file in SPECS.items():
        try:
            found[package] = read(ROOT / file, file)
            check(found[package], methods_of_clients(), known)
        except SpecError as refused:
            problems.append(str(refused))
        except FileNotFoundError:
            problems.append(f"{file}:1: there is no such file")
    if problems:
        raise GenerateError("\n".join([*problems, "Change this and run `make generate` again."]))
    return found


def sources() -> Sources | None:
    """The documents that the specs rest on; None where no file lists any."""
    path = ROOT / FILE
    return load(path) if path.exists() else None


def methods_of_clients() -> set[str]:
    """Names of hand-written methods, which would hide an operation of the same name."""
    found: set[str] = set()
    for path in CLIENTS:
        tree_ = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
        for top in tree_.body:
            if isinstance(top, ast.ClassDef):
                defined = (ast.FunctionDef, ast.AsyncFunctionDef)
                found |= {node.name for node in top.body if isinstance(node, defined)}
    return found


def build(package: str, document: Document, into: Path) -> str:
    """Generate one package, prove that it does what its spec says, and say what it holds."""
    spec = document.data
    render(package, document, into)
    promise = Promise(spec)
    found = held(package, document, promise.cases, into)
    if problems := [
        Problem(line_of(document, thing), text) for thing, text in mismatches(promise.facts, found)
    ]:
        raise GenerateError(
            f"{SpecError(document.name, problems)}\n"
            f"{package} does not do what the spec says. Write this part differently, or mend "
            "overrides/templates or openapi/_dialect.py."
        )
    counts = (len(list(operations(spec))), len(spec["components"]["schemas"]))
    length = sum(len(lines(path.read_bytes())) for path in (into / package).rglob("*.py"))
    return f"{package:<15}{counts[0]:>3} operations {counts[1]:>3} schemas {length:>6} lines"


def line_of(document: Document, thing: str) -> int:
    """The line of an operation or a schema."""
    kind, _, name = thing.partition(" ")
    if kind == "operation":
        for path, method, _, node in operations(document.data):
            if node["operationId"] == name:
                return document.line(("paths", path, method))
    return document.line(("components", "schemas", name))


def render(package: str, document: Document, into: Path) -> None:
    """Run the generator; a warning is a failure."""
    source, target = into.parent / f"{package}.json", into / package
    try:
        complaints = write(dialect(document.data, sources()), source, target, TEMPLATES)
    except Exception as error:
        raise GenerateError(told(document, f"{type(error).__name__}: {error}")) from error
    if complaints:
        raise GenerateError(told(document, "\n".join(complaints)))
    arrange(target)
    for command in TIDY:
        done = run(command, within=target)
        if done.returncode:
            raise GenerateError(told(document, done.stdout + done.stderr))
    for path in target.rglob("*.py"):
        if not path.read_text("utf-8").startswith("# Generated."):
            file = path.relative_to(into)
            raise GenerateError(f"{file} comes from an upstream template; it needs one of our own")
    (target / "py.typed").touch()


def arrange(target: Path) -> None:
    """Bring a package into the shape that users import."""
    # What upstream's files hold stands in `brolly_runtime`.
    for name in ("types.py", "errors.py"):
        (target / name).unlink()
    for folder in (target / "api").iterdir():
        if folder.is_dir():
            (folder / "__init__.py").rename(target / f"{names.package(folder.name)}.py")
    shutil.rmtree(target / "api")


def told(document: Document, output: str) -> str:
    """What the generator had to say, at the line that it is about."""
    texts = [line.strip() for line in output.splitlines() if line.strip()]
    text = re.sub(r"<[\w.]+ object at 0x[0-9a-f]+>", "...", "\n  ".join(texts[:12]))
    places = [f"operation {node['operationId']}" for _, _, _, node in operations(document.data)]
    places += [f"schema {name}" for name in document.data["components"]["schemas"]]
    named = [one for one in places if re.search(rf"\b{re.escape(one.split()[1])}\b", text)]
    line = line_of(document, named[0]) if named else 1
    return (
        f"{document.name}:{line}: the generator or a template cannot follow this:\n  {text}\n"
        "Write this part of the spec differently, or mend overrides/templates."
    )


def held(package: str, document: Document, cases: Any, into: Path) -> Facts:
    """The facts of a fresh package, imported in a process of its own."""
    folder = Path(__file__).parent
    command = [sys.executable, "-P", str(folder / "_held.py"), package]
    done = run(command, import_from=(into, RUNTIME), given=json.dumps(cases))
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise GenerateError(
            f"{document.name}:1: {package} cannot be imported: {last}\n"
            "Undo the last edit, or mend overrides/templates."
        )
    facts: Facts = json.loads(done.stdout)
    return facts


def run(
    command: list[str],
    import_from: Iterable[Path] = (),
    given: str = "",
    within: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(map(str, import_from))}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        input=given,
        cwd=within,
    )


def lock() -> str:
    """What the output depends on."""
    inputs = [*(ROOT / spec for spec in SPECS.values()), CONFIG]
    inputs += Path(__file__).resolve().parent.rglob("*.py")
    inputs += TEMPLATES.rglob("*.jinja")
    content = {
        "tools": {"openapi-python-client": GENERATOR, "ruff": RUFF},
        # Not the whole file: fingerprints change what nobody reads.
        "sources": digest(json.dumps(known.described()).encode()) if (known := sources()) else "",
        "sha256": {path.relative_to(ROOT).as_posix(): digest(path.read_bytes()) for path in inputs},
    }
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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


if __name__ == "__main__":
    sys.exit(main())
