"""Verdicts to try reports on, without a run."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from brolly_contract.facts import facts
from brolly_contract.outcome import Accepted, Finding, Outcome, Tally
from brolly_contract.target import Api
from brolly_contract.verdict import Verdict


def finding(api: Api = "kasko", operation: str = "list_policies", **changes: Any) -> Finding:
    """A finding at an operation of a specification, all texts of which can be given."""
    found = facts(api).operations[operation]
    fact = facts(api).at(found.pointer)
    assert fact is not None
    whole: dict[str, Any] = {
        "api": api,
        "operation": operation,
        "request": found.request,
        "check": "response_schema_conformance",
        "reason": "the body lacks id",
        "subject": "the body lacks id",
        "promise": "The body of a response matches the documented schema.",
        "facts": [fact],
        "status": 200,
        "curl": 'curl -u "$KASKO_API_KEY:" https://api.example.com/policies',
        "detail": "id is a required property",
    }
    return Finding(**(whole | changes))


def outcome(
    api: Api = "kasko",
    findings: Sequence[Finding] = (),
    *,
    only: Collection[str] = (),
    **changes: Any,
) -> Outcome:
    """A run that reached every operation, or those that are named, but not every response."""
    said = facts(api)
    operations = {
        operation.id: Tally(
            request=operation.request,
            cases=20,
            checks=200,
            responses={"200": 12, "404": 8, "default": 0},
            links={"200 next": 1, "200 other": 0},
        )
        for operation in said.operations.values()
        if not only or operation.id in only
    }
    whole: dict[str, Any] = {
        "api": api,
        "auth": "basic" if api == "kasko" else "token",
        "seconds": 1.5,
        "exit_code": 1 if findings else 0,
        "complete": True,
        "operations_total": len(operations),
        "operations_tested": len(operations),
        "operations": operations,
        "cases": 20 * len(operations),
        "checks": {"page_size": 30, "not_a_server_error": 40},
        "links_total": 1,
        "findings": list(findings),
    }
    return Outcome(**(whole | changes))


def verdict(*outcomes: Outcome, **changes: Any) -> Verdict:
    """A verdict over these runs, of the mock unless told otherwise."""
    whole: dict[str, Any] = {"provider": "mock", "outcomes": list(outcomes)}
    return Verdict(**(whole | changes))


def accepted(found: Finding, note: str = "") -> Accepted:
    """The entry of a baseline that accepts a finding."""
    return Accepted(**msgspec.structs.asdict(found.identity), note=note)
