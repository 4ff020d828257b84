"""Tell what changed in the contract, whom it breaks, and what to write into CHANGELOG.md.

    python contract_tests/changes/run_diff.py                    since the last release
    python contract_tests/changes/run_diff.py --all              the same, nothing folded
    python contract_tests/changes/run_diff.py --base v0.1.0      since a git ref
    python contract_tests/changes/run_diff.py --base old.yaml    from another spec to ours
    python contract_tests/changes/run_diff.py --base old.yaml --new new.yaml    any two specs

Exit codes: 0 nothing breaks, or CHANGELOG.md declares it; 1 an undeclared breaking change;
2 there is nothing to compare with.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from changes.change import Change, Verdict
from changes.changelog import draft, undeclared
from changes.compare import compare
from changes.document import BrokenReferenceError, Direction, directions
from changes.python_api import compare_packages
from changes.sources import (
    ROOT,
    SPECS,
    NoBaseError,
    State,
    at_ref,
    parse_foreign,
    release,
    released,
    with_spec,
    working_tree,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two states of the contract."""

    base: str
    changes: Sequence[Change]
    undeclared: Sequence[Change]


def difference(base: State, now: State, changelog: str) -> Difference:
    """Compare both specs and the Python packages."""
    changes: list[Change] = []
    ways: dict[str, set[Direction]] = {}
    for name in SPECS:
        old, new = base.document(name), now.document(name)
        changes += [replace(one, api=name) for one in compare(old, new)]
        for schema, found in [*directions(old).items(), *directions(new).items()]:
            ways.setdefault(schema, set()).update(found)
    with base.packages() as before, now.packages() as after:
        changes += compare_packages(before, after, ways)
    return Difference(base.label, changes, undeclared(changes, changelog))


def told(found: Difference, *, everything: bool = False) -> Iterator[str]:
    """The difference in plain words: all that breaks, and of the rest a few of each kind."""
    yield f"Since {found.base}:"
    parts = {
        "Breaks callers of the API": (Verdict.BREAKING, "callers"),
        "Breaks importers of the package": (Verdict.BREAKING, "importers"),
        "Breaks nobody": (Verdict.COMPATIBLE, None),
        "Only words": (Verdict.WORDS, None),
    }
    if not found.changes:
        yield "  nothing changed"
    for title, (verdict, audience) in parts.items():
        shown = [
            one
            for one in found.changes
            if one.verdict is verdict and audience in {one.audience, None}
        ]
        if shown:
            yield f"\n{title}:"
        shown.sort(key=lambda one: one not in found.undeclared)
        lines = [
            f"  - {one.api}{': ' if one.api else ''}{one}"
            + (" [not declared]" if one in found.undeclared else "")
            for one in shown
        ]
        yield from folded(lines, len(lines) if everything or verdict is Verdict.BREAKING else 5)
    if text := draft(found.changes):
        yield "\nDraft for [Unreleased] of CHANGELOG.md, to be said in users' words:\n"
        lines = text.splitlines()
        yield from folded(lines, len(lines) if everything else 30)
    yield ""
    breaking = sum(one.verdict is Verdict.BREAKING for one in found.changes)
    if found.undeclared:
        yield (
            f"Breaking: {breaking}, not declared: {len(found.undeclared)}. Name each in backticks, "
            "as above, in an entry under Changed or Removed of [Unreleased]."
        )
    else:
        yield f"Breaking: {breaking}, all declared." if breaking else "Nothing breaks."


def folded(lines: Sequence[str], most: int) -> Iterator[str]:
    """The first lines, and how many more there are."""
    yield from lines[:most]
    if more := len(lines[most:]):
        yield f"    ({more} more: make diff ALL=1)"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command and return its exit code."""
    options = _options().parse_args(arguments)
    try:
        if options.release:
            state = at_ref(options.base, root) if options.base else working_tree(root)
            release(state, options.release, root)
            sys.stdout.write(f"{state.label} is kept as release {options.release}\n")
            return 0
        found = (
            _of_files(options.base, options.new) if options.new else _of_ours(options.base, root)
        )
    except (NoBaseError, BrokenReferenceError) as error:
        sys.stderr.write(f"Nothing was compared: {error}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in told(found, everything=options.all))
    return 1 if found.undeclared else 0


def _of_ours(base: str | None, root: Path) -> Difference:
    now = working_tree(root)
    if base is None:
        before = released(root)
    elif Path(base).is_file():
        before = with_spec(now, Path(base), root)
    else:
        before = at_ref(base, root)
    return difference(before, now, (root / "CHANGELOG.md").read_text("utf-8"))


def _of_files(base: str | None, new: str) -> Difference:
    """Between two specs alone, of which no changelog of ours speaks."""
    if base is None:
        raise NoBaseError("--new needs --base, the spec to compare it with")
    old, now = parse_foreign(Path(base)), parse_foreign(Path(new))
    changes = compare(old, now)
    return Difference(base, changes, undeclared(changes, ""))


def _release(version: str) -> str:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", version):
        raise argparse.ArgumentTypeError(
            f"{version} is not a release: set its version in pyproject.toml first"
        )
    return version


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", metavar="REF|FILE", help="what to compare with")
    parser.add_argument("--all", action="store_true", help="list what breaks nobody too")
    parser.add_argument("--new", metavar="FILE", help="a spec in place of ours")
    parser.add_argument(
        "--release",
        metavar="VERSION",
        type=_release,
        help="keep what is here, or at --base, as the last release",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
