"""Checks of single responses of KASKO, beyond their shape.

They hold under every reading that the documents leave open.
"""

from __future__ import annotations

from itertools import pairwise
from math import floor
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import schemathesis
from schemathesis import CheckContext, Response

from brolly_contract.exchange import (
    SKIP,
    AnyCase,
    Exchange,
    Record,
    check_exchange,
    moment,
    records,
    whole_number,
)

_DEFAULT_LIMIT = 20
_POLICY_READS = ("list_policies", "get_policy")
_LIVE_OR_TEST = ("create_payment", "create_payment_form", "get_payment", "create_lead", "get_lead")
_QUOTES = (
    *("create_quote", "create_quote_v1", "create_quote_v2", "create_quote_v2_form"),
    *("get_quote", "get_quote_v2"),
)
_FIRST, _SECOND = {"signature", "gross_premium"}, {"token", "gross_payment_amount"}
# Members that only another version documents.
_FOREIGN = {
    "get_policy": {"version_id", "quote", "localized_dates", "touchpoint_id"},
    "get_policy_v2": {"livemode", "amount", "gross_premium", "updated_at", "insurer_variant_id"},
    "get_quote": _SECOND,
    "get_quote_v2": _FIRST,
    "create_quote": _FIRST,
    "create_quote_v1": _SECOND,
    "create_quote_v2": _FIRST,
    "create_quote_v2_form": _FIRST,
}


def policies(exchange: Exchange) -> list[Record]:
    """The policies of a successful response, of the list or of the single read."""
    if exchange.status != 200:
        return []
    if exchange.operation == "get_policy":
        return [exchange.body] if isinstance(exchange.body, dict) else []
    return records(exchange.body, "_embedded", "item")


def links(page: object) -> dict[str, str]:
    """The addresses of a page's links by name, at the top or in `_embedded`."""
    embedded = page.get("_embedded") if isinstance(page, dict) else None
    for holder in (page, embedded):
        found = holder.get("_links") if isinstance(holder, dict) else None
        if isinstance(found, dict):
            return {
                name: link["href"]
                for name, link in found.items()
                if isinstance(link, dict) and isinstance(link.get("href"), str)
            }
    return {}


def cursor(href: str | None, name: str) -> int | None:
    """The second in a link's cursor; None without link or cursor."""
    values = parse_qs(urlsplit(href or "").query).get(name, [])
    return whole_number(values[0]) if values else None


@schemathesis.check
class request_id:  # noqa: N801 - the class name is the check's name in every report
    """Every response, also an undocumented one, has an X-Request-Id of its own."""

    def __init__(self) -> None:
        self._case_of: dict[str, str] = {}

    def after_response(self, _: CheckContext, response: Response, case: AnyCase) -> bool | None:
        if case.operation.definition.raw["operationId"] not in _POLICY_READS:
            return SKIP
        values = response.headers.get("x-request-id", [])
        assert any(values), "the response has no X-Request-Id"
        first = self._case_of.setdefault(values[0], case.id)
        assert first == case.id, "two responses have the same X-Request-Id"
        return None


@check_exchange(*_POLICY_READS, *_LIVE_OR_TEST)
def test_data_only(exchange: Exchange) -> object:
    """A TEST key reads and creates test data only."""
    found = policies(exchange)
    if exchange.operation in _LIVE_OR_TEST and isinstance(exchange.body, dict):
        found = [exchange.body]
    real = sum(record.get("livemode") is True for record in found)
    assert not real, f"{real} of {len(found)} records are real, although the key is a TEST key"
    return None if found else SKIP


@check_exchange("list_policies")
def page_order(exchange: Exchange) -> object:
    """A page ascends by `updated_at`."""
    seconds = _seconds(exchange)
    for earlier, later in pairwise(seconds):
        assert earlier <= later, f"updated_at goes back by {earlier - later} s within a page"
    return None if len(seconds) > 1 else SKIP


@check_exchange("list_policies")
def page_window(exchange: Exchange) -> object:
    """`since` and `until` bound a page, whether or not they include their own second."""
    seconds = _seconds(exchange)
    since, until = (moment(exchange.query.get(name)) for name in ("since", "until"))
    if not seconds or not (since or until):
        return SKIP
    if since:
        early = floor(since) - min(seconds)
        assert early <= 0, f"the page has a policy from {early} s before `since`"
    if until:
        late = max(seconds) - until
        assert late <= 0, f"the page has a policy from {late:g} s after `until`"
    return None


@check_exchange("list_policies")
def page_size(exchange: Exchange) -> object:
    """A page has at most `limit` policies, 20 without `limit`."""
    found = policies(exchange) if isinstance(exchange.body, dict) else None
    return _within_limit(exchange, found, "policies")


def _within_limit(exchange: Exchange, found: list[Any] | None, what: str) -> object:
    limit = exchange.query.get("limit")
    most = _DEFAULT_LIMIT if limit is None else whole_number(limit)
    if exchange.status != 200 or found is None or most is None:
        return SKIP
    assert len(found) <= most, f"the page has {len(found)} {what}, requested were {most}"
    return None


@check_exchange("list_policies")
def page_links(exchange: Exchange) -> object:
    """`next` has the second of the page's last policy, `prev` that of its first.

    So a link skips nothing and does not lead back. From an empty page `next` must lead on.
    """
    seconds = _seconds(exchange)
    found = links(exchange.body)
    if "next" in found and exchange.status == 200:
        query = parse_qs(urlsplit(found["next"]).query, keep_blank_values=True)
        assert "since" in query, "`next` has no `since`"
    since, until = cursor(found.get("next"), "since"), cursor(found.get("prev"), "until")
    if exchange.status != 200 or (since is None and until is None):
        return SKIP
    if not seconds:
        asked = moment(exchange.query.get("since")) or 0
        assert since is None or since > asked, "`next` of an empty page does not lead on"
        return None
    if since is not None:
        off = since - seconds[-1]
        assert not off, f"`next` starts {off:+} s from the last policy of its page"
    if until is not None:
        off = until - seconds[0]
        assert not off, f"`prev` ends {off:+} s from the first policy of its page"
    return None


@check_exchange(*_POLICY_READS)
def self_link(exchange: Exchange) -> object:
    """The self link of a policy leads to that policy."""
    named = [(policy.get("id"), links(policy).get("_self")) for policy in policies(exchange)]
    named = [(policy_id, href) for policy_id, href in named if href]
    for policy_id, href in named:
        last = urlsplit(href or "").path.rpartition("/")[2]
        assert unquote(last) == policy_id, "a self link does not end in the policy's id"
    return None if named else SKIP


@check_exchange("get_policy", "get_policy_v2", *_QUOTES)
def shape_of_version(exchange: Exchange) -> object:
    """`Accept` decides the shape: a response has no members that only another version has."""
    if exchange.status != 200 or not isinstance(exchange.body, dict):
        return SKIP
    foreign = sorted(exchange.body.keys() & _FOREIGN[exchange.operation])
    assert not foreign, f"the response has members of another version: {', '.join(foreign)}"
    return None


@check_exchange("list_dataset_items", "list_distinct_values")
def dataset_page_size(exchange: Exchange) -> object:
    """A page of a dataset has at most `limit` rows, 20 without `limit`."""
    found = exchange.body if isinstance(exchange.body, list) else None
    return _within_limit(exchange, found, "rows")


def _seconds(exchange: Exchange) -> list[int]:
    """`updated_at` of a page's policies in whole unix seconds; empty if one cannot be read."""
    moments = [moment(policy.get("updated_at")) for policy in policies(exchange)]
    return [floor(at) for at in moments if at is not None] if None not in moments else []
