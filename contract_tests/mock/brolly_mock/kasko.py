"""KASKO: keys, the two policy reads, and errors in KASKO's form.

Sources: seed 000 (keys, status codes, error body, request id), seed 001 (policies).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from uuid import uuid4

from .exchange import Answer, Call, Document, phrase
from .kasko_paging import Pager
from .refusal import RefusedError
from .settings import MockSettings
from .spec import InvalidRequestError, Operation, instant
from .store import Store

Mode: TypeAlias = Literal["test", "live", "public"]

_DEFAULT_LIMIT = 20
# SQLite and timestamps end here; a greater bound or limit selects the same policies.
_GREATEST = 2**53


@dataclass(frozen=True, slots=True)
class Kasko:
    """Answers the calls of KASKO's operations."""

    settings: MockSettings
    store: Store
    pager: Pager

    @classmethod
    def over(cls, store: Store, settings: MockSettings) -> Kasko:
        """KASKO on a store, read as the settings say."""
        return cls(settings, store, Pager(store, settings.kasko, settings.seed))

    def answer(self, call: Call, operation: Operation) -> Answer:
        """Authenticate, validate, serve."""
        try:
            mode = self._mode(call)
            values = operation.read(call)
            if operation.id == "list_policies":
                return self._list_policies(call, mode, values)
            return self._get_policy(call, mode, values["policyId"])
        except InvalidRequestError as error:
            return _invalid(error)
        except RefusedError as refusal:
            return refusal.answer

    def refuse(self, status: int, message: str) -> Answer:
        """An error in KASKO's form."""
        return _error(status, message)

    def complete(self, answer: Answer) -> None:
        """Put on what every answer of KASKO carries."""
        answer.headers.setdefault("X-Request-Id", str(uuid4()))

    def _mode(self, call: Call) -> Mode:
        modes: dict[str, Mode] = {
            self.settings.kasko_key: "test",
            self.settings.kasko_live_key: "live",
            self.settings.kasko_public_key: "public",
        }
        mode = modes.get(_key(call.headers.get("authorization", "")))
        if mode is None:
            answer = _error(401, "A valid API key is needed.")
            # Not `Basic`, which the documents put first: browsers answer that with a dialog.
            answer.headers["WWW-Authenticate"] = "Bearer"
            raise RefusedError(answer)
        return mode

    def _list_policies(self, call: Call, mode: Mode, values: dict[str, Any]) -> Answer:
        if mode == "public":
            # That policies exist is no secret, so the missing permission can be said openly.
            raise RefusedError(_error(403, "This key may not read policies."))
        limit = min(values.get("limit", _DEFAULT_LIMIT), _GREATEST)
        page = self.pager.page(
            live=mode == "live",
            since=_bound(values.get("since", 0)),
            until=_bound(values.get("until", 0)),
            limit=limit,
        )
        policies = [_linked(policy, call.origin) for policy in page.policies]
        links = self.pager.links(page, origin=call.origin, limit=limit)
        if self.settings.kasko.links == "embedded":
            return Answer(200, {"_embedded": {"item": policies, "_links": links}})
        return Answer(200, {"_embedded": {"item": policies}, "_links": links})

    def _get_policy(self, call: Call, mode: Mode, policy_id: str) -> Answer:
        # A policy of the other mode, or a key without the permission: 404 gives nothing away.
        policy = None
        if mode != "public":
            policy = self.store.policy(policy_id, live=mode == "live")
        if policy is None:
            raise RefusedError(_error(404, f"Policy {policy_id} was not found."))
        return Answer(200, _linked(policy, call.origin))


def _key(authorization: str) -> str:
    """The API key of an Authorization header: the user name of Basic, or the Bearer token."""
    scheme, _, credentials = authorization.partition(" ")
    credentials = credentials.strip()
    match scheme.lower():
        case "bearer":
            return credentials
        case "basic":
            try:
                pair = base64.b64decode(credentials, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return ""
            return pair.partition(":")[0]
        case _:
            return ""


def _bound(value: int | str) -> float | None:
    """A bound in unix seconds; 0, the documented default, is none."""
    if isinstance(value, int):
        return min(value, _GREATEST) or None
    try:
        # A leap second is valid ISO 8601, but no moment of Python's calendar.
        return instant(value.upper().replace(":60", ":59")).timestamp()
    except (ValueError, OverflowError):
        return float("-inf" if value.startswith("0") else _GREATEST)


def self_link(policy: Document) -> Document | None:
    """The link of a policy to itself, if it has one."""
    links: Document = policy.get("_links") or {}
    own: Document | None = links.get("_self")
    return own


def _linked(policy: Document, origin: str) -> Document:
    """The policy with its self link on the origin of the request."""
    own = self_link(policy)
    if own is not None:
        own["href"] = f"{origin}/policies/{policy['id']}"
    return policy


def _invalid(error: InvalidRequestError) -> Answer:
    answer = _error(400, "Data validation failed.")
    answer.payload["errors"] = [
        {
            "code": "missing_value" if refused.missing else "invalid_value",
            "field": refused.name,
            "path": refused.path,
        }
        for refused in error.refused
    ]
    return answer


def _error(status: int, message: str) -> Answer:
    return Answer(status, {"status": phrase(status), "message": message})
