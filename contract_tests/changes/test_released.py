"""The contract since the last release, and the command that tells of it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from changes import run_diff
from changes.change import Change, Verdict
from changes.changelog import draft, releases, undeclared
from changes.run_diff import Difference, difference, told
from changes.sources import ROOT, SPECS, released, working_tree
from small_api import edit, make, spec

CHANGELOG = ROOT / "CHANGELOG.md"
NEXT = "## [Unreleased]\n\n{}\n\n## [1.0.0] - 2026-01-01\n\n### Changed\n\n- `Policy.amount`.\n"
LOST = """
openapi: 3.1.0
info: {title: a, version: '1'}
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/No'}]
      responses: {'200': {description: x}}
"""
GONE = Change(("Policy",), ".gross_premium", "is gone", Verdict.BREAKING, "Removed")


def test_every_break_since_the_release_is_declared() -> None:
    """CHANGELOG.md declares each breaking change since the last release."""
    found = difference(released(), working_tree(), CHANGELOG.read_text("utf-8"))
    assert not found.undeclared, "\n".join(told(found))


def test_the_last_release_is_kept() -> None:
    """What is kept is the newest version of the changelog; `make released` keeps another."""
    assert released().label == f"release {releases(CHANGELOG.read_text('utf-8'))[0]}"


@pytest.mark.parametrize(
    ("entry", "declares"),
    [
        ("### Removed\n\n- `Policy.gross_premium` is gone.", True),
        ("### Changed\n\n- Less of it: `Policy` has no\n  `gross_premium` any more.", True),
        ("### Changed\n\n- `policy.grossPremium`, in Python's or the wire's spelling.", True),
        ("### Added\n\n- `Policy.gross_premium`", False),
        ("### Removed\n\n- `Policy`", False),
        ("### Removed\n\n- `gross_premium`", False),
        ("### Removed\n\n- Policy.gross_premium, but not as code", False),
        ("### Removed\n\n- `Policy`\n- `gross_premium`", False),
        ("", False),
    ],
)
def test_an_entry_declares_what_it_names(entry: str, declares: bool) -> None:
    """A break is declared by one entry of [Unreleased] that names each part of it as code."""
    assert undeclared([GONE], NEXT.format(entry)) == ([] if declares else [GONE])


def test_what_operations_share_has_one_name() -> None:
    """A header of a shared answer is declared by the answer's name, or by all operations."""
    place = ("/components/responses/NotFound/headers/X-Request-Id",)
    gone = Change(("a", "b"), " 404 X-Request-Id", "is gone", Verdict.BREAKING, places=place)
    for names, declares in (
        ("`NotFound 404 X-Request-Id`", True),
        ("`a` and `b`: `404 X-Request-Id`", True),
        ("`a`: `404 X-Request-Id`", False),
        ("`NotFound`", False),
    ):
        entry = f"### Removed\n\n- {names}"
        assert (undeclared([gone], NEXT.format(entry)) == []) is declares


def test_the_draft_says_each_thing_once() -> None:
    """What importers feel of a change that callers feel too gets no line of its own."""
    for_importers = Change(
        ("Policy",),
        ".gross_premium",
        "is gone from Python",
        Verdict.BREAKING,
        "Removed",
        "importers",
    )
    text = draft([GONE, for_importers])
    assert text == "### Removed\n\n- `Policy.gross_premium` is gone."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository whose state is kept as a release."""
    root = make(tmp_path_factory.mktemp("small"), "overrides/templates", "overrides/brolly_runtime")
    shutil.copy(CHANGELOG, root)
    run_diff.main(["--release", "1.0.0"], root)
    return root


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """The small repository, to be changed."""
    return Path(shutil.copytree(small, tmp_path / "copy"))


def settle(root: Path) -> None:
    """Let generated/ count as new: to write it anew would take seconds and is tried above."""
    file = root / "generated/lock.json"
    lock = json.loads(file.read_text("utf-8"))
    for path in SPECS.values():
        lock["sha256"][path] = hashlib.sha256((root / path).read_bytes()).hexdigest()
    file.write_text(json.dumps(lock), "utf-8")


def git(root: Path, *arguments: str) -> None:
    author = ("-c", "user.name=A Person", "-c", "user.email=person@example.com")
    subprocess.run(["git", *author, *arguments], cwd=root, check=True, capture_output=True)  # noqa: S607 - as users do


def test_the_command(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edit that breaks ends in 1 until an entry of the changelog names it."""
    git(copy, "init", "--quiet")
    git(copy, "add", ".")
    git(copy, "commit", "--quiet", "--message", "A state")
    for base in ([], ["--base", "HEAD"]):
        assert run_diff.main(base, copy) == 0
        assert "nothing changed" in capsys.readouterr().out

    # generated/ is older than the spec now, so what counts is what it is going to be.
    edit(copy / SPECS["kasko"], '"integer"', '"string"')
    assert run_diff.main(["--base", "HEAD"], copy) == 1
    said = capsys.readouterr().out
    assert "- kasko: `Thing.amount` is a string now, was an integer [not declared]" in said
    assert "- kasko_api: `Thing.amount` has the Python type `Unset | str` now" in said

    settle(copy)
    file = copy / "CHANGELOG.md"
    entry = "## [Unreleased]\n\n### Changed\n\n- `Thing.amount` is text.\n"
    file.write_text(file.read_text("utf-8").replace("## [Unreleased]\n", entry, 1), "utf-8")
    assert run_diff.main([], copy) == 0
    assert "Breaking: 1, all declared" in capsys.readouterr().out


def test_another_spec_as_the_base(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A spec in a file takes the place of the one with its title."""
    file = copy / "old.yaml"
    before = spec("Small API of insurehero")
    before["components"]["schemas"]["Thing"]["properties"]["label"] = {"type": "string"}
    file.write_text(json.dumps(before), "utf-8")
    assert run_diff.main(["--base", str(file)], copy) == 1
    said = capsys.readouterr().out
    assert "- insurehero: `Thing.label` is gone [not declared]" in said
    assert "- insurehero_api: `Thing.label` is gone from Python [not declared]" in said


def test_a_release_is_kept(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is kept as the last release is what the next run compares with."""
    assert run_diff.main(["--release", "9.0.0"], copy) == 0
    assert run_diff.main([], copy) == 0
    assert "Since release 9.0.0:\n  nothing changed" in capsys.readouterr().out


def test_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Any two specs are compared; a break between them ends in 1, as nothing declares it."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    text = json.dumps(spec("Any API"))
    old.write_text(text, "utf-8")
    new.write_text(text.replace("get_thing", "read_thing"), "utf-8")
    assert run_diff.main(["--base", str(old), "--new", str(new)]) == 0
    assert "`get_thing` is called `read_thing` now" in capsys.readouterr().out
    new.write_text(text.replace("/thing", "/things"), "utf-8")
    assert run_diff.main(["--base", str(old), "--new", str(new)]) == 1


@pytest.mark.parametrize(
    ("content", "arguments", "reason"),
    [
        ("", ["--base", "no-such-ref"], "git has no 'no-such-ref'"),
        ("a: [", ["--base", "FILE", "--new", "FILE"], "is not YAML"),
        ("a: b", ["--base", "FILE", "--new", "FILE"], "has no `paths`"),
        ("openapi: 3.1.0\npaths: {}", ["--base", "FILE", "--new", "FILE"], "no valid OpenAPI"),
        (
            LOST,
            ["--base", "FILE", "--new", "FILE"],
            "the reference /components/parameters/No leads nowhere",
        ),
        ("", ["--base", "nowhere", "--new", "nowhere"], "cannot be read"),
        ("", ["--new", "FILE"], "--new needs --base"),
        (
            "{openapi: 3.1.0, info: {title: Other, version: '1'}, paths: {}}",
            ["--base", "FILE"],
            "neither of our APIs",
        ),
    ],
)
def test_nothing_to_compare_with(
    content: str,
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where there is no base the run ends in 2 and says why."""
    file = tmp_path / "spec.yaml"
    file.write_text(content, "utf-8")
    given = [str(file) if one == "FILE" else one for one in arguments]
    assert run_diff.main(given) == 2
    assert reason in capsys.readouterr().err


def test_a_missing_release_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the kept release the run ends in 2 and says what writes it."""
    shutil.rmtree(copy / "openapi/released")
    assert run_diff.main([], copy) == 2
    assert "make released" in capsys.readouterr().err


def test_no_change_is_said_plainly() -> None:
    """A difference without changes has no headings."""
    assert list(told(Difference("v1", [], []))) == [
        "Since v1:",
        "  nothing changed",
        "",
        "Nothing breaks.",
    ]
