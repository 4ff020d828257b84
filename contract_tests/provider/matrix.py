"""Which check has to see which defect: the kill matrix."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from brolly_mock import ManualClock, Mock
from brolly_mock.kasko.datasets import DEVICES
from provider import channel_walks
from provider.selling_walks import Seller, signed_deliveries
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
    "knock_out_as_400": "prices",
    "pricing_in_the_making_as_500": "prices",
    "price_as_decimal": "response_schema_conformance",
    "token_of_another_version_accepted": "prices",
    "offer_without_holder": "negative_data_rejection",
    "accept_ignored": "shape_of_version",
    "offer_payable_twice": "purchase",
    "policy_before_payment": "purchase",
    "policy_never_made": "purchase",
    "payment_token_without_approval": "underwriting",
    "live_offer_for_test_key": "purchase",
    "key_in_body_ignored": "keys",
    "key_in_query_ignored": "keys",
    "public_key_may_all": "keys",
    "update_not_persisted": "changes",
    "cancelled_at_an_old_time": "changes",
    "change_after_cancellation": "changes",
    "reactivation_refused": "changes",
    "etag_constant": "changes",
    "etag_missing": "response_headers_conformance",
    "if_match_ignored": "changes",
    "if_unmodified_since_ignored": "changes",
    "lead_never_ready": "leads",
    "attached_file_lost": "files",
    "receipt_too_large_accepted": "files",
    "receipt_of_any_type_accepted": "files",
    "dataset_cursor_skips": "tables",
    "dataset_cursor_repeats": "tables",
    "dataset_link_missing": "tables",
    "dataset_limit_ignored": "dataset_page_size",
    "dataset_query_ignored": "tables",
    "dataset_sort_ignored": "tables",
    "payment_forgotten": "purchase",
    "purchase_window_ignored": "purchase",
    "locked_table_open": "keys",
    "quote_of_lead_lost": "leads",
    "media_id_missing": "response_schema_conformance",
    "upload_lost": "files",
    "another_row": "tables",
    "index_price_as_number": "response_schema_conformance",
    "webhook_not_sent": "deliveries",
    "webhook_signature_wrong": "deliveries",
    "webhook_body_altered": "deliveries",
    "channel_key_not_checked": "key_checked",
    "other_token_accepted": "namespaces_apart",
    "channel_token_not_checked": "ignored_auth",
    "holder_ignored": "one_holder",
    "user_search_by_ignored": "claims_of_users",
    "packages_to_ignored": "range_size",
    "password_of_user_shown": "no_password",
    "any_password_accepted": "become_a_user",
    "password_accepted_twice": "become_a_user",
    "user_token_missing": "become_a_user",
    "registration_lost": "become_a_user",
    "new_risk_item_not_listed": "insure",
    "unknown_policy_accepted": "insure",
    "hint_not_sent": "insure",
    "webhook_names_order": "insure",
    "refused_file_reported_taken": "upload",
    "any_type_accepted": "upload",
    "only_first_file_taken": "upload",
    "file_altered": "upload",
    "workflow_stuck": "answer_workflow",
    "wrong_step_accepted": "answer_workflow",
    "envelope_renamed": "response_schema_conformance",
    "next_link_missing": "policy_walk",
    "default_page_longer": "page_size",
    "date_time_bounds_ignored": "page_window",
    "missing_key_accepted": "ignored_auth",
    "refusal_as_success": "response_schema_conformance",
    "allow_names_others": "allow_header_conformance",
    "request_id_constant": "request_id",
    "number_as_text_accepted": "files",
    "delivery_id_constant": "deliveries",
    "delivery_of_another_event": "deliveries",
    "dataset_starts_over": "tables",
    "list_without_envelope": "response_schema_conformance",
    "empty_list_as_null": "response_schema_conformance",
    "id_null": "response_schema_conformance",
    "time_day_first": "response_schema_conformance",
    "unknown_as_empty": "response_schema_conformance",
    "error_as_text": "content_type_conformance",
    "crash_at_distant_index": "not_a_server_error",
    "missing_token_accepted": "ignored_auth",
    "claim_of_another_id": "known_record",
    "forms_refused": "forms",
    "plus_left_in_forms": "forms",
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


def _seller(mock: Mock, client: httpx.Client, clock: ManualClock) -> Seller:
    client.auth = (mock.settings.kasko_key, "")
    return Seller(client=client, advance=clock.advance)


def _prices(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).prices()


def _forms(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).forms()


def _purchase(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    offers = mock.store.documents("offers").values()
    live = next(offer["id"] for offer in offers if offer["_live"])
    _seller(mock, client, clock).purchase(live)


def _underwriting(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).underwriting(mock.approve_offer)


def _changes(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).changes()


def _keys(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).keys(mock.settings.kasko_public_key)


def _leads(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).leads()


def _files(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).files()


def _tables(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    _seller(mock, client, clock).tables(DEVICES.rows)


def _deliveries(mock: Mock, client: httpx.Client, clock: ManualClock) -> None:
    webhooks = mock.webhooks
    assert webhooks is not None
    seller = _seller(mock, client, clock)
    policy_id = seller.policy()
    assert seller.change("PATCH", policy_id, {"email": "moved@example.com"}).is_success
    webhooks.flush()
    sent = [(delivery.headers, delivery.body) for delivery in webhooks.sent]
    signed_deliveries(sent, mock.settings.webhook_secret, policy_id)


def _become_a_user(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    channel_walks.become_a_user(_parts(mock, client), "new@example.com", mock.passwords.code)


def _claims_of_users(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    def claims_of(user_id: str) -> set[str]:
        return {one["id"] for one in mock.store.matching("claims", "claimant_id", user_id)}

    channel_walks.read_claims_of_users(_parts(mock, client), claims_of)


def _insure(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    webhooks = mock.webhooks
    assert webhooks is not None, "the walk needs a mock that sends deliveries"

    def deliveries() -> list[bytes]:
        webhooks.flush()
        return [delivery.body for delivery in webhooks.sent]

    channel_walks.insure(_parts(mock, client), deliveries)


def _upload(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    for kind, path in (("claims", "claims"), ("risk_items", "risk-items")):
        record = mock.store.records(kind, offset=0, limit=1)[0]  # type: ignore[arg-type]  # both are kinds
        channel_walks.upload(_parts(mock, client), f"{path}/{record['id']}")


def _answer_workflow(mock: Mock, client: httpx.Client, _: ManualClock) -> None:
    first, *_between, other = mock.store.records("claims", offset=0, limit=5)
    channel_walks.answer_workflow(_parts(mock, client), first["id"], other["id"])


def _parts(mock: Mock, client: httpx.Client) -> channel_walks.Parts:
    settings = mock.settings
    return channel_walks.Parts(client, settings.insurehero_key, settings.insurehero_channel_key)


WALKS: dict[str, Callable[[Mock, httpx.Client, ManualClock], None]] = {
    "policy_walk": _policy_walk,
    "range_walk": _range_walk,
    "token_lifetime": _token_lifetime,
    "token_lifetime_over": _token_lifetime_over,
    "prices": _prices,
    "forms": _forms,
    "purchase": _purchase,
    "underwriting": _underwriting,
    "changes": _changes,
    "keys": _keys,
    "leads": _leads,
    "files": _files,
    "tables": _tables,
    "deliveries": _deliveries,
    "become_a_user": _become_a_user,
    "claims_of_users": _claims_of_users,
    "insure": _insure,
    "upload": _upload,
    "answer_workflow": _answer_workflow,
}
