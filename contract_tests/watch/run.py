"""Look whether the documents that the specs rest on are still what they were: `make watch-docs`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from _reader import SpecError
from _sources import Source, Sources, dump, load

from .comparing import Finding, accepted, compared, filled, moved
from .resting import statements
from .telling import issue, report
from .visiting import Limits, Visitor, client

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "openapi" / "sources.yaml"
DRAFT = ROOT / "reports" / "watch-docs.md"


async def look(asked: Sequence[Source], limits: Limits) -> list[Finding]:
    """What became of some documents, asked for one after the other."""
    async with client() as asking:
        visitor = Visitor(asking, limits)
        findings: list[Finding] = []
        for source in asked:
            known = all(source.sections.values())
            answer = await visitor.get(
                source.address,
                source.etag if known else "",
                source.modified if known else "",
            )
            findings.append(compared(source, answer))
    return moved(findings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: nothing changed. 1: a person has to look. 2: the call was wrong."""
    parser = argparse.ArgumentParser(prog="make watch-docs", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="take the pages as they are now")
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="ask for these alone")
    parser.add_argument("--sources", type=Path, default=SOURCES, help=argparse.SUPPRESS)
    parser.add_argument("--draft", type=Path, default=DRAFT, help="where the issue is drafted")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long a page may take")
    options = parser.parse_args(arguments)
    try:
        sources = load(options.sources)
    except (SpecError, OSError) as wrong:
        parser.error(str(wrong))
    living = {one.id: one for one in sources.documents.values() if one.living}
    if unknown := [one for one in options.only if one not in living]:
        parser.error(f"no living document {', '.join(unknown)}; there are {', '.join(living)}")
    asked = [living[one] for one in options.only or living]
    limits = Limits(pause=options.pause, seconds=options.seconds)
    findings = asyncio.run(look(asked, limits))
    rests = statements()
    sys.stdout.write(report(findings, rests) + "\n")
    _keep(options.sources, sources, findings, rests, accept=options.accept)
    title, body = issue(findings, rests)
    options.draft.unlink(missing_ok=True)
    if not title or options.accept:
        return 0
    options.draft.parent.mkdir(parents=True, exist_ok=True)
    options.draft.write_text(f"# {title}\n\n{body}", "utf-8")
    sys.stdout.write(f"An issue is drafted in {_shown(options.draft)}.\n")
    return 1


def _keep(
    path: Path,
    sources: Sources,
    findings: list[Finding],
    rests: Mapping[str, object],
    *,
    accept: bool,
) -> None:
    """Write down what was read the first time, and all else if it is accepted."""
    today = datetime.now(UTC).date().isoformat()
    new = accepted(sources, findings, today, rests) if accept else filled(sources, findings, today)
    if new != sources:
        path.write_text(dump(new), "utf-8")
        what = "what the pages say now" if accept else "what was read for the first time"
        sys.stdout.write(f"{_shown(path)} holds {what}; commit it.\n")


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


if __name__ == "__main__":
    sys.exit(main())
