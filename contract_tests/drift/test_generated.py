"""generated/ follows from the specs, and each way in which it could drift is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INPUTS = ("openapi", "generated", "overrides/templates")


def generate(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the generator of a repository."""
    command = [sys.executable, str(root / "openapi" / "generate.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def replace(file: Path, old: str, new: str) -> None:
    """Change the first place at which a file holds a text."""
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} no longer holds what this test changes"
    file.write_text(text.replace(old, new, 1), "utf-8")


def add_member(root: Path, name: str, *schema: str) -> None:
    """Describe one more member of a policy."""
    first = "\n        livemode:\n"
    source = "x-source: [kasko-docs-reference#the-policy-object]"
    lines = "".join(f"\n          {line}" for line in (*schema, source))
    replace(root / "openapi/kasko.yaml", first, f"\n        {name}:{lines}{first}")


def tree(root: Path) -> dict[str, bytes]:
    """What a repository has under generated/."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / "generated").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A repository of its own, with all that the generator reads and writes."""
    for folder in INPUTS:
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path


def test_generated_follows_from_the_specs() -> None:
    """A fresh run of the generator gives what is committed, to the byte."""
    done = generate(ROOT, "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_each_edit_is_noticed_and_taken_over(copy: Path) -> None:
    """Every file that differs from the specs, is missing or was added is named, with what to do
    about it; one run then writes the new member, and nothing else differs."""
    generated = copy / "generated"
    replace(generated / "kasko_api/models/link.py", "The URL of", "The url of")
    replace(generated / "kasko_api/models/policy.py", "    currency: str | None = None\n", "")
    replace(generated / "lock.json", '"ruff": "', '"ruff": "1')
    replace(copy / "overrides/templates/str_enum.py.jinja", "OpenEnum", "OpenEnum  # changed\n")
    add_member(copy, "tag_line", "type: string", "description: New.")
    (generated / "kasko_api/extra.py").touch()
    (generated / "insurehero_api/py.typed").unlink()
    before = tree(copy)
    done = generate(copy, "--check")
    assert done.returncode == 1
    assert {
        "changed: kasko_api/models/link.py",
        "changed: kasko_api/models/policy.py",
        "changed: lock.json",
        "changed: kasko_api/models/policy_status.py",
        "stray: kasko_api/extra.py",
        "missing: insurehero_api/py.typed",
        "Run `make generate` and commit the result; never edit generated/ by hand.",
        "+    tag_line: str | Unset = UNSET",
    } <= set(done.stderr.splitlines())
    assert tree(copy) == before

    replace(copy / "overrides/templates/str_enum.py.jinja", "OpenEnum  # changed\n", "OpenEnum")
    assert generate(copy).returncode == 0
    changed = {name for name, content in tree(copy).items() if tree(ROOT).get(name) != content}
    assert changed == {"generated/kasko_api/models/policy.py", "generated/lock.json"}
    assert tree(copy).keys() == tree(ROOT).keys()
    assert "tag_line: str | Unset" in (copy / "generated/kasko_api/models/policy.py").read_text()


def test_what_cannot_be_followed_is_refused_with_its_line(copy: Path) -> None:
    """All problems of both files are told at once, in one form, and nothing is replaced."""
    add_member(copy, "odd", "type: array", "description: New.")
    replace(copy / "openapi/insurehero.yaml", "openapi: 3.1.0", "openapi: [3.1.0")
    line = (copy / "openapi/kasko.yaml").read_text("utf-8").split("\n").index("        odd:") + 1
    refused(
        copy,
        f"openapi/kasko.yaml:{line}: Policy.odd is a list of nothing; write items:\n",
        "openapi/insurehero.yaml:3: not YAML: ",
        "Change this and run `make generate` again.",
    )


def test_what_a_template_cannot_follow_is_refused_with_its_line(copy: Path) -> None:
    """A fault of a template stops the run without a traceback, at what it is about."""
    replace(copy / "overrides/templates/str_enum.py.jinja", "enum.values", "enum.nothing.values")
    refused(copy, "openapi/kasko.yaml:", "the generator or a template cannot follow this")


def test_a_template_that_forgets_a_secret_is_a_failure(copy: Path) -> None:
    """A template that no longer masks what the spec marks stops the run."""
    replace(copy / "overrides/templates/model.py.jinja", 'raw["x-sensitive"]', 'raw["x-other"]')
    refused(copy, "schema Policy: masked email is absent, should be yes")


def refused(root: Path, *texts: str) -> None:
    """The generator ends with these texts, and has replaced nothing."""
    before = tree(root)
    done = generate(root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for text in texts:
        assert text in done.stderr
    assert tree(root) == before
