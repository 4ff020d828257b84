"""generated/ follows from the specs, and each way in which it could drift is noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from small_api import ROOT, SPECS, edit, generate, make


def tree(root: Path) -> dict[str, bytes]:
    """What a repository has under generated/."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / "generated").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository, with all that the generator reads and writes."""
    return make(tmp_path_factory.mktemp("small"), "overrides/templates")


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """The small repository, to be changed."""
    return Path(shutil.copytree(small, tmp_path / "copy"))


def test_generated_follows_from_the_specs() -> None:
    """A fresh run of the generator gives what is committed, to the byte."""
    done = generate(ROOT, "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_each_edit_is_noticed_and_taken_over(copy: Path) -> None:
    """Every file that differs from the specs, is missing or was added is named, with what to do
    about it; one run then writes the new member, and nothing else differs."""
    generated, first = copy / "generated", tree(copy)
    enum = copy / "overrides/templates/str_enum.py.jinja"
    edit(generated / "kasko_api/things.py", "get_thing", "read_thing")
    edit(generated / "kasko_api/models/thing.py", "    amount: int | Unset = UNSET\n", "")
    edit(generated / "lock.json", '"ruff": "', '"ruff": "1')
    edit(enum, "OpenEnum", "OpenEnum  # changed\n")
    edit(copy / SPECS["kasko"], '"amount": {', '"tag_line": {"type": "string"}, "amount": {')
    (generated / "kasko_api/extra.py").touch()
    (generated / "insurehero_api/py.typed").unlink()
    before = tree(copy)
    done = generate(copy, "--check")
    assert done.returncode == 1
    assert {
        "changed: kasko_api/things.py",
        "changed: kasko_api/models/thing.py",
        "changed: lock.json",
        "changed: kasko_api/models/kind.py",
        "stray: kasko_api/extra.py",
        "missing: insurehero_api/py.typed",
        "Run `make generate` and commit the result; never edit generated/ by hand.",
        "+    tag_line: str | Unset = UNSET",
    } <= set(done.stderr.splitlines())
    assert tree(copy) == before

    edit(enum, "OpenEnum  # changed\n", "OpenEnum")
    assert generate(copy).returncode == 0
    after = tree(copy)
    changed = {name for name, content in after.items() if first.get(name) != content}
    assert changed == {"generated/kasko_api/models/thing.py", "generated/lock.json"}
    assert after.keys() == first.keys()
    assert b"tag_line: str | Unset" in after["generated/kasko_api/models/thing.py"]


def test_what_cannot_be_followed_is_refused_with_its_line(copy: Path) -> None:
    """All problems of both files are told at once, in one form, and nothing is replaced."""
    edit(copy / SPECS["kasko"], '"amount": {', '"odd": {"type": "array"},\n"amount": {')
    edit(copy / SPECS["insurehero"], '"title"', "[")
    line = (copy / SPECS["kasko"]).read_text("utf-8").split('"odd"')[0].count("\n") + 1
    refused(
        copy,
        f"openapi/kasko.yaml:{line}: Thing.odd is a list of nothing; write items:\n",
        "openapi/insurehero.yaml:4: not YAML: ",
        "Change this and run `make generate` again.",
    )


def test_what_a_template_cannot_follow_is_refused_with_its_line(copy: Path) -> None:
    """A fault of a template stops the run without a traceback, at what it is about."""
    template = copy / "overrides/templates/str_enum.py.jinja"
    edit(template, "enum.values", "enum.nothing.values")
    refused(copy, "openapi/kasko.yaml:", "the generator or a template cannot follow this")


def test_a_template_that_forgets_a_secret_is_a_failure(copy: Path) -> None:
    """A template that no longer masks what the spec marks stops the run."""
    template = copy / "overrides/templates/model.py.jinja"
    edit(template, 'raw["x-sensitive"]', 'raw["x-other"]')
    refused(copy, "schema Thing: masked email is absent, should be yes")


def refused(root: Path, *texts: str) -> None:
    """The generator ends with these texts, and has replaced nothing."""
    before = tree(root)
    done = generate(root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for text in texts:
        assert text in done.stderr
    assert tree(root) == before
