"""A verdict as JUnit XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from brolly_contract.outcome import Finding
from brolly_contract.verdict import Verdict, title


def junit(verdict: Verdict) -> ET.Element:
    """One suite for each run with a case for each operation, and one for the runs themselves.

    An accepted finding is output of its case and does not fail it.
    """
    findings = verdict.findings
    suites = ET.Element("testsuites", {"name": f"contract ({verdict.provider})"})
    for outcome in verdict.outcomes:
        suite = ET.SubElement(suites, "testsuite", {"name": title(outcome)})
        suite.set("time", f"{outcome.seconds:.3f}")
        for operation, tally in sorted(outcome.operations.items()):
            case = ET.SubElement(suite, "testcase", {"name": f"{operation} ({tally.request})"})
            case.set("classname", f"contract.{outcome.api}.{outcome.auth}")
            if not tally.checks:
                ET.SubElement(case, "skipped", {"message": tally.untested or "no request was sent"})
            for finding in findings:
                seen = finding.api == outcome.api and outcome.auth in finding.auths
                if seen and finding.operation == operation:
                    _enter(case, finding)
        _count(suite)
    suite = ET.SubElement(suites, "testsuite", {"name": "The runs themselves"})
    case = ET.SubElement(suite, "testcase", {"name": "tested in full", "classname": "contract"})
    for reason in verdict.shortfalls:
        ET.SubElement(case, "error", {"message": reason})
    _count(suite)
    for element in suites.iter():
        element.text = element.text and _legal(element.text)
        element.attrib = {name: _legal(value) for name, value in element.attrib.items()}
    return suites


def _enter(case: ET.Element, finding: Finding) -> None:
    told = [finding.reason]
    told += [f"{fact.text} ({fact.file}:{fact.line})" for fact in finding.facts]
    text = "\n".join([*told, *filter(None, [finding.curl])])
    if finding.accepted is None:
        ET.SubElement(case, "failure", {"message": finding.check}).text = text
        return
    note = f": {finding.accepted.note}" if finding.accepted.note else ""
    output = case.find("system-out")
    if output is None:
        output = ET.SubElement(case, "system-out")
    said = f"accepted finding of {finding.check}{note}\n{text}\n"
    output.text = (output.text or "") + said


def _count(suite: ET.Element) -> None:
    for number, path in (
        ("tests", "."),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        suite.set(number, str(sum(len(case.findall(path)) for case in suite)))


def _legal(text: str) -> str:
    """Text without the control characters that XML 1.0 cannot contain."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
