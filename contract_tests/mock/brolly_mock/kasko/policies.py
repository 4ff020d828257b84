"""Policies: the polled list, one policy in both shapes, and its changes.

Sources: seed 001 (list); fact sheet, sections 4.1 to 4.3, 4.10 to 4.12, 4.18, 5.2 and 5.6. What
the documents leave open, the mock decides so: a change that is meant for another version than the
current one (`If-Match`, `If-Unmodified-Since`) is answered by 409, as is any change of a cancelled
policy but its reactivation. The purchase of a policy is its creation, and the bounds of
`/indexed_policies` are in UTC, both included.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from typing import Any
from zlib import crc32

import msgspec

from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..settings import MockSettings
from ..spec import instant, load
from ..store import Store, timestamp, unix_second
from ..variation import Shape, vary
from .answers import Request, refused
from .offers import document
from .paging import Pager
from .quotes import Quotes, rfc3339, snapshot

_DEFAULT_LIMIT = 20
# SQLite and timestamps end here; a greater bound or limit selects the same policies.
_GREATEST = 2**53
# What most policies do not have.
_RARELY: Document = {
    "integration_version_id": "ins_00000000000000000000000000cd",
    "insurer_external_policy_id": "EXT-1",
    "linked_policy_id": "tpol_9123456789abcdef0123456789ab",
    "termination_date": "2027-06-30",
    "distributor_traffic_source": "newsletter",
    "referrer_url": "https://shop.example.com/insure",
    "whitelisted_referrer_url": "https://shop.example.com/insure",
    "deleted_at": "2027-07-01T00:00:00+00:00",
    "deleted_by": "distributor",
}
_LOCAL = timezone(timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Policies:
    """Lists policies, shows them and changes them."""

    store: Store
    clock: Clock
    quotes: Quotes
    settings: MockSettings
    pager: Pager

    def list_policies(self, request: Request) -> Answer:
        """`GET /policies`."""
        values = request.values
        origin = request.call.origin
        limit = min(values.get("limit", _DEFAULT_LIMIT), _GREATEST)
        page = self.pager.page(
            live=request.live,
            since=_bound(values.get("since", 0)),
            until=_bound(values.get("until", 0)),
            limit=limit,
        )
        policies = [_linked(policy, origin) for policy in page.policies]
        links = self.pager.links(page, origin=origin, limit=limit)
        if self.settings.kasko.links == "embedded":
            return Answer(200, {"_embedded": {"item": policies, "_links": links}})
        return Answer(200, {"_embedded": {"item": policies}, "_links": links})

    def get_policy(self, request: Request) -> Answer:
        """`GET /policies/{policyId}` in the shape of the list."""
        policy = self.find(request.values["policyId"], live=request.live)
        return Answer(200, _linked(policy, request.call.origin))

    def get_policy_v2(self, request: Request) -> Answer:
        """`GET /policies/{policyId}` by v2, with the headers that a change sends back."""
        policy = self.find(request.values["policyId"], live=request.live)
        answer = Answer(200, self._second(policy, request.call.origin))
        answer.headers["ETag"] = self._version(policy)
        changed = datetime.fromtimestamp(unix_second(policy["updated_at"]), UTC)
        answer.headers["Last-Modified"] = format_datetime(changed, usegmt=True)
        return answer

    def list_indexed_policies(self, request: Request) -> Answer:
        """`GET /indexed_policies`."""
        start, end = request.values["start_date"], request.values["end_date"]
        found = [
            self._second(policy, request.call.origin)
            for policy in self.store.policies(live=request.live)
            if policy.get("created_at") and start <= _plain(policy["created_at"]) <= end
        ]
        return Answer(200, found)

    def update_policy(self, request: Request) -> Answer:
        """`PATCH /policies/{policyId}`."""
        policy = self._to_change(request)
        body = request.document
        members: Document = {
            name: body[name] for name in ("first_name", "last_name", "email") if name in body
        }
        details: Document = {name: body[name] for name in ("data",) if name in body}
        if "quote_token" in body:
            quote = self.quotes.quote(body["quote_token"], request.live, ("v2", "v3"))
            details["quote"] = snapshot(quote)
            members["amount"] = quote["gross_payment_amount"]
            members["gross_premium"] = quote["payment_data"]["gross_premium"]
        return self._change(request, policy, members, details)

    def cancel_policy(self, request: Request) -> Answer:
        """`PUT /policies/{policyId}`."""
        policy = self._to_change(request)
        body = request.document
        details = {
            "cancellation_reason": body["cancellation_reason"],
            "cancelled_by": "distributor",
            "cancelled_at": rfc3339(self.clock()),
            "termination_date": body.get("termination_date"),
        }
        return self._change(request, policy, {"status": "cancelled"}, details)

    def reactivate_policy(self, request: Request) -> Answer:
        """`POST /policies/{policyId}/reactivate`."""
        policy = self.find(request.values["policyId"], live=request.live)
        if not _cancelled(policy):
            raise refused(409, "This policy is not cancelled.")
        unset = {
            "cancellation_reason": None,
            "cancelled_by": "",
            "cancelled_at": None,
            "termination_date": None,
        }
        return self._change(request, policy, {"status": "paid"}, unset)

    def attach(self, request: Request, policy: Document, media: Document) -> Answer:
        """Add a file to a policy."""
        if _cancelled(policy):
            raise refused(409, "This policy is cancelled.")
        attached = [*self._details(policy)["media"], media]
        return self._change(request, policy, {}, {"media": attached})

    def find(self, policy_id: str, *, live: bool) -> Document:
        """A policy; RefusedError if keys of this mode cannot see one of this id."""
        policy = self.store.policy(policy_id, live=live)
        if policy is None:
            raise refused(404, f"Policy {policy_id} was not found.")
        return policy

    def _to_change(self, request: Request) -> Document:
        """The policy of a request that may change it, in the version that it is meant for."""
        policy = self.find(request.values["policyId"], live=request.live)
        wanted = request.values.get("If-Match")
        if wanted not in {None, "*", self._version(policy)}:
            raise refused(409, "The policy has changed since it was read.")
        since = _http_date(request.values.get("If-Unmodified-Since"))
        if since is not None and unix_second(policy["updated_at"]) > since:
            raise refused(409, "The policy has changed since it was read.")
        if _cancelled(policy):
            raise refused(409, "This policy is cancelled.")
        return policy

    def _change(
        self, request: Request, policy: Document, members: Document, details: Document
    ) -> Answer:
        held = self._details(policy)
        held |= {**details, "version": held["version"] + 1}
        self.store.put_document("policy_details", policy["id"], held)
        # Later than the last change even within a second, so that id and time name one version.
        moved = max(int(self.clock()), unix_second(policy["updated_at"]) + 1)
        changed = self.store.update(policy["id"], **members, updated_at=timestamp(moved))
        if self.settings.kasko.changes == "empty":
            return Answer(204, content=b"")
        return Answer(200, self._second(changed, request.call.origin))

    def _version(self, policy: Document) -> str:
        """The name of this version of a policy; a sample shows it without quotes."""
        state = msgspec.json.encode([policy, self.store.document("policy_details", policy["id"])])
        prefix = "lpv" if policy.get("livemode") else "tpv"
        return f"{prefix}_{hashlib.sha256(state).hexdigest()[:29]}"

    def _details(self, policy: Document) -> Document:
        """What a policy holds beyond its listed form; made up where it was never an offer."""
        held = self.store.document("policy_details", policy["id"])
        return _made_up(policy) if held is None else held

    def _second(self, policy: Document, origin: str) -> Document:
        """A policy in the shape of v2."""
        held = self._details(policy)
        policy_id = policy["id"]
        start, end = _extended(policy.get("start_date")), _extended(policy.get("end_date"))
        created = _extended(policy.get("created_at"))
        base = {
            "id": policy_id,
            "version_id": self._version(policy),
            "distributor_id": "dist0123456789abcdef0123456789ab",
            "touchpoint_id": held.get("touchpoint_id"),
            "item_id": held.get("item_id"),
            "insurer_id": "insu0123456789abcdef0123456789ab",
            "customer_id": f"cust{crc32(policy_id.encode()):028d}",
            "subscription_plan_id": held.get("subscription_plan_id"),
            "product_id": "pr_00000000000000000000000000abc",
            "product_version_id": "prv_00000000000000000000000000ab",
            "distributor_key": "distributor-key",
            "integration_version_id": None,
            "insurer_policy_id": policy.get("insurer_policy_id"),
            "insurer_external_policy_id": None,
            "linked_policy_id": None,
            "first_name": policy.get("first_name"),
            "last_name": policy.get("last_name"),
            "email": policy.get("email"),
            "expired": end is not None and instant(end).timestamp() < self.clock(),
            "currency": policy.get("currency"),
            "policy_created_date": created,
            "start_date": start,
            "end_date": end,
            "termination_date": held.get("termination_date"),
            "language": held.get("language"),
            "status": policy.get("status"),
            "data": held.get("data"),
            "quote": held.get("quote"),
            "metadata": held.get("metadata"),
            "cancellation_reason": held.get("cancellation_reason"),
            "cancelled_by": held.get("cancelled_by", ""),
            "cancelled_at": held.get("cancelled_at"),
            "distributor_traffic_source": held.get("distributor_traffic_source"),
            "referrer_url": held.get("referrer_url"),
            "whitelisted_referrer_url": None,
            "deleted_at": None,
            "deleted_by": "",
            "assets": [document("invoice", policy_id, created or rfc3339(0))],
            "media": held["media"],
            "is_locked": False,
            "localized_dates": {
                "start_date": _local(start),
                "end_date": _local(end),
                "termination_date": held.get("termination_date"),
                "policy_created_date": _local(created),
                "time_zone": "Europe/Berlin",
            },
            "_links": {
                "_self": {"href": f"{origin}/policies/{policy_id}"},
                "distributor": {"href": f"{origin}/accounts/dist0123456789abcdef0123456789ab"},
                "insurer": {"href": f"{origin}/accounts/insu0123456789abcdef0123456789ab"},
                "item": {"href": f"{origin}/items/{held.get('item_id')}"},
                "touchpoint": {"href": f"{origin}/touchpoints/{held.get('touchpoint_id')}"},
            },
        }
        if held["version"]:
            return base
        # Never written by a request: such a policy may show any branch of the schema.
        row = crc32(policy_id.encode())
        return vary(_shape(), base | (_RARELY if row % 2 else {}), row)


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


@cache
def _shape() -> Shape:
    spec = load("kasko")
    return Shape.of(spec, spec.schema("PolicyV2"))


def _cancelled(policy: Document) -> bool:
    return policy.get("status") == "cancelled"


def _made_up(policy: Document) -> Document:
    """The details of a policy that the mock was seeded with."""
    premium = policy.get("gross_premium")
    tax = None if premium is None else premium // 11
    product = {
        "touchpoint_id": "tp_00000000000000000000000000abc",
        "item_id": "item_000000000000000000000000abc",
        "subscription_plan_id": "sp_00000000000000000000000000abc",
    }
    start, end = _extended(policy.get("start_date")), _extended(policy.get("end_date"))
    created = _extended(policy.get("created_at"))
    cancelled = _cancelled(policy)
    return {
        **product,
        "version": 0,
        "language": "en",
        "data": {"payment_metadata": []},
        "quote": {
            "version": 2,
            "customer_input": {"policy_start_date": start},
            **product,
            "gross_payment_amount": policy.get("amount"),
            "payment_data": {
                "gross_premium": premium,
                "premium_tax": tax,
                "net_premium": None if premium is None or tax is None else premium - tax,
                "net_net_premium": None if premium is None else premium * 4 // 5,
                "net_commission_total": None if premium is None else premium // 10,
                "tax_rate": 0.1,
            },
            "data": {},
            "duration_strategy": "fixed_start_and_end_date",
            "duration_data": {"policy_start_date": start, "policy_end_date": end},
            "billing_cycles": 1,
            "quote_created_at": created,
        },
        "metadata": {},
        "media": [],
        "cancellation_reason": "Sold the bicycle" if cancelled else None,
        "cancelled_by": "distributor" if cancelled else "",
        "cancelled_at": _extended(policy["updated_at"]) if cancelled else None,
    }


def _bound(value: int | str) -> float | None:
    """A bound in unix seconds; 0, the documented default, is none."""
    if isinstance(value, int):
        return min(value, _GREATEST) or None
    try:
        # A leap second is valid ISO 8601, but no moment of Python's calendar.
        return instant(value.upper().replace(":60", ":59")).timestamp()
    except (ValueError, OverflowError):
        return float("-inf" if value.startswith("0") else _GREATEST)


def _extended(text: Any) -> str | None:
    """A time of the list in the form of v2: RFC 3339 in UTC."""
    return None if text is None else instant(text).astimezone(UTC).isoformat()


def _local(text: str | None) -> str | None:
    return None if text is None else instant(text).astimezone(_LOCAL).isoformat()


def _plain(text: str) -> str:
    """A time of the list in the form of the bounds of `/indexed_policies`."""
    return f"{instant(text).astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _http_date(text: str | None) -> float | None:
    """The unix second of an HTTP date; anything else says nothing (RFC 9110, section 13.1.4)."""
    if text is None or not re.search("[0-9]", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        # HTTP knows no other zone.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
