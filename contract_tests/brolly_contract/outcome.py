"""The result of a run, without keys, bodies and personal data."""

from __future__ import annotations

import hashlib

import msgspec

from brolly_contract.facts import Fact
from brolly_contract.target import Api

_WARNINGS = {
    "missing_auth": "returned 401 and 403 only: is the key right?",
    "missing_test_data": "returned 404 only: the account holds no such record",
    "validation_mismatch": "refused nearly every valid request",
    "rate_limited": "returned mostly 429",
}


# For other checks the status depends on the case that comes first.
_TOLD_APART_BY_STATUS = frozenset(
    {
        "content_type_conformance",
        "documented_success",
        "error_explains",
        "not_a_server_error",
        "positive_data_acceptance",
        "response_headers_conformance",
        "response_schema_conformance",
        "status_code_conformance",
    }
)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What identifies a finding in every run. Nothing of it comes from a response."""

    api: Api
    operation: str
    """operationId."""
    check: str
    status: int | None = None
    """HTTP status, for the checks that judge a response of one status."""
    subject: str = ""
    """Member and rule, or parameter, or the message of the check without its numbers."""

    @property
    def id(self) -> str:
        """A short name, the same in each run."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:10]


class Accepted(Identity, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One accepted finding."""

    note: str = ""
    """Why it is accepted, for people."""

    @property
    def identity(self) -> Identity:
        """What identifies it."""
        names = Identity.__struct_fields__
        return Identity(**{name: getattr(self, name) for name in names})


class Finding(msgspec.Struct, kw_only=True):
    """One way in which a provider breaks its contract."""

    api: Api
    operation: str
    """operationId."""
    request: str
    """Method and path template, as they are sent."""
    check: str
    reason: str
    """A message. It contains only times, counts and names of members from the response."""
    subject: str
    """What the reason is about. The same in each run."""
    cause: str = ""
    """The subject without the place, by which findings are grouped. Empty if it is the subject."""
    promise: str
    """What the check demands."""
    facts: list[Fact]
    """The statements of the specification that are broken."""
    cases: int = 1
    """How many cases showed it."""
    status: int | None = None
    curl: str | None = None
    """The request, its credential replaced by the name of a variable."""
    detail: str | None = None
    """Schemathesis' message, for a mock only: it may quote the response."""

    auths: list[str] = msgspec.field(default_factory=list[str])
    """The ways to authenticate of the runs that found it."""
    accepted: Accepted | None = None
    """The entry of the baseline."""

    @property
    def identity(self) -> Identity:
        """What identifies the finding."""
        return Identity(
            api=self.api,
            operation=self.operation,
            check=self.check,
            status=self.status if self.check in _TOLD_APART_BY_STATUS else None,
            subject=self.subject,
        )


class Tally(msgspec.Struct, kw_only=True):
    """What was done for one operation, also if it is nothing."""

    request: str
    """Method and path template, as they are sent."""
    untested: str = ""
    """Why no request was sent: it writes, or needs an id."""
    cases: int = 0
    checks: int = 0
    responses: dict[str, int]
    """How often each documented response came, by status, `2XX` or `default`."""
    links: dict[str, int]
    """How often each link from a response of this operation was followed, by status and name."""


class Outcome(msgspec.Struct, kw_only=True):
    """One run of the contract checks against one API."""

    api: Api
    auth: str
    seconds: float = 0.0
    exit_code: int | None = None
    """The exit code of Schemathesis; None if it did not end."""
    complete: bool = False
    operations_total: int = 0
    operations_tested: int = 0
    operations: dict[str, Tally] = msgspec.field(default_factory=dict[str, Tally])
    """Every operation of the specification, by operationId."""
    cases: int = 0
    checks: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    """How often each check looked at something."""
    links_total: int | None = None
    """None where links are not followed at all."""
    findings: list[Finding] = msgspec.field(default_factory=list[Finding])
    errors: list[str] = msgspec.field(default_factory=list[str])
    """Errors of the run itself."""
    untaken: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    """Walks that were not taken, and what they need."""
    stopped_early: bool = False
    """Whether the run ended at its limit of findings."""
    warnings: dict[str, list[str]] = msgspec.field(default_factory=dict[str, list[str]])
    """Operations by the kind of warning: tested, but hardly able to show a fault."""

    @property
    def shortfalls(self) -> list[str]:
        """Why this run tested too little; empty if it did not."""
        short = [f"error: {error}" for error in self.errors]
        if self.stopped_early:
            short.append("the run ended after its tenth finding; there may be more")
        elif not self.complete:
            short.append("the run did not finish")
        if self.operations_tested < self.operations_total and not self.stopped_early:
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
