"""Seeded defects of what KASKO sells: quotes, offers, payments, changes, files, tables, deliveries.

Importing this module enters them into `defects.DEFECTS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from .defects import defect
from .document import Document
from .exchange import Answer, Call, Handler
from .kasko.datasets import DEVICES
from .webhooks import Sent

_CHANGES = ("update_policy", "cancel_policy", "reactivate_policy", "attach_media")
_QUOTES = (
    *("create_quote", "create_quote_v1", "create_quote_v2", "create_quote_v2_form"),
    *("get_quote", "get_quote_v2"),
)
_FOR_PUBLIC_KEYS = (*_QUOTES, "create_offer", "create_offer_v1", "create_payment")


# Prices and offers


@defect("status", *_QUOTES)
def knock_out_as_400(call: Call, proceed: Handler) -> Answer:
    """A knock-out looks like an invalid request."""
    answer = proceed(call)
    return call.refuse(400, "No price.") if answer.status == 422 else answer


@defect("status", "create_quote")
def pricing_in_the_making_as_500(call: Call, proceed: Handler) -> Answer:
    """Pricing logic that is still being built looks like a server error."""
    answer = proceed(call)
    return call.refuse(500, "No pricing logic.") if answer.status == 409 else answer


@defect("type", "create_quote", "create_quote_v2")
def price_as_decimal(call: Call, proceed: Handler) -> Answer:
    """A price is a decimal text of major units instead of an integer of minor ones."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload["gross_payment_amount"] = f"{answer.payload['gross_payment_amount'] / 100}"
    return answer


@defect("versions", "create_offer", "create_offer_v1")
def token_of_another_version_accepted(call: Call, proceed: Handler) -> Answer:
    """An offer by one version takes the quote of another."""
    quote = call.parts.store.document("quotes", _body(call).get("quote_token", ""))
    if quote is None:
        return proceed(call)
    wanted = "v1" if call.operation == "create_offer_v1" else "v2"
    token = f"{wanted} of another"
    call.parts.store.put_document("quotes", token, quote | {"made_by": wanted})
    return proceed(_with_members(call, quote_token=token))


@defect("validation", "create_offer")
def offer_without_holder(call: Call, proceed: Handler) -> Answer:
    """An offer is created without the name of its holder."""
    body = _body(call)
    missing = {"first_name", "last_name", "email"} - body.keys()
    return proceed(_with_members(call, **dict.fromkeys(missing, "-")) if missing else call)


@defect("versions", "get_policy_v2")
def accept_ignored(call: Call, proceed: Handler) -> Answer:
    """A policy by v2 has the shape of the list."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload = call.parts.store.policy(call.path_parameters["policyId"])
    return answer


# Payments


@defect("persistence", "create_payment")
def offer_payable_twice(call: Call, proceed: Handler) -> Answer:
    """An offer that is paid can be paid again."""
    store = call.parts.store
    offer_id = _body(call).get("policy_id", "")
    offer = store.document("offers", offer_id)
    if offer is not None and offer["_state"] == "paid":
        store.put_document("offers", offer_id, offer | {"_state": "payable"})
    return proceed(call)


@defect("persistence", "create_offer")
def policy_before_payment(call: Call, proceed: Handler) -> Answer:
    """An offer is a policy before it is paid."""
    answer = proceed(call)
    if answer.status in {200, 201}:
        call.parts.store.insert(id=answer.payload["id"])
    return answer


@defect("persistence", "create_payment")
def policy_never_made(call: Call, proceed: Handler) -> Answer:
    """A payment succeeds, but no policy is created."""
    answer = proceed(call)
    if answer.status in {200, 201}:
        call.parts.store.drop_document("due_policies", answer.payload["policy_id"])
    return answer


@defect("persistence", "create_offer")
def payment_token_without_approval(call: Call, proceed: Handler) -> Answer:
    """An offer that needs an approval can be paid at once."""
    answer = proceed(call)
    if answer.status in {200, 201}:
        answer.payload.setdefault("payment_token", "payment-at-once")
    return answer


@defect("modes", "get_offer")
def live_offer_for_test_key(call: Call, proceed: Handler) -> Answer:
    """The TEST key reads the offers of the LIVE key."""
    answer = proceed(call)
    key = call.parts.settings.kasko_live_key
    return proceed(_with_key(call, key)) if answer.status == 404 else answer


@defect("persistence", "get_payment")
def payment_forgotten(call: Call, proceed: Handler) -> Answer:  # noqa: ARG001
    """A payment is not found by its id."""
    return call.refuse(404, "There is no such payment.")


@defect("filter", "list_indexed_policies")
def purchase_window_ignored(call: Call, proceed: Handler) -> Answer:
    """The bounds of a time of purchase have no effect."""
    rest = call.without_parameters("start_date", "end_date")
    always = (("start_date", "1000-01-01 00:00:00"), ("end_date", "2999-12-31 00:00:00"))
    answer = proceed(call)
    return proceed(replace(rest, query=always)) if answer.status == 200 else answer


# Keys beside the header


@defect("auth", *_FOR_PUBLIC_KEYS)
def key_in_body_ignored(call: Call, proceed: Handler) -> Answer:
    """A public key in the body is ignored."""
    body = _body(call)
    return proceed(_with_body(call, _without(body, "key")) if "key" in body else call)


@defect("auth", *_FOR_PUBLIC_KEYS)
def key_in_query_ignored(call: Call, proceed: Handler) -> Answer:
    """A public key in the query is ignored."""
    return proceed(call.without_parameters("key"))


@defect("auth", "get_dataset", "list_dataset_items")
def locked_table_open(call: Call, proceed: Handler) -> Answer:
    """A locked table can be read without a key."""
    return proceed(_with_key(call, call.parts.settings.kasko_key))


@defect("auth", "get_offer", "get_policy_v2", "create_media")
def public_key_may_all(call: Call, proceed: Handler) -> Answer:
    """A public key reads and writes what needs a secret key."""
    answer = proceed(call)
    key = call.parts.settings.kasko_key
    return proceed(_with_key(call, key)) if answer.status in {403, 404} else answer


# Changes


@defect("persistence", "update_policy")
def update_not_persisted(call: Call, proceed: Handler) -> Answer:
    """An update succeeds and changes nothing."""
    return _undone(call, proceed, lambda _, before: before)


@defect("persistence", "cancel_policy")
def cancelled_at_an_old_time(call: Call, proceed: Handler) -> Answer:
    """A cancellation leaves `updated_at` as it was, so no poll finds it."""
    return _undone(
        call, proceed, lambda now, before: now | {"updated_at": before["updated_at"]}, all_of=False
    )


@defect("persistence", "update_policy")
def change_after_cancellation(call: Call, proceed: Handler) -> Answer:
    """A cancelled policy can be updated."""
    store = call.parts.store
    policy = store.policy(call.path_parameters["policyId"])
    if policy is None or policy.get("status") != "cancelled":
        return proceed(call)
    store.add_policies([policy | {"status": "paid"}], live=False)
    answer = proceed(_without_header(call, "if-match"))
    changed = store.policy(policy["id"]) or policy
    store.add_policies([changed | {"status": "cancelled"}], live=False)
    return answer


@defect("persistence", "reactivate_policy")
def reactivation_refused(call: Call, proceed: Handler) -> Answer:  # noqa: ARG001
    """A cancellation cannot be undone."""
    return call.refuse(409, "This policy is cancelled.")


@defect("concurrency", "get_policy_v2")
def etag_constant(call: Call, proceed: Handler) -> Answer:
    """Every version of a policy has the same ETag."""
    answer = proceed(call)
    if "ETag" in answer.headers:
        answer.headers["ETag"] = "tpv_00000000000000000000000000000"
    return answer


@defect("headers", "get_policy_v2")
def etag_missing(call: Call, proceed: Handler) -> Answer:
    """A policy by v2 comes without ETag."""
    answer = proceed(call)
    answer.headers.pop("ETag", None)
    return answer


@defect("concurrency", "update_policy", "cancel_policy")
def if_match_ignored(call: Call, proceed: Handler) -> Answer:
    """A change of any version is accepted."""
    return proceed(_without_header(call, "if-match"))


@defect("concurrency", "update_policy", "cancel_policy")
def if_unmodified_since_ignored(call: Call, proceed: Handler) -> Answer:
    """A change is accepted even if the policy was changed since it was read."""
    return proceed(_without_header(call, "if-unmodified-since"))


# Leads and files


@defect("persistence", "create_lead")
def quote_of_lead_lost(call: Call, proceed: Handler) -> Answer:
    """A lead does not hold the price that it was created with."""
    answer = proceed(call)
    if answer.status in {200, 201}:
        answer.payload["quote"] = None
    return answer


@defect("required", "create_media", "create_media_v2")
def media_id_missing(call: Call, proceed: Handler) -> Answer:
    """The record of a file has no id to upload its content to."""
    answer = proceed(call)
    if answer.status in {200, 201}:
        answer.payload = _without(answer.payload, "id")
    return answer


@defect("persistence", "upload_media", "upload_media_v2")
def upload_lost(call: Call, proceed: Handler) -> Answer:
    """The content of a file is accepted but not stored."""
    media_id = call.path_parameters["mediaId"]
    before = call.parts.store.document("media", media_id)
    answer = proceed(call)
    if before is not None:
        call.parts.store.put_document("media", media_id, before)
    return answer


@defect("persistence", "get_lead")
def lead_never_ready(call: Call, proceed: Handler) -> Answer:
    """The documents of a lead are never created."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload |= {"status": "pending", "assets": []}
    return answer


@defect("persistence", "attach_media")
def attached_file_lost(call: Call, proceed: Handler) -> Answer:
    """An attached file is missing from its policy."""
    return _undone(call, proceed, lambda now, _: now)


@defect("limit", "upload_receipt")
def receipt_too_large_accepted(call: Call, proceed: Handler) -> Answer:
    """A receipt of 5 MB or more is accepted."""
    # Its size is all that is wrong with it: the beginning of it is taken.
    return proceed(replace(call, body=call.body[:2000] + _last_line(call.body)))


@defect("validation", "upload_receipt")
def receipt_of_any_type_accepted(call: Call, proceed: Handler) -> Answer:
    """A receipt that is neither a PDF nor a picture is accepted."""
    other = re.sub(rb"(?i)content-type: text/[a-z]+", b"Content-Type: image/png", call.body)
    return proceed(replace(call, body=other))


# Tables


@defect("cursor loss", "list_dataset_items")
def dataset_cursor_skips(call: Call, proceed: Handler) -> Answer:
    """`next` starts a row late."""
    return _cursor_moved(proceed(call), 1)


@defect("cursor loop", "list_dataset_items")
def dataset_cursor_repeats(call: Call, proceed: Handler) -> Answer:
    """`next` starts a row early, so each page repeats one."""
    return _cursor_moved(proceed(call), -1)


@defect("links", "list_dataset_items", "list_distinct_values")
def dataset_link_missing(call: Call, proceed: Handler) -> Answer:
    """A page of a table has no link to the next one."""
    answer = proceed(call)
    answer.headers.pop("Link", None)
    return answer


@defect("limit", "list_dataset_items", "list_distinct_values")
def dataset_limit_ignored(call: Call, proceed: Handler) -> Answer:
    """Every page of a table has the default size."""
    answer = proceed(call)
    return proceed(call.without_parameters("limit")) if answer.status == 200 else answer


@defect("filter", "list_dataset_items")
def dataset_query_ignored(call: Call, proceed: Handler) -> Answer:
    """Conditions on the rows of a table have no effect."""
    answer = proceed(call)
    return proceed(call.without_parameters("query")) if answer.status == 200 else answer


@defect("order", "list_dataset_items")
def dataset_sort_ignored(call: Call, proceed: Handler) -> Answer:
    """The rows of a table keep their own order."""
    answer = proceed(call)
    return proceed(call.without_parameters("sort")) if answer.status == 200 else answer


@defect("persistence", "get_dataset_item")
def another_row(call: Call, proceed: Handler) -> Answer:
    """A row read on its own holds the fields of another one."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload["data"]["price"] = -1
    return answer


@defect("type", "get_index_price")
def index_price_as_number(call: Call, proceed: Handler) -> Answer:
    """The price of an index is a number instead of decimal text."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload["quote_price"] = float(answer.payload["quote_price"])
    return answer


# Deliveries


@defect("webhooks", "create_payment", *_CHANGES)
def webhook_not_sent(call: Call, proceed: Handler) -> Answer:
    """A change sends no webhook."""
    return _altered(call, proceed, lambda _: None)


@defect("webhooks", "create_payment", *_CHANGES)
def webhook_signature_wrong(call: Call, proceed: Handler) -> Answer:
    """Deliveries are signed with another secret."""
    signature = {"X-KASKO-Signature": "sha1=" + 40 * "0"}
    return _altered(
        call, proceed, lambda sent: replace(sent, headers={**sent.headers, **signature})
    )


@defect("webhooks", "create_payment", *_CHANGES)
def webhook_body_altered(call: Call, proceed: Handler) -> Answer:
    """The body of a delivery is not the one that was signed."""
    return _altered(call, proceed, lambda sent: replace(sent, body=sent.body + b" "))


def _body(call: Call) -> Document:
    """The JSON object of a request; an empty one where there is none."""
    try:
        body: Any = json.loads(call.body)
    except ValueError:
        return {}
    return cast("Document", body) if isinstance(body, dict) else {}


def _with_body(call: Call, body: Document) -> Call:
    return replace(call, body=json.dumps(body).encode())


def _with_members(call: Call, **members: str) -> Call:
    return _with_body(call, _body(call) | members)


def _with_key(call: Call, key: str) -> Call:
    return call.with_header("Authorization", f"Bearer {key}")


def _without_header(call: Call, name: str) -> Call:
    kept = {key: value for key, value in call.headers.items() if key != name}
    return replace(call, headers=type(call.headers)(kept))


def _without(document: Document, name: str) -> Document:
    return {key: value for key, value in document.items() if key != name}


def _undone(
    call: Call,
    proceed: Handler,
    keep: Callable[[Document, Document], Document],
    *,
    all_of: bool = True,
) -> Answer:
    """The answer to a change, of which the store keeps only a part.

    `keep` makes the policy to store out of the changed one and the one before; `all_of` also takes
    back what v2 alone shows.
    """
    store = call.parts.store
    policy_id = call.path_parameters["policyId"]
    before, details = store.policy(policy_id), store.document("policy_details", policy_id)
    answer = proceed(call)
    now = store.policy(policy_id)
    if before is not None and now is not None and answer.status < 300:
        store.add_policies([keep(now, before)], live=False)
        if all_of and details is not None:
            store.put_document("policy_details", policy_id, details)
        elif all_of:
            store.drop_document("policy_details", policy_id)
    return answer


def _last_line(body: bytes) -> bytes:
    """What ends a form."""
    return b"\r\n" + body.rstrip(b"\r\n").rpartition(b"\r\n")[2] + b"\r\n"


def _cursor_moved(answer: Answer, rows: int) -> Answer:
    def moved(found: re.Match[str]) -> str:
        place = DEVICES.rows.index(found[1]) + rows
        return f"starting_after={DEVICES.rows[max(0, min(place, len(DEVICES.rows) - 1))]}"

    link = answer.headers.get("Link", "")
    if any(row in link for row in DEVICES.rows):
        answer.headers["Link"] = re.sub(r"starting_after=(dai_[0-9]+)", moved, link)
    return answer


def _altered(call: Call, proceed: Handler, alter: Callable[[Sent], Sent | None]) -> Answer:
    """The answer to a call after which deliveries are altered, or not sent."""
    if call.parts.webhooks is not None:
        call.parts.webhooks.alter = alter
    return proceed(call)
