"""What a contract run found, in a form that may be published: no key, no body, no person."""

from __future__ import annotations

import msgspec

from provider.target import Api

_WARNINGS = {
    "missing_auth": "answered by 401 and 403 only, so is the key right?",
    "missing_test_data": "answered by 404 only, so the account holds no such record",
    "validation_mismatch": "refused nearly every valid request",
    "rate_limited": "answered mostly by 429",
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which a provider breaks its contract."""

    operation: str
    """Method and path template."""
    check: str
    reason: str
    """Our words; of the answer they hold times, counts and names of members only."""
    status: int | None = None
    curl: str | None = None
    """The request, its credential replaced by the name of a variable."""
    detail: str | None = None
    """Schemathesis' words, which may quote the answer; kept for a mock's synthetic data only."""


class Tally(msgspec.Struct, kw_only=True):
    """What was done for one operation."""

    cases: int = 0
    checks: int = 0
    failures: int = 0


class Outcome(msgspec.Struct, kw_only=True):
    """One run of the contract checks against one API."""

    api: Api
    auth: str
    seconds: float = 0.0
    exit_code: int | None = None
    """What Schemathesis would have exited with; None if it did not get that far."""
    complete: bool = False
    operations_total: int = 0
    operations_tested: int = 0
    operations: dict[str, Tally] = msgspec.field(default_factory=dict[str, Tally])
    cases: int = 0
    checks: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    """How often each check had something to look at."""
    links: list[str] = msgspec.field(default_factory=list[str])
    """The links of the specification that were followed."""
    links_total: int | None = None
    """None where links are not followed at all."""
    findings: list[Finding] = msgspec.field(default_factory=list[Finding])
    errors: list[str] = msgspec.field(default_factory=list[str])
    """What kept the run from doing its work."""
    warnings: dict[str, list[str]] = msgspec.field(default_factory=dict[str, list[str]])
    """Operations by the kind of warning: tested, but not in a way that would show a fault."""

    @property
    def shortfalls(self) -> list[str]:
        """Why this run proves nothing, apart from what it found; empty if it does."""
        short = [f"error: {error}" for error in self.errors]
        if not self.complete:
            short.append("the run did not come to its end")
        if self.operations_tested < self.operations_total or not self.operations_total:
            short.append(f"{self.operations_tested} of {self.operations_total} operations tested")
        if not self.cases:
            short.append("no request was made")
        short += [
            f"{', '.join(operations)}: {_WARNINGS.get(kind) or f'warning {kind}'}"
            for kind, operations in self.warnings.items()
            if operations
        ]
        if self.exit_code != 0 and not self.findings and not short:
            short.append(f"Schemathesis ended with exit code {self.exit_code}")
        return short
