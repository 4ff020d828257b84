"""Ways in which a provider may break its contract, put in by a proxy.

They share no code with the mock or the runner: each changes requests or answers as they pass. The
name of the walk that is taken, and of the check that has to see the defect, stand beside it.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

from provider.proxy import Ask, Defect, Got, Sent

_POLICIES = "/policies"
_CLAIMS = "/api/shield/integrations/v1/claims"
_ITEMS = "/api/shield/integrations/v1/risk-items"
_ORDERS = "/api/shield/integrations/v1/orders/"
_CHANNEL = "/api/shield/v1"
_V2 = "application/vnd.kasko.v2+json"
Api = Literal["kasko", "insurehero"]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A defect, and who has to see it."""

    api: Api
    walk: str
    """The walks to take, apart by blanks; none for Schemathesis."""
    check: str
    make: Callable[[], Defect]
    """A fresh defect, as some of them remember."""
    operations: tuple[str, ...] = ()
    """What Schemathesis is given."""


FOREIGN: dict[str, Foreign] = {}
"""All of them by name."""


def _seen_by(
    api: Api, walk: str, check: str = "", *operations: str
) -> Callable[[Callable[[], Defect]], Callable[[], Defect]]:
    def enter(make: Callable[[], Defect]) -> Callable[[], Defect]:
        seen_by = check or (walk.split() or [""])[-1]
        FOREIGN[make.__name__] = Foreign(api, walk, seen_by, make, operations)
        return make

    return enter


def _answers(
    name: str,
    api: Api,
    walk: str,
    check: str,
    when: Callable[[Sent], bool],
    edit: Callable[[Got], Got],
    *operations: str,
) -> None:
    """A defect that changes the answers to some requests."""

    def make() -> Defect:
        def defect(sent: Sent, ask: Ask) -> Got:
            got = ask(sent)
            return edit(got) if when(sent) else got

        return defect

    make.__name__ = name
    _seen_by(api, walk, check, *operations)(make)


def _requests(
    name: str,
    api: Api,
    walk: str,
    check: str,
    when: Callable[[Sent], bool],
    edit: Callable[[Sent], Sent],
    *operations: str,
) -> None:
    """A defect that hears other requests than were sent."""

    def make() -> Defect:
        return lambda sent, ask: ask(edit(sent) if when(sent) else sent)

    make.__name__ = name
    _seen_by(api, walk, check, *operations)(make)


def _is(method: str, path: str, **query: str) -> Callable[[Sent], bool]:
    """Whether a request has this method, and a path that this expression covers."""
    return lambda sent: (
        sent.method == method
        and re.fullmatch(path, sent.path.rstrip("/")) is not None
        and all(sent.get(name) == value for name, value in query.items())
    )


_list = _is("GET", _POLICIES)
_single = _is("GET", f"{_POLICIES}/[^/]+")


def _first_form(sent: Sent) -> bool:
    return _single(sent) and _V2 not in sent.headers.get("accept", "")


def _second_form(sent: Sent) -> bool:
    return _single(sent) and _V2 in sent.headers.get("accept", "")


def _items(edit: Callable[[list[Any]], Any]) -> Callable[[Got], Got]:
    """Change the policies of a page."""

    def change(page: Any) -> None:
        page["_embedded"]["item"] = edit(page["_embedded"]["item"])

    return lambda got: got.edited(change)


def _data(edit: Callable[[Any], Any]) -> Callable[[Got], Got]:
    """Change `data` of an answer."""

    def change(body: Any) -> None:
        changed = edit(body["data"])
        body["data"] = body["data"] if changed is None else changed

    return lambda got: got.edited(change)


def _set(**members: Any) -> Callable[[Any], None]:
    return lambda record: record.update(members)


def _every_tenth_less(items: list[Any]) -> list[Any]:
    return [one for row, one in enumerate(items, 1) if row % 10]


def _links(edit: Callable[[str], str], name: str = "next") -> Callable[[Got], Got]:
    def change(page: Any) -> None:
        links = page.get("_links") or page["_embedded"].get("_links") or {}
        if name in links:
            links[name]["href"] = edit(links[name]["href"])

    return lambda got: got.edited(change)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _question_marks(sent: Sent) -> Sent:
    text = sent.body.decode("utf-8")
    if sent.json is not None:
        text = json.dumps(sent.json, ensure_ascii=False)
    return replace(sent, body=text.encode("ascii", "replace"))


def _without_accents(sent: Sent) -> Sent:
    text = json.dumps(sent.json, ensure_ascii=False)
    return replace(sent, body=_ascii(text).encode())


def _key(sent: Sent) -> str:
    scheme, _, value = sent.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return base64.b64decode(value).decode("utf-8", "replace").partition(":")[0]
    return value


def _by_key(sent: Sent, key: str) -> Sent:
    return sent.saying(authorization=f"Bearer {key}")


# Windows and bounds of KASKO's list

_requests(
    "until_loses_a_minute",
    "kasko",
    "bounds_to_the_second",
    "",
    lambda s: _list(s) and (s.get("until") or "").isdigit(),
    lambda s: s.asking(until=str(int(s.get("until") or 0) - 60)),
)
_requests(
    "since_gains_a_minute",
    "kasko",
    "bounds_to_the_second",
    "",
    lambda s: _list(s) and (s.get("since") or "").isdigit(),
    lambda s: s.asking(since=str(int(s.get("since") or 0) + 60)),
)
_requests(
    "until_goes_on_for_a_minute",
    "kasko",
    "bounds_to_the_second",
    "",
    lambda s: _list(s) and (s.get("until") or "").isdigit(),
    lambda s: s.asking(until=str(int(s.get("until") or 0) + 58)),
)
_requests(
    "offset_of_since_dropped",
    "kasko",
    "iso_is_epoch",
    "",
    lambda s: _list(s) and ":" in (s.get("since") or ""),
    lambda s: s.asking(since=(s.get("since") or "")[:19] + "+00:00"),
)
_requests(
    "offset_of_until_dropped",
    "kasko",
    "iso_is_epoch",
    "",
    lambda s: _list(s) and ":" in (s.get("until") or ""),
    lambda s: s.asking(until=(s.get("until") or "")[:19] + "Z"),
)
_requests(
    "since_as_iso_ignored",
    "kasko",
    "iso_is_epoch",
    "",
    lambda s: _list(s) and ":" in (s.get("since") or ""),
    lambda s: s.asking(since=None),
)
_answers(
    "default_until_is_1970",
    "kasko",
    "bounds_to_the_second",
    "",
    _is("GET", _POLICIES, until="0"),
    lambda got: got.edited(lambda _: {"_embedded": {"item": []}}),
)
_answers(
    "usual_pages_lose_their_last",
    "kasko",
    "windows_agree",
    "page_links",
    lambda s: _list(s) and s.get("since") is not None and s.get("limit") in {None, "20"},
    _items(lambda items: items[:19]),
)
_answers(
    "times_say_another_zone",
    "kasko",
    "bounds_to_the_second",
    "",
    lambda s: _list(s) or _first_form(s),
    lambda got: replace(got, body=got.body.replace(b"+0000", b"+0100")),
)
_answers(
    "every_tenth_policy_missing", "kasko", "windows_agree", "", _list, _items(_every_tenth_less)
)
_answers(
    "last_of_a_hundred_lost",
    "kasko",
    "windows_agree",
    "page_links",
    _list,
    _items(lambda items: items[:99] if len(items) == 100 else items),
)
_answers(
    "first_of_small_pages_lost",
    "kasko",
    "windows_agree",
    "",
    _list,
    _items(lambda items: items[2:] if 20 < len(items) < 40 else items),
)
_answers(
    "small_pages_say_they_are_the_last",
    "kasko",
    "windows_agree",
    "",
    _is("GET", _POLICIES, limit="30"),
    lambda got: got.edited(lambda page: page["_links"].pop("next", None) and None),
)
_answers(
    "large_pages_run_backwards",
    "kasko",
    "windows_agree",
    "page_order",
    _list,
    _items(lambda items: items[::-1]),
)
_requests(
    "one_more_than_the_limit",
    "kasko",
    "links_lead_where_they_say",
    "page_size",
    lambda s: _list(s) and s.get("limit") is not None,
    lambda s: s.asking(limit=str(int(s.get("limit") or 0) + 1)),
)
_requests(
    "usual_page_of_fifty",
    "kasko",
    "links_lead_where_they_say",
    "page_size",
    lambda s: _list(s) and s.get("limit") is None,
    lambda s: s.asking(limit="50"),
)
_answers(
    "path_of_next_dead",
    "kasko",
    "links_lead_where_they_say",
    "",
    _list,
    _links(lambda href: href.replace("/policies", "/polices")),
)
_answers(
    "next_skips_a_second",
    "kasko",
    "links_lead_where_they_say",
    "page_links",
    _list,
    _links(lambda href: re.sub(r"since=(\d+)", lambda m: f"since={int(m[1]) + 1}", href)),
)
_answers(
    "prev_needs_another_path",
    "kasko",
    "links_lead_where_they_say",
    "",
    _list,
    _links(lambda href: href.replace("/policies", "/v1/policies"), "prev"),
)

# Keys of KASKO, TEST and LIVE


@_seen_by("kasko", "key_to_the_letter")
def wrong_key_with_the_right_prefix() -> Defect:
    """Any key that starts like a TEST key opens."""

    def defect(sent: Sent, ask: Ask) -> Got:
        return ask(_by_key(sent, "sk_test_mock") if _key(sent).startswith("sk_test_") else sent)

    return defect


@_seen_by("kasko", "key_to_the_letter")
def longer_key_accepted() -> Defect:
    """What follows the key is not looked at."""
    right = "sk_test_mock"

    def defect(sent: Sent, ask: Ask) -> Got:
        return ask(_by_key(sent, right) if _key(sent).startswith(right) else sent)

    return defect


_requests(
    "key_in_any_case_opens",
    "kasko",
    "key_to_the_letter",
    "",
    lambda s: _key(s).lower() == "sk_test_mock",
    lambda s: _by_key(s, "sk_test_mock"),
)
_requests(
    "shorter_key_accepted",
    "kasko",
    "key_to_the_letter",
    "",
    lambda s: _key(s) == "sk_test_moc",
    lambda s: _by_key(s, "sk_test_mock"),
)
_requests(
    "any_key_reads_single_policies",
    "kasko",
    "key_to_the_letter",
    "",
    _single,
    lambda s: _by_key(s, "sk_test_mock"),
)


@_seen_by("kasko", "key_to_the_letter")
def cache_answers_any_key() -> Defect:
    """A cache gives whoever asks what the right key has read."""
    kept: dict[object, Got] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        asked = (sent.method, sent.path, sent.query, sent.headers.get("accept"))
        got = kept.get(asked) or ask(sent)
        if sent.method == "GET" and got.status == 200:
            kept[asked] = got
        return got

    return defect


@_seen_by("kasko", "key_to_the_letter")
def bearer_refused() -> Defect:
    """The key counts by Basic alone."""

    def defect(sent: Sent, ask: Ask) -> Got:
        bearer = sent.headers.get("authorization", "").lower().startswith("bearer")
        return ask(sent.saying(authorization="Bearer none") if bearer else sent)

    return defect


_answers(
    "broken_json_breaks_the_server",
    "kasko",
    "broken_json_is_refused",
    "",
    lambda s: s.method == "POST" and s.json is None,
    lambda got: replace(got, status=500),
)
_requests(
    "single_read_knows_basic_alone",
    "kasko",
    "single_is_listed reads_need_their_key",
    "",
    lambda s: _single(s) and s.headers.get("authorization", "").startswith("Bearer"),
    lambda s: _by_key(s, "none"),
)


@_seen_by("kasko", "test_and_live_apart")
def live_key_gets_test_data() -> Defect:
    """A LIVE key is taken for the TEST key."""

    def defect(sent: Sent, ask: Ask) -> Got:
        return ask(_by_key(sent, "sk_test_mock") if "_live_" in _key(sent) else sent)

    return defect


@_seen_by("kasko", "test_and_live_apart")
def live_policy_for_test_key() -> Defect:
    """A policy that is not found is looked for among the real ones."""

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        hidden = _single(sent) and got.status == 404
        return ask(_by_key(sent, "sk_" + "live_mock")) if hidden else got

    return defect


_answers(
    "hidden_policy_is_forbidden",
    "kasko",
    "test_and_live_apart",
    "",
    _single,
    lambda got: replace(got, status=403) if got.status == 404 else got,
)
_answers(
    "test_policies_say_they_are_real",
    "kasko",
    "windows_agree",
    "test_data_only",
    _list,
    _items(lambda items: [one | {"livemode": True} for one in items]),
)

# Single reads of KASKO, headers, forms of answers

_answers(
    "single_read_has_another_price",
    "kasko",
    "single_is_listed",
    "",
    _first_form,
    lambda got: got.edited(_set(amount=1)),
)
_answers(
    "second_form_has_another_name",
    "kasko",
    "single_is_listed",
    "",
    _second_form,
    lambda got: got.edited(_set(last_name="Somebody else")),
)
_answers(
    "second_form_is_the_first",
    "kasko",
    "single_is_listed",
    "shape_of_version",
    _second_form,
    lambda got: got.edited(_set(livemode=False, amount=1)),
)


@_seen_by("kasko", "unknown_policy")
def unknown_policy_is_another() -> Defect:
    """An id that is not known gets the policy that was read last."""
    last: list[Got] = []

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        if _list(sent) and got.status == 200:
            policies = got.json["_embedded"]["item"]
            last[:] = [got.with_json(one) for one in policies[:1]]
        return last[0] if _single(sent) and got.status == 404 and last else got

    return defect


_answers(
    "one_etag_for_all",
    "kasko",
    "etag_names_a_version",
    "",
    _second_form,
    lambda got: replace(got, headers=got.headers | {"etag": '"1"'}),
)


@_seen_by("kasko", "etag_names_a_version")
def etag_of_each_read() -> Defect:
    """Each answer has an ETag of its own."""
    count = [0]

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        count[0] += 1
        if "etag" not in got.headers:
            return got
        return replace(got, headers=got.headers | {"etag": f'"{count[0]}"'})

    return defect


def _as(kind: str) -> Callable[[Got], Got]:
    return lambda got: replace(got, headers=got.headers | {"content-type": kind})


_answers(
    "charset_is_latin",
    "kasko",
    "windows_agree",
    "text_is_utf8",
    _list,
    _as("application/json; charset=iso-8859-1"),
)
_answers(
    "bytes_are_latin",
    "kasko",
    "purchase",
    "text_is_utf8",
    _is("GET", "/offers/[^/]+"),
    lambda got: replace(
        got, body=got.with_json(got.json).body.decode().encode("latin-1", "replace")
    ),
)
_answers(
    "lists_are_plain_text",
    "kasko",
    "windows_agree",
    "content_type_conformance",
    _list,
    _as("text/plain"),
)
_answers(
    "unknown_is_a_web_page",
    "kasko",
    "unknown_policy",
    "content_type_conformance",
    _single,
    lambda got: (
        Got(404, got.headers | {"content-type": "text/html"}, b"<html></html>")
        if got.status == 404
        else got
    ),
)
_answers(
    "request_id_gone",
    "kasko",
    "windows_agree",
    "response_headers_conformance",
    _list,
    lambda got: replace(got, headers={k: v for k, v in got.headers.items() if k != "x-request-id"}),
)
_answers(
    "price_is_text",
    "kasko",
    "windows_agree",
    "response_schema_conformance",
    _list,
    _items(lambda items: [one | {"amount": "1"} for one in items]),
)
_answers(
    "times_lack_their_offset",
    "kasko",
    "windows_agree",
    "response_schema_conformance",
    _list,
    _items(lambda items: [one | {"created_at": "2015-10-10T00:00:00"} for one in items]),
)
_answers(
    "envelope_has_another_name",
    "kasko",
    "windows_agree",
    "response_schema_conformance",
    _list,
    lambda got: got.edited(lambda page: {"items": page["_embedded"]["item"]}),
)
_answers(
    "self_links_lead_elsewhere",
    "kasko",
    "windows_agree",
    "self_link",
    _list,
    _items(
        lambda items: [
            one | {"_links": {"_self": {"href": "https://x/policies/0"}}} for one in items
        ]
    ),
)
_answers(
    "smallest_page_fails",
    "kasko",
    "key_to_the_letter",
    "not_a_server_error",
    _is("GET", _POLICIES, limit="1"),
    lambda got: replace(got, status=500) if got.status == 200 else got,
)
_answers(
    "reads_are_created",
    "kasko",
    "single_is_listed",
    "documented_success",
    _single,
    lambda got: replace(got, status=201) if got.status == 200 else got,
)
_answers(
    "answers_are_no_json",
    "kasko",
    "windows_agree",
    "",
    _list,
    lambda got: replace(got, body=b"<html>busy</html>"),
)

# What is sold and changed at KASKO

_requests(
    "put_ignores_if_match",
    "kasko",
    "stale_versions",
    "",
    lambda s: s.method == "PUT",
    lambda s: s.saying(if_match=None),
)
_requests(
    "patch_ignores_if_match",
    "kasko",
    "stale_versions",
    "",
    lambda s: s.method == "PATCH",
    lambda s: s.saying(if_match=None),
)
_requests(
    "put_ignores_if_unmodified_since",
    "kasko",
    "stale_versions",
    "",
    lambda s: s.method == "PUT",
    lambda s: s.saying(if_unmodified_since=None),
)
_requests(
    "changes_lose_their_letters",
    "kasko",
    "changes",
    "",
    lambda s: s.method == "PATCH",
    _question_marks,
)
_requests(
    "changes_lose_their_accents",
    "kasko",
    "changes",
    "",
    lambda s: s.method == "PATCH",
    _without_accents,
)
_requests(
    "changes_lose_characters_of_four_bytes",
    "kasko",
    "changes",
    "",
    lambda s: s.method == "PATCH",
    lambda s: replace(s, body=re.sub(rb"\\ud83d\\u[0-9a-f]{4}|\xf0...", b"?", s.body)),
)
_requests(
    "changes_are_cut",
    "kasko",
    "changes",
    "",
    lambda s: s.method == "PATCH",
    lambda s: replace(s, body=re.sub(rb'([^"]{200})[^"]+', rb"\1", s.body)),
)
_requests(
    "offers_lose_their_accents",
    "kasko",
    "purchase",
    "",
    _is("POST", _POLICIES),
    _without_accents,
)
_answers(
    "list_keeps_old_addresses",
    "kasko",
    "changes",
    "",
    _list,
    _items(
        lambda items: [
            one | {"email": "holder@example.com"}
            if str(one.get("email", "")).startswith("moved")
            else one
            for one in items
        ]
    ),
)
_answers(
    "update_takes_the_name_along",
    "kasko",
    "changes",
    "",
    _second_form,
    lambda got: got.edited(
        lambda policy: _set(last_name="")(policy) if "moved" in str(policy.get("email")) else None
    ),
)
_answers(
    "cancelled_never_comes_again",
    "kasko",
    "cancellation",
    "",
    _list,
    _items(lambda items: [one for one in items if one.get("status") != "cancelled"]),
)


@_seen_by("kasko", "cancellation")
def cancellation_keeps_its_time() -> Defect:
    """A cancelled policy keeps the time that it had in the list before."""
    times: dict[str, str] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        def old(items: list[Any]) -> list[Any]:
            for one in items:
                if one.get("status") == "cancelled":
                    one["updated_at"] = times.get(one["id"], one["updated_at"])
                else:
                    times[one["id"]] = one["updated_at"]
            return items

        got = ask(sent)
        return _items(old)(got) if _list(sent) else got

    return defect


@_seen_by("kasko", "cancellation")
def cancelled_policy_takes_another_reason() -> Defect:
    """A cancelled policy is cancelled once more."""

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        if sent.method != "PUT" or got.status < 400 or not _is("PUT", f"{_POLICIES}/[^/]+")(sent):
            return got
        ask(replace(sent, method="POST", path=f"{sent.path}/reactivate", body=b""))
        return ask(sent)

    return defect


@_seen_by("kasko", "cancellation")
def reactivation_does_nothing() -> Defect:
    """A reactivation is confirmed and not made."""

    def defect(sent: Sent, ask: Ask) -> Got:
        return Got(204) if sent.path.endswith("/reactivate") else ask(sent)

    return defect


_answers(
    "reasons_are_cut",
    "kasko",
    "cancellation",
    "",
    _second_form,
    lambda got: got.edited(
        lambda one: _set(cancellation_reason=str(one.get("cancellation_reason") or "")[:8])(one)
    ),
)


@_seen_by("kasko", "purchase")
def paid_twice() -> Defect:
    """The second payment of an offer is confirmed like the first."""
    first: dict[str, Got] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        if not _is("POST", "/payments")(sent):
            return ask(sent)
        offer = str((sent.json or {}).get("policy_id"))
        if offer not in first:
            first[offer] = ask(sent)
        return first[offer]

    return defect


_answers(
    "payment_is_for_another_policy",
    "kasko",
    "purchase",
    "",
    _is("GET", "/payments/[^/]+"),
    lambda got: got.edited(_set(policy_id="tpol_00000000000000000000000000ff")),
)
_answers(
    "new_payment_is_for_another_policy",
    "kasko",
    "purchase",
    "",
    _is("POST", "/payments"),
    lambda got: got.edited(_set(policy_id="tpol_00000000000000000000000000ff")),
)
_answers(
    "offer_token_changes",
    "kasko",
    "purchase",
    "",
    _is("GET", "/offers/[^/]+"),
    lambda got: got.edited(lambda one: one.update({"payment_token": "another"})),
)
_answers(
    "days_of_purchase_are_empty",
    "kasko",
    "purchase",
    "",
    _is("GET", "/indexed_policies"),
    lambda got: got.edited(lambda _: []),
)
_answers(
    "offer_can_be_paid_before_approval",
    "kasko",
    "underwriting",
    "",
    _is("POST", _POLICIES),
    lambda got: got.edited(
        lambda one: _set(payment_token=one.get("payment_token") or "early")(one)
    ),
)
_answers(
    "lead_is_never_ready",
    "kasko",
    "leads",
    "",
    _is("GET", "/leads/[^/]+"),
    lambda got: got.edited(_set(status="pending")),
)
_answers(
    "lead_loses_its_price",
    "kasko",
    "leads",
    "",
    _is("POST", "/leads"),
    lambda got: got.edited(_set(quote=None)),
)


@_seen_by("kasko", "files")
def attachment_is_forgotten() -> Defect:
    """A file is said to be attached, and is not."""

    def defect(sent: Sent, ask: Ask) -> Got:
        return Got(204) if re.fullmatch("/policies/[^/]+/media", sent.path) else ask(sent)

    return defect


_answers(
    "lead_forgets_its_data",
    "kasko",
    "leads",
    "",
    _is("GET", "/leads/[^/]+"),
    lambda got: got.edited(_set(data={"access_pin": "1234"})),
)
_answers(
    "lead_loses_its_letters",
    "kasko",
    "leads",
    "",
    _is("GET", "/leads/[^/]+"),
    lambda got: got.edited(lambda lead: lead.update(firstname=_ascii(lead["firstname"]))),
)
_answers(
    "payments_say_they_are_real",
    "kasko",
    "purchase",
    "test_data_only",
    _is("GET", "/payments/[^/]+"),
    lambda got: got.edited(_set(livemode=True)),
)
_answers(
    "any_receipt_is_taken",
    "kasko",
    "files",
    "",
    _is("POST", "/services/baloise_receipt_upload"),
    lambda got: Got(201, got.headers, b"{}"),
)
_answers(
    "knock_out_is_a_mistake",
    "kasko",
    "prices",
    "",
    _is("POST", "/quotes"),
    lambda got: replace(got, status=400) if got.status == 422 else got,
)


@_seen_by("kasko", "keys")
def public_key_reads_policies() -> Defect:
    """A public key is taken for the secret one where policies are read."""

    def defect(sent: Sent, ask: Ask) -> Got:
        public = _key(sent).startswith("pk_") and _single(sent)
        return ask(_by_key(sent, "sk_test_mock") if public else sent)

    return defect


_table = _is("GET", "/datasets/[^/]+/dataset_items")
_answers(
    "last_row_of_pages_lost",
    "kasko",
    "tables",
    "",
    _table,
    lambda got: got.edited(lambda rows: rows[:-1] if len(rows) == 7 else None),
)
_requests(
    "pages_of_rows_forwards_only",
    "kasko",
    "tables",
    "",
    lambda s: _table(s) and s.get("ending_before") is not None,
    lambda s: s.asking(ending_before=None),
)
_answers(
    "row_reads_in_two_ways",
    "kasko",
    "tables",
    "",
    _is("GET", "/dataset_items/[^/]+"),
    lambda got: got.edited(lambda one: one["data"].update(name="Another") or None),
)
_requests(
    "only_the_first_condition_counts",
    "kasko",
    "tables",
    "",
    lambda s: _table(s) and s.get("query") is not None,
    lambda s: s.asking(query=json.dumps(json.loads(s.get("query") or "")[:1])),
)
_requests(
    "bounds_of_conditions_are_left_out",
    "kasko",
    "tables",
    "",
    lambda s: _table(s) and s.get("query") is not None,
    lambda s: s.asking(query=(s.get("query") or "").replace('">="', '">"')),
)
_answers(
    "distinct_values_come_twice",
    "kasko",
    "tables",
    "",
    _is("GET", "/datasets/[^/]+/items_distinct_values"),
    lambda got: got.edited(lambda rows: [*rows[:1], *rows[:1]]),
)

# Ranges, flags and parents of InsureHero

_answers(
    "last_of_a_hundred_claims_lost",
    "insurehero",
    "ranges_of_claims",
    "",
    _is("GET", _CLAIMS),
    _data(lambda claims: claims[:99]),
)
_answers(
    "every_tenth_claim_missing",
    "insurehero",
    "ranges_of_claims",
    "",
    _is("GET", _CLAIMS),
    _data(_every_tenth_less),
)
_requests(
    "ranges_overlap",
    "insurehero",
    "ranges_of_risk_items",
    "",
    _is("GET", _ITEMS),
    lambda s: s.asking(to=str(int(s.get("to") or 0) + 1)),
)
_requests(
    "second_hundred_counts_from_one",
    "insurehero",
    "ranges_of_claims",
    "",
    lambda s: _is("GET", _CLAIMS)(s) and int(s.get("from") or 0) >= 100,
    lambda s: s.asking(
        **{name: str(int(s.get(name) or 0) + 1) for name in ("from", "to")},
    ),
)
_answers(
    "empty_range_is_null",
    "insurehero",
    "ranges_of_risk_items",
    "response_schema_conformance",
    _is("GET", _ITEMS),
    lambda got: got.edited(lambda body: body.update(data=body["data"] or None)),
)
_answers(
    "small_ranges_run_backwards",
    "insurehero",
    "ranges_of_users",
    "",
    _is("GET", f"{_CHANNEL}/users"),
    _data(lambda users: users[::-1]),
)
_requests(
    "flags_of_claims_ignored",
    "insurehero",
    "flags_of_claims",
    "",
    _is("GET", _CLAIMS),
    lambda s: s.asking(comm_info=None, policy_ref=None, general=None),
)
_requests(
    "flag_of_policy_turned_round",
    "insurehero",
    "flags_of_claims",
    "",
    lambda s: _is("GET", _CLAIMS)(s) and s.get("policy_ref") is not None,
    lambda s: s.asking(policy_ref="false" if s.get("policy_ref") == "true" else "true"),
)
_requests(
    "flags_of_one_claim_ignored",
    "insurehero",
    "flags_of_claims",
    "",
    _is("GET", f"{_CLAIMS}/[^/]+"),
    lambda s: s.asking(comm_info=None, policy_ref=None, general=None),
)


_answers(
    "one_claim_tells_what_was_not_asked",
    "insurehero",
    "flags_of_claims",
    "",
    _is("GET", f"{_CLAIMS}/[^/]+", comm_info="false"),
    _data(_set(communications=[])),
)


@_seen_by("insurehero", "events_of_their_claim")
def events_of_another_claim() -> Defect:
    """Each claim has the events of the one before it."""
    asked: list[str] = []

    def defect(sent: Sent, ask: Ask) -> Got:
        if not _is("GET", f"{_CLAIMS}/[^/]+/events")(sent):
            return ask(sent)
        asked.append(sent.path)
        return ask(replace(sent, path=asked[len(asked) // 2]))

    return defect


@_seen_by("insurehero", "orders_of_their_item")
def orders_of_another_item() -> Defect:
    """Each risk item has the orders of the first that was asked for."""
    first: list[Sent] = []

    def defect(sent: Sent, ask: Ask) -> Got:
        if not sent.path.startswith(_ORDERS):
            return ask(sent)
        first.append(sent)
        return ask(first[0])

    return defect


@_seen_by("insurehero", "orders_of_their_item")
def orders_by_uid_are_empty() -> Defect:
    """By uid no orders come."""

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        by_uid = sent.path.startswith(_ORDERS) and sent.get("searchBy") == "uid"
        return _data(lambda _: [])(got) if by_uid else got

    return defect


_answers(
    "single_claim_has_another_state",
    "insurehero",
    "single_claims",
    "",
    _is("GET", f"{_CLAIMS}/[^/]+"),
    _data(_set(status="OTHER")),
)
_answers(
    "single_item_has_another_uid",
    "insurehero",
    "single_risk_items",
    "",
    _is("GET", f"{_ITEMS}/[^/]+"),
    _data(_set(uid="OTHER")),
)
_answers(
    "unknown_claim_is_empty",
    "insurehero",
    "single_claims shield_unknown_ids_are_not_found",
    "",
    _is("GET", f"{_CLAIMS}/[^/]+"),
    lambda got: Got(200, got.headers, b'{"data": {}}') if got.status == 404 else got,
)
_requests(
    "holder_ignored_beyond_the_first",
    "insurehero",
    "policies_of_their_holder",
    "",
    _is("GET", f"{_CHANNEL}/policies"),
    lambda s: s.asking(holderId=None),
)
_answers(
    "policies_of_holders_cut",
    "insurehero",
    "policies_of_their_holder",
    "",
    lambda s: _is("GET", f"{_CHANNEL}/policies")(s) and s.get("holderId") is not None,
    _data(lambda policies: policies[:1]),
)
_answers(
    "claims_of_users_cut",
    "insurehero",
    "claims_of_users",
    "",
    _is("GET", f"{_CHANNEL}/users/[^/]+/claims"),
    _data(lambda claims: claims[1:]),
)
_answers(
    "single_variant_has_another_name",
    "insurehero",
    "single_offers",
    "",
    _is("GET", f"{_CHANNEL}/variants/[^/]+"),
    _data(_set(name="Other")),
)
_requests(
    "users_keep_their_old_names",
    "insurehero",
    "names_of_a_user",
    "",
    lambda s: s.method == "PATCH",
    lambda s: replace(s, body=json.dumps(s.json | {"last_name": "Holder"}).encode()),
)
_requests(
    "ends_of_cover_move",
    "insurehero",
    "insure",
    "",
    _is("POST", f"{_CHANNEL}/risk-items"),
    lambda s: replace(s, body=s.body.replace(b"-12-31T23:", b"-12-31T22:")),
)
_answers(
    "passwords_shown",
    "insurehero",
    "ranges_of_users",
    "no_password",
    _is("GET", f"{_CHANNEL}/users"),
    _data(lambda users: [one | {"otp": "123456"} for one in users]),
)

# Keys and tokens of InsureHero


@_seen_by("insurehero", "shield_key_to_the_letter")
def key_in_any_case() -> Defect:
    """Capital letters of a key are like small ones."""

    def defect(sent: Sent, ask: Ask) -> Got:
        key = sent.headers.get("x-api-key")
        return ask(sent.saying(x_api_key=key.lower()) if key else sent)

    return defect


@_seen_by("insurehero", "shield_key_to_the_letter")
def start_of_a_token_is_enough() -> Defect:
    """A token without its end opens as well."""
    issued: list[str] = []

    def defect(sent: Sent, ask: Ask) -> Got:
        token = sent.headers.get("authorization", "").removeprefix("Bearer ")
        whole = next((one for one in issued if token and one.startswith(token)), token)
        got = ask(sent.saying(authorization=f"Bearer {whole}") if token else sent)
        if sent.path.endswith("/authorize") and got.status == 200:
            issued.append(got.json["data"])
        return got

    return defect


_answers(
    "missing_key_is_a_wrong_key",
    "insurehero",
    "shield_key_to_the_letter",
    "",
    _is("GET", f"{_CHANNEL}/auth/authorize"),
    lambda got: replace(got, status=401) if got.status == 400 else got,
)


@_seen_by("insurehero", "ranges_of_claims shield_reads_need_their_key")
def key_is_taken_for_a_token() -> Defect:
    """`Authorization: Bearer` takes the API key as well."""

    def defect(sent: Sent, ask: Ask) -> Got:
        key = sent.headers.get("authorization", "").removeprefix("Bearer ")
        if key != "shield_test_mock":
            return ask(sent)
        path = "/api/shield/integrations/auth/authorize"
        asked = Sent("GET", path, (), {"x-api-key": key}, b"")
        return ask(sent.saying(authorization=f"Bearer {ask(asked).json['data']}"))

    return defect


@_seen_by("insurehero", "token_lives_its_hour")
def token_lives_on() -> Defect:
    """A token that is over is renewed without a word."""
    keys: dict[str, Sent] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        token = sent.headers.get("authorization", "").removeprefix("Bearer ")
        if sent.path.endswith("/authorize") and got.status == 200:
            keys[got.json["data"]] = sent
        if got.status == 401 and token in keys:
            fresh = ask(keys[token]).json["data"]
            return ask(sent.saying(authorization=f"Bearer {fresh}"))
        return got

    return defect


@_seen_by("insurehero", "token_says_its_hour")
def token_says_more_than_an_hour() -> Defect:
    """A token names an end that is 300 seconds later than documented."""
    real: dict[str, str] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        token = sent.headers.get("authorization", "").removeprefix("Bearer ")
        got = ask(sent.saying(authorization=f"Bearer {real[token]}") if token in real else sent)
        if not sent.path.endswith("/authorize") or got.status != 200:
            return got
        head, body, end = got.json["data"].split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        claims["exp"] += 300
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        real[f"{head}.{body}.{end}"] = got.json["data"]
        return got.with_json({"data": f"{head}.{body}.{end}"})

    return defect


@_seen_by("insurehero", "parts_apart")
def one_token_for_both_parts() -> Defect:
    """A token of one part opens the other too."""
    issued: dict[str, str] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        part = "channel" if sent.path.startswith(_CHANNEL) else "integrations"
        if sent.path.endswith("/authorize") and got.status == 200:
            issued[part] = got.json["data"]
        token = sent.headers.get("authorization", "").removeprefix("Bearer ")
        if got.status == 401 and token in issued.values() and part in issued:
            return ask(sent.saying(authorization=f"Bearer {issued[part]}"))
        return got

    return defect


# What is written to InsureHero


@_seen_by("insurehero", "become_a_user")
def code_opens_twice() -> Defect:
    """A code that was right once stays right."""
    right: dict[bytes, Got] = {}

    def defect(sent: Sent, ask: Ask) -> Got:
        if not sent.path.endswith("/verify-otp"):
            return ask(sent)
        got = ask(sent)
        if got.status == 200:
            right[sent.body] = got
        return right.get(sent.body, got)

    return defect


_requests(
    "names_of_users_lose_their_accents",
    "insurehero",
    "become_a_user",
    "",
    _is("PATCH", f"{_CHANNEL}/users/[^/]+"),
    _without_accents,
)


@_seen_by("insurehero", "insure")
def uid_taken_twice() -> Defect:
    """A risk item of a uid that is taken is made once more."""
    made: list[Got] = []

    def defect(sent: Sent, ask: Ask) -> Got:
        got = ask(sent)
        if not _is("POST", f"{_CHANNEL}/risk-items")(sent):
            return got
        if got.status < 300:
            made.append(got)
        return made[-1] if made and got.status == 422 else got

    return defect


_answers(
    "new_item_not_in_the_channel",
    "insurehero",
    "insure",
    "",
    _is("GET", f"{_CHANNEL}/risk-items"),
    _data(lambda items: [one for one in items if not str(one.get("uid")).startswith("NEW-")]),
)
_answers(
    "subject_of_new_items_cut",
    "insurehero",
    "insure",
    "",
    _is("GET", f"{_ITEMS}/[^/]+"),
    _data(lambda one: one.get("insured_subject", {}).pop("identifier_value", None) and None),
)
_answers(
    "file_comes_back_as_text",
    "insurehero",
    "upload",
    "",
    lambda s: s.method == "GET" and "/files/" in s.path,
    _as("text/plain"),
)
_answers(
    "refused_file_said_to_be_taken",
    "insurehero",
    "upload",
    "",
    lambda s: s.method == "POST" and s.path.endswith("/assets"),
    _data(lambda results: [one | {"success": True} for one in results]),
)
_answers(
    "workflow_stands_still",
    "insurehero",
    "answer_workflow",
    "",
    _is("GET", f"{_CHANNEL}/claims/[^/]+/workflow"),
    _data(lambda one: one.update(current_step=next(iter(one.get("workflow") or {}), None))),
)

# Single reads, form and headers of any answer

_requests(
    "any_key_reads_offers",
    "kasko",
    "purchase reads_need_their_key",
    "",
    _is("GET", "/offers/[^/]+"),
    lambda s: _by_key(s, "sk_test_mock"),
)
_requests(
    "any_key_reads_payments",
    "kasko",
    "purchase reads_need_their_key",
    "",
    _is("GET", "/payments/[^/]+"),
    lambda s: _by_key(s, "sk_test_mock"),
)


@_seen_by("insurehero", "single_claims shield_reads_need_their_key")
def token_counts_as_basic() -> Defect:
    """The scheme before a token is not looked at."""

    def defect(sent: Sent, ask: Ask) -> Got:
        scheme, _, token = sent.headers.get("authorization", "").partition(" ")
        basic = scheme.lower() == "basic"
        if basic and ":" not in token:
            with suppress(ValueError):
                token = base64.b64decode(token).decode().rstrip(":")
        return ask(sent.saying(authorization=f"Bearer {token}") if basic else sent)

    return defect


_answers(
    "basic_is_asked_for",
    "insurehero",
    "shield_key_to_the_letter",
    "well_formed_headers",
    lambda s: "authorization" in s.headers,
    lambda got: (
        replace(got, headers=got.headers | {"www-authenticate": 'Basic realm="shield"'})
        if got.status == 401
        else got
    ),
)


def _found_empty(empty: Any) -> Callable[[Got], Got]:
    return lambda got: replace(got, status=200).with_json(empty) if got.status == 404 else got


_answers(
    "events_of_unknown_claims_are_empty",
    "insurehero",
    "events_of_their_claim shield_unknown_ids_are_not_found",
    "",
    _is("GET", f"{_CLAIMS}/[^/]+/events"),
    _found_empty({"data": []}),
)
_answers(
    "orders_of_unknown_items_are_empty",
    "insurehero",
    "orders_of_their_item shield_unknown_ids_are_not_found",
    "",
    _is("GET", f"{_ORDERS}[^/]+"),
    _found_empty({"data": []}),
)
_answers(
    "unknown_offer_has_no_body",
    "kasko",
    "purchase reads_repeat unknown_ids_are_not_found",
    "",
    _is("GET", "/offers/[^/]+"),
    lambda got: Got(200, got.headers) if got.status == 404 else got,
)


def _every_other(path: str, edit: Callable[[Got], Got]) -> Callable[[], Defect]:
    def make() -> Defect:
        count = [0]

        def defect(sent: Sent, ask: Ask) -> Got:
            got = ask(sent)
            count[0] += _is("GET", path)(sent)
            return edit(got) if _is("GET", path)(sent) and count[0] % 2 else got

        return defect

    return make


@_seen_by("kasko", "tables reads_repeat")
def every_other_row_reads_empty() -> Defect:
    """One of two servers has not heard of the values of a row."""
    return _every_other("/dataset_items/[^/]+", lambda got: got.edited(_set(data={})))()


@_seen_by("insurehero", "single_offers shield_reads_repeat")
def every_other_user_is_another() -> Defect:
    """One of two servers knows an older name."""
    edit = _data(_set(first_name="Former", last_name="Name"))
    return _every_other(f"{_CHANNEL}/users/by-email/[^/]+", edit)()


_answers(
    "next_has_no_cursor",
    "kasko",
    "links_lead_where_they_say",
    "page_links",
    _list,
    _links(lambda href: href.partition("?")[0] + "?limit=3"),
)
_answers(
    "first_of_a_page_comes_twice",
    "kasko",
    "windows_agree",
    "records_once",
    _list,
    _items(lambda items: [*items[:1], *items[:-1]]),
)
_answers(
    "claims_come_twice",
    "insurehero",
    "single_claims",
    "records_once",
    _is("GET", _CLAIMS),
    _data(lambda items: [*items[:1], *items[:-1]]),
)
_answers(
    "members_come_twice",
    "kasko",
    "single_is_listed",
    "json_as_written",
    _first_form,
    lambda got: replace(got, body=b'{"id": "other", ' + got.body.lstrip()[1:]),
)
_answers(
    "cents_have_a_fraction",
    "kasko",
    "single_is_listed",
    "json_as_written",
    _list,
    lambda got: replace(got, body=re.sub(rb'("amount": ?\d+)', rb"\1.0", got.body)),
)
_answers(
    "cents_have_an_exponent",
    "kasko",
    "single_is_listed",
    "json_as_written",
    _first_form,
    lambda got: replace(got, body=re.sub(rb'("amount": ?\d+)', rb"\1e0", got.body)),
)
_answers(
    "last_modified_is_iso",
    "kasko",
    "single_is_listed",
    "well_formed_headers",
    _second_form,
    lambda got: replace(got, headers=got.headers | {"last-modified": "2026-01-02T03:04:05Z"}),
)
_requests(
    "offers_lose_their_emoji",
    "kasko",
    "purchase",
    "",
    _is("POST", _POLICIES),
    lambda s: replace(s, body=re.sub(rb"\\ud83d\\u[0-9a-f]{4}|\xf0...", b"", s.body)),
)
_requests(
    "names_of_users_lose_their_emoji",
    "insurehero",
    "become_a_user",
    "",
    _is("PATCH", f"{_CHANNEL}/users/[^/]+"),
    lambda s: replace(s, body=re.sub(rb"\\ud83d\\u[0-9a-f]{4}|\xf0...", b"", s.body)),
)

# What only invalid requests show: Schemathesis sends them


@_seen_by("kasko", "", "ignored_auth", "get_dataset", "list_policies")
def lists_need_no_key() -> Defect:
    """The list comes without a key as well."""

    def defect(sent: Sent, ask: Ask) -> Got:
        bare = _list(sent) and "authorization" not in sent.headers
        return ask(_by_key(sent, "sk_test_mock") if bare else sent)

    return defect


@_seen_by("kasko", "", "negative_data_rejection", "list_policies")
def any_limit_goes() -> Defect:
    """A limit that is none is passed over."""

    def defect(sent: Sent, ask: Ask) -> Got:
        wrong = _list(sent) and not (sent.get("limit") or "1").isdigit()
        return ask(sent.asking(limit=None) if wrong else sent)

    return defect


@_seen_by("insurehero", "", "required_query", "list_claims", "authorize")
def range_has_a_usual_end() -> Defect:
    """A range without an end has one all the same."""

    def defect(sent: Sent, ask: Ask) -> Got:
        open_ = _is("GET", _CLAIMS)(sent) and sent.get("to") is None
        return ask(sent.asking(to="9") if open_ else sent)

    return defect


_answers(
    "deletes_are_confirmed",
    "kasko",
    "",
    "unsupported_method",
    lambda s: s.method == "DELETE",
    lambda got: Got(204, got.headers),
    "list_policies",
)
