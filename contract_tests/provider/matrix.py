"""Which check has to see which defect: the kill matrix."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from brolly_mock import ManualClock, Mock
from provider.walks import PolicyWalk, authorize, read_range, token_lifetime

# Each way in which a provider can break its contract, and the check that has to see it.
SEEN_BY = {
    "amount_as_text": "response_schema_conformance",
    "email_missing": "response_schema_conformance",
    "updated_at_null": "response_schema_conformance",
    "status_outside_enum": "response_schema_conformance",
    "timestamp_without_offset": "response_schema_conformance",
    "request_id_missing": "request_id",
    "allow_missing": "unsupported_method",
    "created_instead_of_ok": "documented_success",
    "html_content_type": "content_type_conformance",
    "error_body_reshaped": "response_schema_conformance",
    "crash_at_smallest_limit": "not_a_server_error",
    "crash_at_distant_since": "not_a_server_error",
    "validation_off": "negative_data_rejection",
    "auth_not_checked": "ignored_auth",
    "any_key_accepted": "ignored_auth",
    "forbidden_reveals_existence": "existence_is_hidden",
    "live_data_for_test_key": "test_data_only",
    "livemode_on_test_data": "test_data_only",
    "limit_ignored": "page_size",
    "order_reversed": "page_order",
    "since_ignored": "page_window",
    "until_ignored": "page_window",
    "cancelled_left_out": "policy_walk",
    "cursor_skips_ties": "page_links",
    "cursor_skips_policies": "page_links",
    "cursor_repeats": "page_links",
    "cursor_goes_back": "page_links",
    "self_link_dead": "self_link",
    "single_read_stale": "one_version_one_record",
    "token_not_text": "response_schema_conformance",
    "api_key_not_checked": "key_checked",
    "token_not_checked": "ignored_auth",
    "expired_token_accepted": "token_lifetime_over",
    "token_short_lived": "token_lifetime",
    "claim_id_missing": "response_schema_conformance",
    "order_prices_as_numbers": "response_schema_conformance",
    "from_ignored": "ranges_disjoint",
    "to_ignored": "range_size",
    "range_not_required": "required_query",
    "search_by_ignored": "known_record",
    "details_missing": "error_explains",
}


def _policy_walk(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    client.auth = (mock.settings.kasko_key, "")
    held = {policy["id"] for policy in mock.store.policies()}
    assert PolicyWalk(client=client).read().ids == held


def _range_walk(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    token = authorize(client, mock.settings.insurehero_key)
    client.headers["Authorization"] = f"Bearer {token}"
    for kind, number in (("risk-items", "risk_items"), ("claims", "claims")):
        assert len(read_range(client, kind)) == mock.store.counts()[number]


def _token_lifetime(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    key = mock.settings.insurehero_key
    token_lifetime(client, key, age=3599, advance=clock.advance)


def _token_lifetime_over(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    key = mock.settings.insurehero_key
    token_lifetime(client, key, age=3600, advance=clock.advance)


WALKS: dict[str, Callable[[Mock, httpx.Client, ManualClock], None]] = {
    "policy_walk": _policy_walk,
    "range_walk": _range_walk,
    "token_lifetime": _token_lifetime,
    "token_lifetime_over": _token_lifetime_over,
}
