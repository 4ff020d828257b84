"""A verdict in files: JSON and JUnit XML for machines, HTML for people.

They contain no keys, no personal data, and nothing from the responses of a sandbox.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from brolly_contract.junit import junit
from brolly_contract.outcome import Finding
from brolly_contract.page import page
from brolly_contract.promises import LIMITS
from brolly_contract.terminal import sentence
from brolly_contract.verdict import Verdict


def publish(verdict: Verdict, folder: Path) -> list[Path]:
    """Write `contract-<provider>.json`, `contract-<provider>.xml` and `contract.html`."""
    folder.mkdir(parents=True, exist_ok=True)
    report, suites = (folder / f"contract-{verdict.provider}.{kind}" for kind in ("json", "xml"))
    report.write_bytes(
        msgspec.json.format(msgspec.json.encode(_document(verdict)), indent=2) + b"\n"
    )
    ET.ElementTree(junit(verdict)).write(suites, encoding="utf-8", xml_declaration=True)
    sheet = folder / "contract.html"
    sheet.write_text(page(verdict), "utf-8")
    return [report, suites, sheet]


def _document(verdict: Verdict) -> dict[str, object]:
    return {
        "holds": verdict.holds,
        "verdict": sentence(verdict),
        "shortfalls": verdict.shortfalls,
        "untested": verdict.untested,
        "limits": LIMITS,
        "untaken": verdict.untaken,
        "operations": msgspec.to_builtins(verdict.rows),
        "new": [_known_by(item) for item in verdict.new],
        "known": [_known_by(item) for item in verdict.known],
        "vanished": [msgspec.to_builtins(item) for item in verdict.vanished],
        **msgspec.to_builtins(verdict),
    }


def _known_by(item: Finding) -> dict[str, object]:
    return {"id": item.identity.id, **msgspec.to_builtins(item.identity)}
