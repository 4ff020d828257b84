"""Seeded defects of form: envelopes, members, statuses, boundaries, and links, of both APIs.

Importing this module enters them into `defects.DEFECTS`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .defects import defect
from .exchange import Answer, Call, Handler
from .faults import records_of
from .kasko.datasets import DEVICES
from .webhooks import Sent

_POLICIES = ("list_policies", "get_policy")
_LISTS = ("list_risk_items", "list_claims")
_READS = ("get_risk_item", "get_claim")
_FORMS = (
    *("create_quote_v1", "create_quote_v2_form", "create_offer_form", "create_offer_v1_form"),
    "create_payment_form",
)


# URL-encoded forms


@defect("forms", *_FORMS)
def forms_refused(call: Call, proceed: Handler) -> Answer:  # noqa: ARG001 - the registry calls it
    """A body that is a form is refused, as if JSON alone were documented."""
    return call.refuse(400, "The body is not JSON.")


@defect("forms", *_FORMS)
def plus_left_in_forms(call: Call, proceed: Handler) -> Answer:
    """A space in a form stays a plus sign."""
    return proceed(replace(call, body=call.body.replace(b"+", b"%2B")))


# KASKO's list of policies


@defect("envelope", "list_policies")
def envelope_renamed(call: Call, proceed: Handler) -> Answer:
    """A page has its policies at `_embedded.items`."""
    answer = proceed(call)
    if answer.status == 200:
        embedded = answer.payload["_embedded"]
        embedded["items"] = embedded.pop("item")
    return answer


@defect("cursor loss", "list_policies")
def next_link_missing(call: Call, proceed: Handler) -> Answer:
    """No page has a link to the next one, so each looks like the last."""
    answer = proceed(call)
    if answer.status == 200:
        for holder in (answer.payload, answer.payload["_embedded"]):
            holder.get("_links", {}).pop("next", None)
    return answer


@defect("limit", "list_policies")
def default_page_longer(call: Call, proceed: Handler) -> Answer:
    """Without `limit` a page holds 50 policies instead of 20."""
    if call.parameter("limit") is None:
        call = replace(call, query=(*call.query, ("limit", "50")))
    return proceed(call)


@defect("filter", "list_policies")
def date_time_bounds_ignored(call: Call, proceed: Handler) -> Answer:
    """Bounds count as unix seconds only; one that is an ISO 8601 date-time has no effect."""
    answer = proceed(call)
    given = [(name, call.parameter(name) or "") for name in ("since", "until")]
    texts = [name for name, value in given if value and not value.isdecimal()]
    return proceed(call.without_parameters(*texts)) if answer.status == 200 else answer


@defect("auth", *_POLICIES)
def missing_key_accepted(call: Call, proceed: Handler) -> Answer:
    """Policies are returned without a key; a wrong key is refused."""
    if "authorization" in call.headers:
        return proceed(call)
    key = call.parts.settings.kasko_key
    return proceed(call.with_header("Authorization", f"Bearer {key}"))


@defect("status", *_POLICIES)
def refusal_as_success(call: Call, proceed: Handler) -> Answer:
    """A refusal has status 200."""
    answer = proceed(call)
    answer.status = 200 if answer.status in {400, 404} else answer.status
    return answer


@defect("headers", "unknown")
def allow_names_others(call: Call, proceed: Handler) -> Answer:
    """The Allow header of a 405 names a method that does not exist."""
    answer = proceed(call)
    if "Allow" in answer.headers:
        answer.headers["Allow"] = "TRACE"
    return answer


@defect("headers", *_POLICIES)
def request_id_constant(call: Call, proceed: Handler) -> Answer:
    """All responses have the same X-Request-Id."""
    answer = proceed(call)
    answer.headers["X-Request-Id"] = "constant"
    return answer


# Files, deliveries and tables of KASKO


@defect("validation", "create_media")
def number_as_text_accepted(call: Call, proceed: Handler) -> Answer:
    """A size may be text although an integer is documented."""
    return proceed(replace(call, body=re.sub(rb'("file_size": ?)"(\d+)"', rb"\1\2", call.body)))


@defect("webhooks", "create_payment", "update_policy")
def delivery_id_constant(call: Call, proceed: Handler) -> Answer:
    """All deliveries have the same id, so a receiver ignores the second one as a duplicate."""
    return _sent(call, proceed, "X-KASKO-Delivery", "00000000-0000-4000-8000-000000000000")


@defect("webhooks", "create_payment", "update_policy")
def delivery_of_another_event(call: Call, proceed: Handler) -> Answer:
    """The webhook of a change reports a creation."""
    return _sent(call, proceed, "X-KASKO-Event", "policy.created")


@defect("cursor loop", "list_dataset_items")
def dataset_starts_over(call: Call, proceed: Handler) -> Answer:
    """`starting_after` has no effect: each page is the first one."""
    answer = proceed(call)
    known = call.parameter("starting_after") in DEVICES.rows
    return proceed(call.without_parameters("starting_after")) if known else answer


# InsureHero


@defect("envelope", *_LISTS)
def list_without_envelope(call: Call, proceed: Handler) -> Answer:
    """A list is a bare array."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload = answer.payload["data"]
    return answer


@defect("null", *_LISTS)
def empty_list_as_null(call: Call, proceed: Handler) -> Answer:
    """A range without records is null instead of an empty list."""
    answer = proceed(call)
    if answer.status == 200 and not records_of(answer):
        answer.payload["data"] = None
    return answer


@defect("null", *_READS)
def id_null(call: Call, proceed: Handler) -> Answer:
    """A single record has null as its `id`."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload["data"]["id"] = None
    return answer


@defect("format", *_LISTS, *_READS)
def time_day_first(call: Call, proceed: Handler) -> Answer:
    """Times begin with the day and have no offset."""
    answer = proceed(call)
    for record in records_of(answer):
        record |= {n: "24.12.2020 18:00" for n in ("incident_date", "start_date") if n in record}
    return answer


@defect("status", *_READS)
def unknown_as_empty(call: Call, proceed: Handler) -> Answer:
    """An unknown record is an empty success instead of 404."""
    answer = proceed(call)
    return Answer(200, {"data": {}}) if answer.status == 404 else answer


@defect("content type", *_LISTS, *_READS)
def error_as_text(call: Call, proceed: Handler) -> Answer:
    """Errors have the content type of plain text."""
    answer = proceed(call)
    if answer.status >= 400:
        answer.media_type = "text/plain"
    return answer


@defect("crash", *_LISTS)
def crash_at_distant_index(call: Call, proceed: Handler) -> Answer:
    """An index beyond 32 bits returns 500."""
    first = call.parameter("from") or ""
    if first.isdecimal() and int(first) >= 2**31:
        return call.refuse(500, "An unexpected fault happened.")
    return proceed(call)


@defect("auth", *_LISTS, *_READS)
def missing_token_accepted(call: Call, proceed: Handler) -> Answer:
    """Records are returned without a token; a wrong token is refused."""
    if "authorization" in call.headers:
        return proceed(call)
    return proceed(call.with_header("Authorization", f"Bearer {call.parts.tokens.issue()}"))


@defect("persistence", "get_claim")
def claim_of_another_id(call: Call, proceed: Handler) -> Answer:
    """A single claim has another id than the requested one."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload["data"]["id"] = "00000000-0000-4000-8000-000000000001"
    return answer


def _sent(call: Call, proceed: Handler, header: str, value: str) -> Answer:
    """The answer to a call after which deliveries have another header."""

    def alter(sent: Sent) -> Sent:
        return replace(sent, headers={**sent.headers, header: value})

    if call.parts.webhooks is not None:
        call.parts.webhooks.alter = alter
    return proceed(call)
