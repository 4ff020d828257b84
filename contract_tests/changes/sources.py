"""Where the states come from that are compared: the working tree, git, the last release, files."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from referencing.exceptions import Unresolvable

from .document import Node
from .skeleton import outline, pack, unpack

ROOT = Path(__file__).resolve().parents[2]
RELEASED = "openapi/released"
SPECS = {"kasko": "openapi/kasko.yaml", "insurehero": "openapi/insurehero.yaml"}
_FOLDERS = {"generated": ("kasko_api", "insurehero_api"), "overrides": ("brolly", "brolly_runtime")}
_LEFT_OUT = ("cli/", "pytest_plugin.py")


class NoBaseError(Exception):
    """There is nothing to compare with; the text says why."""


@dataclass(frozen=True, slots=True)
class State:
    """The contract at one time.

    Attributes:
        label: What to call it.
        specs: The text of each spec by name.
        modules: Outlines of the Python packages by path.
    """

    label: str
    specs: Mapping[str, str]
    modules: Mapping[str, str]

    def document(self, name: str) -> Node:
        """A spec, parsed.

        Raises:
            NoBaseError: It is no OpenAPI document.
        """
        return parse(self.specs[name], f"{name} of {self.label}")

    @contextmanager
    def packages(self) -> Iterator[Path]:
        """A folder from which the packages can be read."""
        with tempfile.TemporaryDirectory(prefix="outline-") as folder:
            for path, text in self.modules.items():
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
            yield Path(folder)


def parse(text: str, label: str) -> Node:
    """An OpenAPI document out of YAML or JSON.

    Raises:
        NoBaseError: It is none.
    """
    try:
        document: Any = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise NoBaseError(f"{label} is not YAML: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict):
        raise NoBaseError(f"{label} is no OpenAPI document: it has no `paths`")
    return document


def parse_foreign(file: Path) -> Node:
    """A document that no lint of ours has seen.

    Raises:
        NoBaseError: It cannot be read, or is no valid OpenAPI.
    """
    try:
        document = parse(file.read_text("utf-8"), str(file))
        validate(document)
    except OSError as error:
        raise NoBaseError(f"{file} cannot be read: {error.strerror}") from None
    except OpenAPIValidationError as error:
        raise NoBaseError(f"{file} is no valid OpenAPI: {error.message}") from None
    except Unresolvable as error:
        raise NoBaseError(f"{file}: the reference {error.ref} leads nowhere") from None
    return document


def working_tree(root: Path = ROOT) -> State:
    """What is here now; where generated/ is older than the specs, what it is going to be."""
    specs = {name: (root / path).read_text("utf-8") for name, path in SPECS.items()}
    files = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for top in _FOLDERS
        for path in (root / top).rglob("*.py")
    }
    lock = json.loads((root / "generated/lock.json").read_text("utf-8"))["sha256"]
    digests = {
        path: hashlib.sha256(specs[name].encode()).hexdigest() for name, path in SPECS.items()
    }
    if any(lock[path] != digest for path, digest in digests.items()):
        return regenerated(State("the working tree", specs, _outlines(files)), root)
    return State("the working tree", specs, _outlines(files))


def at_ref(ref: str, root: Path = ROOT) -> State:
    """What git holds under a name.

    Raises:
        NoBaseError: git does not know the name, or the specs were not there yet.
    """
    command = ["git", "archive", ref, "--", *SPECS.values(), *_FOLDERS]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise NoBaseError(f"git has no {ref!r} to compare with ({reason})")
    files: dict[str, str] = {}
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            if member.isfile() and (member.name.endswith(".py") or member.name in SPECS.values()):
                content = archive.extractfile(member)
                files[member.name] = content.read().decode() if content else ""
    return State(ref, {name: files[path] for name, path in SPECS.items()}, _outlines(files))


def released(root: Path = ROOT) -> State:
    """The last release, as `release` wrote it down.

    Raises:
        NoBaseError: It is not there.
    """
    folder = root / RELEASED
    try:
        specs = {name: (folder / f"{name}.yaml").read_text("utf-8") for name in SPECS}
        label, modules = unpack((folder / "python.txt").read_text("utf-8"))
    except FileNotFoundError as missing:
        raise NoBaseError(f"{missing.filename} is missing; `make released` writes it") from None
    return State(label, specs, modules)


def release(state: State, version: str, root: Path = ROOT) -> None:
    """Write a state down as the last release."""
    folder = root / RELEASED
    folder.mkdir(exist_ok=True)
    for name, text in state.specs.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    (folder / "python.txt").write_text(pack(state.modules, f"release {version}"), "utf-8")


def with_spec(now: State, file: Path, root: Path = ROOT) -> State:
    """The working tree as it would be with another spec, which its title assigns to an API.

    Raises:
        NoBaseError: The file is no spec of ours.
    """
    title, text = parse_foreign(file)["info"]["title"], file.read_text("utf-8")
    for name in SPECS:
        if now.document(name)["info"]["title"] == title:
            state = replace(now, label=str(file), specs={**now.specs, name: text})
            return regenerated(state, root)
    raise NoBaseError(f"{file} describes {title!r}, which is neither of our APIs")


def regenerated(state: State, root: Path = ROOT) -> State:
    """A state with the packages that its specs give by today's templates.

    Raises:
        NoBaseError: The generator refuses a spec.
    """
    with tempfile.TemporaryDirectory(prefix="regenerated-") as folder:
        copy = Path(folder)
        for part in ("openapi", "overrides/templates"):
            # Without the list of documents: another spec may name others, or none.
            hidden = shutil.ignore_patterns("__pycache__", "released", "sources.yaml")
            shutil.copytree(root / part, copy / part, ignore=hidden)
        for name, path in SPECS.items():
            (copy / path).write_text(state.specs[name], "utf-8")
        command = [sys.executable, str(copy / "openapi/generate.py")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoBaseError(f"no packages can be made for {state.label}:\n{done.stderr.strip()}")
        files = {
            path.relative_to(copy).as_posix(): path.read_text("utf-8")
            for path in (copy / "generated").rglob("*.py")
        }
    written = _FOLDERS["overrides"]
    ours = {path: text for path, text in state.modules.items() if path.split("/")[0] in written}
    return replace(state, modules={**ours, **_outlines(files)})


def _outlines(files: Mapping[str, str]) -> dict[str, str]:
    """The outlines of the packages among some files, by their path within a source root."""
    found: dict[str, str] = {}
    for name, text in files.items():
        top, _, path = name.partition("/")
        if path.split("/")[0] in _FOLDERS.get(top, ()) and not path.startswith(_LEFT_OUT):
            found[path] = outline(text)
    return found
