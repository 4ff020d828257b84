"""InsureHero: the access token, the integrations reads, and errors in InsureHero's form.

Sources: seed 002 (authorize); docs.insurehero.io, integrations pages (reads), authorization page
(key header, error texts).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .exchange import Answer, Call, Document, phrase
from .refusal import RefusedError
from .settings import MockSettings
from .spec import InvalidRequestError, Operation
from .store import Kind, Store
from .tokens import Tokens

_PAGE = 100
_GREATEST = 2**53

# The fixed texts of `error`, by status.
_ERRORS = {
    400: "Request contains malformed data",
    401: "Invalid or expired access token",
    402: "Pending payment",
    404: "Not found",
    422: "Internal validation failed",
    429: "API ratelimit exceeded",
}

# What each flag of the claim reads brings. Without any flag the whole claim is given.
_CLAIM_PARTS = {
    "comm_info": ("communications",),
    "policy_ref": ("policy_reference",),
    "general": ("incident", "incident_date", "claim_amount", "claimant_data", "assets"),
}


@dataclass(frozen=True, slots=True)
class InsureHero:
    """Answers the calls of InsureHero's operations."""

    settings: MockSettings
    store: Store
    tokens: Tokens

    def answer(self, call: Call, operation: Operation) -> Answer:
        """Authenticate, validate, serve."""
        if self.settings.insurehero.payment_due:
            return _error(402, "Payment Required Pending payment")
        try:
            if operation.id == "authorize":
                return self._authorize(call)
            self._check_token(call)
            return self._serve(operation.id, operation.read(call))
        except InvalidRequestError as error:
            return _invalid(error)
        except RefusedError as refusal:
            return refusal.answer

    def refuse(self, status: int, message: str) -> Answer:
        """An error in InsureHero's form."""
        return _error(status, message)

    def complete(self, answer: Answer) -> None:
        """InsureHero documents nothing that every answer carries."""

    def _authorize(self, call: Call) -> Answer:
        key = call.headers.get("x-api-key")
        if key is None:
            raise RefusedError(_error(400, "Bad Request Missing x-api-key header"))
        if key != self.settings.insurehero_key:
            raise RefusedError(_error(401, "Unauthorized Invalid api key"))
        return Answer(200, {"data": self.tokens.issue()})

    def _check_token(self, call: Call) -> None:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or self.tokens.state(token.strip()) != "valid":
            answer = _error(401, "Unauthorized Invalid access token")
            answer.headers["WWW-Authenticate"] = "Bearer"
            raise RefusedError(answer)

    def _serve(self, operation: str, values: dict[str, Any]) -> Answer:
        match operation:
            case "list_risk_items":
                return Answer(200, {"data": self._page("risk_items", values)})
            case "list_claims":
                claims = self._page("claims", values)
                return Answer(200, {"data": [_selected(claim, values) for claim in claims]})
            case "get_risk_item":
                return Answer(200, {"data": self._one("risk_items", values["riskItemId"])})
            case "get_claim":
                claim = self._one("claims", values["claimId"])
                return Answer(200, {"data": _selected(claim, values)})
            case "list_claim_events":
                self._one("claims", values["claimId"])
                return Answer(200, {"data": self.store.children("claim_events", values["claimId"])})
            case "list_orders":
                return Answer(200, {"data": self._orders(values)})
            case _:
                raise NotImplementedError(operation)

    def _page(self, kind: Kind, values: dict[str, Any]) -> list[Document]:
        reading = self.settings.insurehero
        start = min(int(values["from"]), _GREATEST)
        end = min(int(values["to"]), _GREATEST)
        wanted = end - start + (reading.to == "inclusive")
        if wanted > _PAGE and reading.oversize == "reject":
            raise RefusedError(_error(422, "Unprocessable Entity Range exceeds 100 records"))
        offset = start - reading.first_index
        limit = min(wanted, _PAGE)
        if offset < 0:
            limit, offset = limit + offset, 0
        return self.store.records(kind, offset=offset, limit=max(limit, 0))

    def _one(self, kind: Kind, record_id: str) -> Document:
        record = self.store.record(kind, record_id)
        if record is None:
            name = kind.removesuffix("s").replace("_", " ")
            raise RefusedError(_error(404, f"Not Found Unknown {name}"))
        return record

    def _orders(self, values: dict[str, Any]) -> list[Document]:
        key = values["riskItemId"]
        if values.get("searchBy", "id") == "uid":
            item = self.store.record_with_uid("risk_items", key)
            if item is None:
                raise RefusedError(_error(404, "Not Found Unknown risk item"))
            key = item["id"]
        self._one("risk_items", key)
        return self.store.children("orders", key)


def _selected(claim: Document, values: dict[str, Any]) -> Document:
    """The parts of a claim that the flags of the request ask for."""
    if not any(flag in values for flag in _CLAIM_PARTS):
        return claim
    dropped = {
        member
        for flag, members in _CLAIM_PARTS.items()
        if not values.get(flag, False)
        for member in members
    }
    return {name: value for name, value in claim.items() if name not in dropped}


def _invalid(error: InvalidRequestError) -> Answer:
    reasons = (
        f"{'Missing' if refused.missing else 'Invalid'} {refused.place} parameter {refused.name}"
        for refused in error.refused
    )
    return _error(400, f"Bad Request {', '.join(reasons)}")


def _error(status: int, details: str) -> Answer:
    return Answer(status, {"error": _ERRORS.get(status) or phrase(status), "details": details})
