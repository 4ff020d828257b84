"""Seeded defects: each a way in which a provider breaks its contract, switched on by name.

A defect is an interceptor around one or more operations. Its name is the function's, its
description the docstring. A contract test that stays green with a defect on does not test.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs

from .document import Document
from .exchange import Answer, Call, Handler, Interceptor
from .faults import records_of
from .kasko import self_link
from .spec import Provider, load
from .store import OnChange, Record, unix_second

_POLICIES = ("list_policies", "get_policy")
_RECORDS = (
    "list_risk_items",
    "get_risk_item",
    "list_claims",
    "get_claim",
    "list_claim_events",
    "list_orders",
)
_CHANNEL_READS = (
    "list_policies",
    "list_packages",
    "list_variants",
    "get_variant",
    "list_coverages",
    "get_coverage",
    "list_users",
    "list_channel_risk_items",
)
_UPLOADS = ("upload_risk_item_assets", "upload_claim_assets")
_STEPS = ("answer_workflow_step", "answer_workflow_step_form")
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Defect:
    """A named way to break the contract."""

    name: str
    kind: str
    """The class of check that has to see it: type, paging, auth and so on."""
    description: str
    operations: tuple[str, ...]
    interceptor: Interceptor
    owner: Provider | None = None
    """Whose operations they are, where both APIs have some of these names."""

    @property
    def api(self) -> Provider:
        """The API that the defect breaks."""
        ids = {operation.id for operation in load("kasko").operations}
        own = self.owner is None and ids.issuperset({*self.operations} - {"unknown"})
        return "kasko" if own else "insurehero"

    def concerns(self, call: Call) -> bool:
        """Whether the defect touches this call."""
        inside = call.path.startswith("/api/shield/")
        return call.operation in self.operations and inside == (self.api == "insurehero")


DEFECTS: dict[str, Defect] = {}
"""All defects by name."""


def select(names: Iterable[str]) -> tuple[Defect, ...]:
    """The defects of these names, in the order of the registry; ValueError for an unknown one."""
    wanted = set(names)
    if unknown := sorted(wanted - DEFECTS.keys()):
        raise ValueError(f"unknown defects {unknown}; known are {sorted(DEFECTS)}")
    return tuple(defect for name, defect in DEFECTS.items() if name in wanted)


def defect(
    kind: str, *operations: str, owner: Provider | None = None
) -> Callable[[Interceptor], Interceptor]:
    """Enter an interceptor into the registry, under its own name."""

    def register(interceptor: Interceptor) -> Interceptor:
        name = interceptor.__name__
        description = " ".join((interceptor.__doc__ or "").split())
        DEFECTS[name] = Defect(name, kind, description, operations, interceptor, owner)
        return interceptor

    return register


# Shape


@defect("type", *_POLICIES)
def amount_as_text(call: Call, proceed: Handler) -> Answer:
    """`amount` of a policy is text instead of an integer."""
    return _each(proceed(call), lambda policy: policy | {"amount": str(policy["amount"])})


@defect("required", *_POLICIES)
def email_missing(call: Call, proceed: Handler) -> Answer:
    """Policies lack `email`, which the attribute table lists."""
    return _each(proceed(call), lambda policy: _without(policy, "email"))


@defect("null", *_POLICIES)
def updated_at_null(call: Call, proceed: Handler) -> Answer:
    """`updated_at` of a policy is null, so polling does not work."""
    return _each(proceed(call), lambda policy: policy | {"updated_at": None})


@defect("enum", *_POLICIES)
def status_outside_enum(call: Call, proceed: Handler) -> Answer:
    """`status` of a policy is neither paid nor cancelled."""
    return _each(proceed(call), lambda policy: policy | {"status": "pending"})


@defect("format", *_POLICIES)
def timestamp_without_offset(call: Call, proceed: Handler) -> Answer:
    """`created_at` of a policy has no `T` and no offset."""
    return _each(proceed(call), lambda policy: policy | {"created_at": "2015-10-09 17:20:43"})


@defect("headers", *_POLICIES, "unknown")
def request_id_missing(call: Call, proceed: Handler) -> Answer:
    """Responses lack X-Request-Id."""
    answer = proceed(call)
    answer.headers.pop("X-Request-Id", None)
    return answer


@defect("headers", "unknown")
def allow_missing(call: Call, proceed: Handler) -> Answer:
    """A 405 has no Allow header."""
    answer = proceed(call)
    answer.headers.pop("Allow", None)
    return answer


@defect("status", "list_policies")
def created_instead_of_ok(call: Call, proceed: Handler) -> Answer:
    """Reading a list returns 201."""
    answer = proceed(call)
    answer.status = 201 if answer.status == 200 else answer.status
    return answer


@defect("content type", *_POLICIES)
def html_content_type(call: Call, proceed: Handler) -> Answer:
    """JSON has the content type text/html."""
    answer = proceed(call)
    answer.media_type = "text/html; charset=utf-8"
    return answer


@defect("errors", *_POLICIES)
def error_body_reshaped(call: Call, proceed: Handler) -> Answer:
    """Errors have the shape of 2015, with all members inside `error`."""
    answer = proceed(call)
    if answer.status >= 400:
        answer.payload = {"error": {"httpCode": answer.status, "message": "refused"}}
    return answer


@defect("crash", "list_policies")
def crash_at_smallest_limit(call: Call, proceed: Handler) -> Answer:
    """`limit=1`, the smallest page, returns 500."""
    if call.parameter("limit") == "1":
        return call.refuse(500, "An unexpected fault happened.")
    return proceed(call)


@defect("crash", "list_policies")
def crash_at_distant_since(call: Call, proceed: Handler) -> Answer:
    """A `since` beyond 32 bits returns 500."""
    answer = proceed(call)
    since = call.parameter("since") or ""
    if answer.status == 200 and since.isdecimal() and int(since) >= 2**31:
        return call.refuse(500, "An unexpected fault happened.")
    return answer


@defect("validation", "list_policies")
def validation_off(call: Call, proceed: Handler) -> Answer:
    """Invalid parameters are ignored instead of refused."""
    answer = proceed(call)
    if answer.status == 400:
        return proceed(call.without_parameters("since", "until", "limit"))
    return answer


# Keys and modes


@defect("auth", *_POLICIES)
def auth_not_checked(call: Call, proceed: Handler) -> Answer:
    """Policies are returned without a key, and with any key."""
    return proceed(_with_test_key(call))


@defect("auth", *_POLICIES)
def any_key_accepted(call: Call, proceed: Handler) -> Answer:
    """Policies are returned for any key, known or not; without one they are refused."""
    return proceed(_with_test_key(call) if "authorization" in call.headers else call)


@defect("auth", "get_policy")
def forbidden_reveals_existence(call: Call, proceed: Handler) -> Answer:
    """A policy of the other mode returns 403 and an unknown one 404, which tells them apart."""
    answer = proceed(call)
    known = call.parts.store.policy(call.path_parameters["policyId"], live=True)
    if answer.status == 404 and known is not None:
        return call.refuse(403, "This key may not read this policy.")
    return answer


@defect("modes", *_POLICIES)
def live_data_for_test_key(call: Call, proceed: Handler) -> Answer:
    """A TEST key reads the policies of the LIVE key."""
    key = call.parts.settings.kasko_live_key
    return _instead(call, proceed, call.with_header("Authorization", f"Bearer {key}"))


@defect("modes", *_POLICIES)
def livemode_on_test_data(call: Call, proceed: Handler) -> Answer:
    """`livemode` is true for test policies."""
    return _each(proceed(call), lambda policy: policy | {"livemode": True})


# Paging


@defect("limit", "list_policies")
def limit_ignored(call: Call, proceed: Handler) -> Answer:
    """Every page has the default size."""
    return _instead(call, proceed, call.without_parameters("limit"))


@defect("order", "list_policies")
def order_reversed(call: Call, proceed: Handler) -> Answer:
    """A page runs from the latest change to the earliest."""
    answer = proceed(call)
    records_of(answer).reverse()
    return answer


@defect("filter", "list_policies")
def since_ignored(call: Call, proceed: Handler) -> Answer:
    """`since` has no effect: each poll starts at the beginning."""
    return _instead(call, proceed, call.without_parameters("since"))


@defect("filter", "list_policies")
def until_ignored(call: Call, proceed: Handler) -> Answer:
    """`until` has no effect."""
    return _instead(call, proceed, call.without_parameters("until"))


@defect("filter", "list_policies")
def cancelled_left_out(call: Call, proceed: Handler) -> Answer:
    """Cancelled policies disappear from the list instead of appearing with their new status."""
    answer = proceed(call)
    policies = records_of(answer)
    policies[:] = [policy for policy in policies if policy["status"] != "cancelled"]
    return answer


@defect("cursor loss", "list_policies")
def cursor_skips_ties(call: Call, proceed: Handler) -> Answer:
    """`next` starts a second late, so policies of a second that two pages share are lost."""
    return _next_moved(proceed(call), 1)


@defect("cursor loss", "list_policies")
def cursor_skips_policies(call: Call, proceed: Handler) -> Answer:
    """`next` starts a week late."""
    return _next_moved(proceed(call), 7 * _DAY)


@defect("cursor loop", "list_policies")
def cursor_repeats(call: Call, proceed: Handler) -> Answer:
    """`next` leads to its own page."""
    answer = proceed(call)
    since = call.parameter("since") or "0"
    return _next_replaced(answer, int(since)) if since.isdecimal() else answer


@defect("cursor loop", "list_policies")
def cursor_goes_back(call: Call, proceed: Handler) -> Answer:
    """`next` leads to a time before the first policy of the page."""
    answer = proceed(call)
    policies = records_of(answer)
    if not policies:
        return answer
    return _next_replaced(answer, unix_second(policies[0]["updated_at"]) - _DAY)


# Links and persistence


@defect("links", *_POLICIES)
def self_link_dead(call: Call, proceed: Handler) -> Answer:
    """The self link of a policy leads to 404."""

    def broken(policy: Document) -> Document:
        own = self_link(policy)
        if own is not None:
            own["href"] += "-gone"
        return policy

    return _each(proceed(call), broken)


@defect("persistence", "get_policy")
def single_read_stale(call: Call, proceed: Handler) -> Answer:
    """Reading a single policy does not show that it was cancelled."""
    return _each(proceed(call), lambda policy: policy | {"status": "paid"})


# InsureHero


@defect("type", "authorize")
def token_not_text(call: Call, proceed: Handler) -> Answer:
    """`data` of authorize is an object that holds the token."""
    answer = proceed(call)
    if answer.status == 200:
        answer.payload = {"data": {"accessToken": answer.payload["data"]}}
    return answer


@defect("auth", "authorize")
def api_key_not_checked(call: Call, proceed: Handler) -> Answer:
    """Any API key gets a token."""
    return proceed(call.with_header("x-api-key", call.parts.settings.insurehero_key))


@defect("auth", *_RECORDS)
def token_not_checked(call: Call, proceed: Handler) -> Answer:
    """Records are returned without a token, and with any token."""
    return proceed(_with_fresh_token(call))


@defect("auth", *_RECORDS)
def expired_token_accepted(call: Call, proceed: Handler) -> Answer:
    """A token still works after its hour."""
    token = call.headers.get("authorization", "").partition(" ")[2]
    if call.parts.tokens.state(token) == "expired":
        return proceed(_with_fresh_token(call))
    return proceed(call)


@defect("auth", "authorize")
def token_short_lived(call: Call, proceed: Handler) -> Answer:
    """A token ends after a minute instead of an hour."""
    answer = proceed(call)
    if answer.status == 200:
        call.parts.tokens.limit(answer.payload["data"], 60)
    return answer


@defect("required", "list_claims", "get_claim")
def claim_id_missing(call: Call, proceed: Handler) -> Answer:
    """Claims have no `id`."""
    return _each(proceed(call), lambda claim: _without(claim, "id"))


@defect("type", "list_orders")
def order_prices_as_numbers(call: Call, proceed: Handler) -> Answer:
    """The amounts of an order are numbers instead of decimal text."""
    return _each(proceed(call), lambda order: order | {"total_gross_price": 10.0})


@defect("filter", "list_risk_items", "list_claims")
def from_ignored(call: Call, proceed: Handler) -> Answer:
    """Every page starts at the first record."""
    first = str(call.parts.settings.insurehero.first_index)
    return _instead(call, proceed, _with_parameter(call, "from", first))


@defect("limit", "list_risk_items", "list_claims")
def to_ignored(call: Call, proceed: Handler) -> Answer:
    """Every page has a hundred records."""
    answer = proceed(call)
    if answer.status != 200:
        return answer
    end = int(call.parameter("from") or 0) + 99
    return proceed(_with_parameter(call, "to", str(end)))


@defect("validation", "list_risk_items", "list_claims")
def range_not_required(call: Call, proceed: Handler) -> Answer:
    """A page is returned without `from`, or without `to`."""
    for name, value in (("from", "0"), ("to", "99")):
        if call.parameter(name) is None:
            call = _with_parameter(call, name, value)
    return proceed(call)


@defect("filter", "list_orders")
def search_by_ignored(call: Call, proceed: Handler) -> Answer:
    """`searchBy=uid` still finds the risk item by `id`."""
    return _instead(call, proceed, call.without_parameters("searchBy"))


@defect("errors", "authorize", *_RECORDS)
def details_missing(call: Call, proceed: Handler) -> Answer:
    """Errors have no `details`."""
    answer = proceed(call)
    if answer.status >= 400:
        answer.payload = _without(answer.payload, "details")
    return answer


# InsureHero's channel part


@defect("auth", "authorize_channel")
def channel_key_not_checked(call: Call, proceed: Handler) -> Answer:
    """Any API key gets a token of the channel part."""
    return proceed(call.with_header("x-api-key", call.parts.settings.insurehero_channel_key))


@defect("auth", *_CHANNEL_READS)
def other_token_accepted(call: Call, proceed: Handler) -> Answer:
    """A token of the integrations part also works in the channel part."""
    token = call.headers.get("authorization", "").partition(" ")[2]
    if call.parts.tokens.state(token) == "valid":
        return proceed(_with_channel_token(call))
    return proceed(call)


@defect("auth", *_CHANNEL_READS)
def channel_token_not_checked(call: Call, proceed: Handler) -> Answer:
    """The channel's records are returned without a token, and with an invented one."""
    token = call.headers.get("authorization", "").partition(" ")[2]
    if call.parts.tokens.state(token) == "valid":
        return proceed(call)
    return proceed(_with_channel_token(call))


@defect("filter", "list_policies", owner="insurehero")
def holder_ignored(call: Call, proceed: Handler) -> Answer:
    """`holderId` has no effect: the policies of all holders are returned."""
    return _instead(call, proceed, call.without_parameters("holderId"))


@defect("filter", "list_user_claims")
def user_search_by_ignored(call: Call, proceed: Handler) -> Answer:
    """`searchBy=uid` still finds the user by `id`."""
    return _instead(call, proceed, call.without_parameters("searchBy"))


@defect("limit", "list_packages")
def packages_to_ignored(call: Call, proceed: Handler) -> Answer:
    """Every range of packages has a hundred records."""
    answer = proceed(call)
    if answer.status != 200:
        return answer
    end = int(call.parameter("from") or 0) + 99
    return proceed(_with_parameter(call, "to", str(end)))


@defect("secrets", "list_users", "get_user_by_email")
def password_of_user_shown(call: Call, proceed: Handler) -> Answer:
    """Users are returned with a one-time password."""
    return _each(proceed(call), lambda user: user | {"otp": "000000"})


@defect("auth", "verify_otp")
def any_password_accepted(call: Call, proceed: Handler) -> Answer:
    """Any code is accepted."""
    try:
        code = call.parts.passwords.code(call.path_parameters["userId"])
    except KeyError:
        return proceed(call)
    return proceed(_with_json(call, {"otp": code}))


@defect("auth", "verify_otp")
def password_accepted_twice(call: Call, proceed: Handler) -> Answer:
    """A used code is accepted again."""
    contact = call.path_parameters["userId"]
    answer = proceed(call)
    if answer.status == 200:
        call.parts.passwords.send(contact, json.loads(call.body)["otp"])
    return answer


@defect("required", "verify_otp")
def user_token_missing(call: Call, proceed: Handler) -> Answer:
    """The right code returns no token for the user."""
    return _each(proceed(call), lambda proof: _without(proof, "message"))


@defect("persistence", "register_user")
def registration_lost(call: Call, proceed: Handler) -> Answer:
    """A registration is confirmed but not stored."""
    store, email = call.parts.store, call.path_parameters["userId"]
    known = store.matching("users", "email", email)
    answer = proceed(call)
    store.add_records("users", [Record(user["id"], user) for user in known])
    return answer


@defect("persistence", "list_channel_risk_items")
def new_risk_item_not_listed(call: Call, proceed: Handler) -> Answer:
    """Risk items created through the API are missing from the channel's list."""
    answer = proceed(call)
    items = records_of(answer)
    items[:] = [item for item in items if not str(item.get("uid")).startswith("NEW-")]
    return answer


@defect("validation", "create_risk_item")
def unknown_policy_accepted(call: Call, proceed: Handler) -> Answer:
    """A risk item is created for a policy that does not exist."""
    answer = proceed(call)
    if answer.status != 404:
        return answer
    known = call.parts.store.records("channel_policies", offset=0, limit=1)[0]["uid"]
    return proceed(_with_json(call, json.loads(call.body) | {"policy_uid": known}))


@defect("webhooks", "create_risk_item")
def hint_not_sent(call: Call, proceed: Handler) -> Answer:
    """A new risk item sends no webhook."""

    def nobody(*_: object) -> None: ...

    return _telling(call, proceed, nobody)


@defect("webhooks", "create_risk_item")
def webhook_names_order(call: Call, proceed: Handler) -> Answer:
    """The webhook of a new order has the id of the order instead of the risk item."""
    tell = call.parts.store.on_change

    def without_parent(
        kind: str, how: Literal["inserted", "updated"], record: Document, _: str | None
    ) -> None:
        tell(kind, how, record, None)

    return _telling(call, proceed, without_parent)


@defect("files", *_UPLOADS)
def refused_file_reported_taken(call: Call, proceed: Handler) -> Answer:
    """A refused file is reported as accepted."""
    return _each(proceed(call), lambda result: result | {"success": True})


@defect("files", *_UPLOADS)
def any_type_accepted(call: Call, proceed: Handler) -> Answer:
    """Files of any type are accepted."""
    return proceed(replace(call, body=call.body.replace(b"text/plain", b"image/png")))


@defect("files", *_UPLOADS)
def only_first_file_taken(call: Call, proceed: Handler) -> Answer:
    """Of several files only the first one is stored and reported."""
    answer = proceed(call)
    del records_of(answer)[1:]
    return answer


@defect("files", *_UPLOADS)
def file_altered(call: Call, proceed: Handler) -> Answer:
    """A file is stored without its zero bytes."""
    return proceed(replace(call, body=call.body.replace(b"\x00", b"")))


@defect("persistence", *_STEPS)
def workflow_stuck(call: Call, proceed: Handler) -> Answer:
    """A step stays current after a right answer."""
    store, claim_id = call.parts.store, call.path_parameters["claimId"]
    before = store.record("workflows", claim_id)
    answer = proceed(call)
    if before is not None:
        store.add_records("workflows", [Record(claim_id, before)])
    return answer


@defect("validation", *_STEPS)
def wrong_step_accepted(call: Call, proceed: Handler) -> Answer:
    """A workflow goes on after an answer that lacks what the step requires."""
    answer = proceed(call)
    claim_id = call.path_parameters["claimId"]
    held = call.parts.store.record("workflows", claim_id)
    if answer.status != 422 or held is None or held["current_step"] is None:
        return answer
    following = dict(zip(held["workflow"], [*list(held["workflow"])[1:], None], strict=True))
    held["current_step"] = following[held["current_step"]]
    call.parts.store.add_records("workflows", [Record(claim_id, held)])
    return Answer(200, {"data": held})


def _each(answer: Answer, change: Callable[[Document], Document]) -> Answer:
    """The answer with every record of a success changed."""
    for record in records_of(answer):
        changed = change(dict(record))
        record.clear()
        record.update(changed)
    return answer


def _instead(call: Call, proceed: Handler, other: Call) -> Answer:
    """The answer to another call, where this one would be answered well."""
    answer = proceed(call)
    return proceed(other) if answer.status == 200 else answer


def _without(document: Document, name: str) -> Document:
    return {key: value for key, value in document.items() if key != name}


def _with_test_key(call: Call) -> Call:
    return call.with_header("Authorization", f"Bearer {call.parts.settings.kasko_key}")


def _with_fresh_token(call: Call) -> Call:
    return call.with_header("Authorization", f"Bearer {call.parts.tokens.issue()}")


def _with_channel_token(call: Call) -> Call:
    return call.with_header("Authorization", f"Bearer {call.parts.channel_tokens.issue()}")


def _with_json(call: Call, body: Document) -> Call:
    return replace(call, body=json.dumps(body).encode())


def _telling(call: Call, proceed: Handler, tell: OnChange) -> Answer:
    """The answer to a call whose changes are told of in another way."""
    store = call.parts.store
    usual, store.on_change = store.on_change, tell
    try:
        return proceed(call)
    finally:
        store.on_change = usual


def _with_parameter(call: Call, name: str, value: str) -> Call:
    rest = call.without_parameters(name)
    return replace(rest, query=(*rest.query, (name, value)))


def _next_moved(answer: Answer, seconds: int) -> Answer:
    since = _next_since(answer)
    return answer if since is None else _next_replaced(answer, since + seconds)


def _next_replaced(answer: Answer, since: int) -> Answer:
    """The answer with another cursor in its `next`, if it has one."""
    old = _next_since(answer)
    if old is not None:
        link = _links(answer)["next"]
        link["href"] = link["href"].replace(f"since={old}", f"since={since}")
    return answer


def _next_since(answer: Answer) -> int | None:
    href: str = _links(answer).get("next", {}).get("href", "")
    since = parse_qs(href.partition("?")[2]).get("since")
    return int(since[0]) if since else None


def _links(answer: Answer) -> Document:
    if answer.status != 200:
        return {}
    links: Document = answer.payload.get("_links") or answer.payload["_embedded"].get("_links", {})
    return links
