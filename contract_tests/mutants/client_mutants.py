"""Ways in which our own code could betray the contract, and the test that has to see each.

A mutant is an edit of one line of a real module, generated or hand-written. An edit that no longer
fits its module is an error, so the list stays true when the code moves.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit, and who has to notice."""

    name: str
    module: str
    """Of what is imported; behind a colon the one function to edit."""
    old: str
    """Stands there exactly once."""
    new: str
    test: str
    """Node id below `contract_tests`; without a case in brackets any case of it counts."""


_REQUESTS = "client/test_requests.py::test_any_arguments_give_a_request_that_the_spec_accepts"
_UNSENDABLE = "client/test_requests.py::test_what_has_no_wire_form_is_refused"
_ANSWERS = "client/test_responses.py::test_every_answer_is_read"
_ERRORS = "client/test_responses.py::test_every_error_is_read"
_PIPELINE = "unit/test_pipeline.py::test_"
_POLICY = "class Policy(Model, kw_only=True, frozen=True"
_VERSION = 'if_match=version.get("etag") or None'
_NEWS = "            if key not in self._seen:\n                self._seen[key]"

MUTANTS = (
    # What leaves
    Mutant(
        "header_misnamed",
        "kasko_api.policies:update_policy",
        '("If-Match", if_match)',
        '("If-Matched", if_match)',
        f"{_REQUESTS}[update_policy]",
    ),
    Mutant(
        "accept_of_another_version",
        "kasko_api.policies:get_policy_v2",
        "application/vnd.kasko.v2+json",
        "application/json",
        f"{_REQUESTS}[get_policy_v2]",
    ),
    Mutant(
        "body_without_its_type",
        "kasko_api.payments:create_payment",
        ', "Content-Type": "application/json"',
        "",
        f"{_REQUESTS}[create_payment]",
    ),
    Mutant(
        "parameter_dropped",
        "kasko_api.policies:list_policies",
        '("limit", limit),',
        "",
        f"{_REQUESTS}[list_policies0]",
    ),
    Mutant(
        "parameters_swapped",
        "kasko_api.policies:list_policies",
        'instant("since", since)',
        'instant("since", until)',
        f"{_REQUESTS}[list_policies0]",
    ),
    Mutant(
        "parameter_under_its_python_name",
        "insurehero_api.claims:list_claims",
        '("from", given(',
        '("from_", given(',
        f"{_REQUESTS}[list_claims]",
    ),
    Mutant(
        "path_encoded_twice",
        "brolly_runtime._encoding",
        'return quote(text, safe="")',
        'return quote(quote(text, safe=""), safe="")',
        f"{_REQUESTS}[get_policy]",
    ),
    Mutant(
        "slash_of_an_id_left_alone",
        "brolly_runtime._encoding",
        'return quote(text, safe="")',
        "return quote(text)",
        f"{_REQUESTS}[get_policy]",
    ),
    Mutant(
        "dot_segment_sent",
        "brolly_runtime._encoding",
        'if text in ("", ".", ".."):',
        'if text == "":',
        f"{_UNSENDABLE}[get_policy-policy_id-'..']",
    ),
    Mutant(
        "plus_of_an_offset_left_alone",
        "brolly._core.wire",
        "else quote_plus(text)",
        'else quote_plus(text, safe="+")',
        f"{_REQUESTS}[list_policies0]",
    ),
    Mutant(
        "naive_time_taken_for_utc",
        "brolly_runtime._encoding",
        'raise ValueError("a datetime needs a time zone")',
        "value = value.replace(tzinfo=dt.UTC)",
        f"{_UNSENDABLE}[list_policies-since-datetime.datetime(2015, 10, 14, 12, 52, 46)]",
    ),
    Mutant(
        "time_sent_without_its_offset",
        "brolly_runtime._encoding",
        "return as_utc(value).isoformat()",
        "return as_utc(value).replace(tzinfo=None).isoformat()",
        f"{_REQUESTS}[list_policies0]",
    ),
    Mutant(
        "local_time_sent_as_utc",
        "brolly_runtime._encoding",
        "return as_utc(value).isoformat()",
        "return value.replace(tzinfo=dt.UTC).isoformat()",
        f"{_REQUESTS}[list_policies0]",
    ),
    Mutant(
        "fraction_of_a_second_cut",
        "brolly_runtime._encoding",
        "return as_utc(value).isoformat()",
        'return as_utc(value).isoformat(timespec="seconds")',
        f"{_REQUESTS}[list_policies0]",
    ),
    Mutant(
        "truth_in_python_letters",
        "brolly_runtime._encoding",
        'return "true" if value else "false"',
        "return str(value)",
        f"{_REQUESTS}[list_claims]",
    ),
    Mutant(
        "false_left_out",
        "brolly_runtime._encoding",
        "if value is UNSET or value is None:\n        return ()",
        "if value is UNSET or not value:\n        return ()",
        f"{_REQUESTS}[list_claims]",
    ),
    Mutant(
        "absent_member_sent_as_null",
        "kasko_api.models.policy_update",
        "email: str | Unset = UNSET",
        "email: str | None = None",
        f"{_REQUESTS}[update_policy]",
    ),
    Mutant(
        "body_under_other_names",
        "kasko_api.models.payment_request",
        "class PaymentRequest(Model, kw_only=True, frozen=True",
        'class PaymentRequest(Model, kw_only=True, frozen=True, rename="camel"',
        f"{_REQUESTS}[create_payment]",
    ),
    Mutant(
        "boundary_of_a_form_constant",
        "brolly_runtime._encoding",
        "boundary = os.urandom(16).hex()",
        'boundary = "brolly"',
        "client/test_uploads.py::test_no_file_can_forge_a_part[upload_media-file]",
    ),
    Mutant(
        "name_of_a_file_unescaped",
        "brolly_runtime._encoding",
        """.replace('"', "%22")""",
        "",
        f"{_REQUESTS}[upload_media]",
    ),
    Mutant(
        "file_limit_off_by_one",
        "brolly_runtime._encoding",
        "if len(file.content) > most:",
        "if len(file.content) > most + 1:",
        "client/test_uploads.py::test_a_file_that_is_too_large_is_refused[upload_receipt-receipt]",
    ),
    Mutant(
        "type_of_a_file_not_looked_at",
        "brolly_runtime._encoding",
        "if kinds and not any(",
        "if not kinds and not any(",
        "client/test_uploads.py::test_a_file_of_another_type_is_refused",
    ),
    # What comes
    Mutant(
        "money_read_as_float",
        "kasko_api.models.policy",
        "amount: int | None = None",
        "amount: float | None = None",
        f"{_ANSWERS}[get_policy-promised]",
    ),
    Mutant(
        "money_counted_in_floats",
        "brolly.money",
        'return Decimal(f"{amount}E-{places}")',
        "return Decimal(amount / 10**places)",
        "unit/test_money.py::test_nothing_is_rounded",
    ),
    Mutant(
        "null_lost",
        "kasko_api.models.policy",
        _POLICY,
        f"{_POLICY}, omit_defaults=True",
        f"{_ANSWERS}[get_policy-promised]",
    ),
    Mutant(
        "absent_member_read_as_null",
        "kasko_api.models.policy",
        "livemode: bool | None | Unset = UNSET",
        "livemode: bool | None = None",
        f"{_ANSWERS}[get_policy-promised]",
    ),
    Mutant(
        "null_refused",
        "kasko_api.models.policy",
        "currency: str | None = None",
        'currency: str = ""',
        f"{_ANSWERS}[get_policy-promised]",
    ),
    Mutant(
        "unknown_member_refused",
        "kasko_api.models.policy",
        _POLICY,
        f"{_POLICY}, forbid_unknown_fields=True",
        f"{_ANSWERS}[get_policy-promised]",
    ),
    Mutant(
        "unknown_enum_value_refused",
        "brolly_runtime._models",
        "        return unknown\n",
        "        return None\n",
        "client/test_models.py::test_enums_are_open[kasko]",
    ),
    Mutant(
        "enum_value_by_letter_case",
        "brolly_runtime._models",
        "folded = value.casefold()",
        "folded = value",
        "client/test_models.py::test_enums_are_open[kasko]",
    ),
    Mutant(
        "number_for_text_not_read",
        "kasko_api.models.policy",
        "insurer_variant_id: AlsoInteger[str] | None",
        "insurer_variant_id: str | None",
        f"{_ANSWERS}[get_policy-borne]",
    ),
    Mutant(
        "offset_of_a_time_forgotten",
        "brolly_runtime._encoding",
        "return value.astimezone(dt.UTC)",
        "return value.replace(tzinfo=dt.UTC)",
        f"{_ANSWERS}[get_policy-promised]",
    ),
    Mutant(
        "member_read_from_another",
        "kasko_api.models.policy_collection",
        'name="_embedded"',
        'name="embedded"',
        f"{_ANSWERS}[list_policies0-promised]",
    ),
    Mutant(
        "error_body_not_read",
        "kasko_api.policies:get_policy",
        'errors={"default": models.Error}',
        "errors={}",
        f"{_ERRORS}[list_policies]",
    ),
    Mutant(
        "request_id_lost",
        "brolly._core.answers",
        "return value if re.fullmatch",
        "return None if re.fullmatch",
        f"{_PIPELINE}error_texts_end_with_what_support_asks_for",
    ),
    Mutant(
        "webhook_taken_unsigned",
        "brolly.webhooks",
        "if not any(matches):",
        "if not matches:",
        "unit/test_webhooks.py::test_what_was_not_signed_is_refused",
    ),
    # Keys and tokens
    Mutant(
        "basic_without_its_colon",
        "brolly._core.auth",
        'f"{key.secret.reveal()}:".encode()',
        'f"{key.secret.reveal()}".encode()',
        f"{_PIPELINE}redirects_within_the_origin_are_followed",
    ),
    Mutant(
        "key_on_a_data_call",
        "insurehero_api.claims:list_claims",
        'security=("accessToken",)',
        'security=("apiKey",)',
        "unit/test_clients.py::test_authorize_carries_the_key_alone",
    ),
    Mutant(
        "token_of_the_other_part",
        "insurehero_api.policies:list_coverages",
        'security=("channelToken",)',
        'security=("accessToken",)',
        "unit/test_channel.py::test_a_key_goes_to_its_own_part_alone",
    ),
    Mutant(
        "token_used_to_its_end",
        "brolly._core.auth",
        "token.remaining(now) >= self._leeway",
        "token.remaining(now) >= 0",
        "unit/test_tokens.py::test_whole_read_keeps_the_rule",
    ),
    Mutant(
        "token_believed_to_live_long",
        "brolly._core.auth",
        "lifetime = min(jwt_lifetime(value) or self._lifetime, self._lifetime)",
        "lifetime = jwt_lifetime(value) or self._lifetime",
        "unit/test_tokens.py::test_stated_lifetime_only_shortens",
    ),
    Mutant(
        "each_task_authorizes",
        "brolly._core.auth",
        "leads = flight is None or flight.home is not home",
        "leads = flight is flight or flight.home is not home",
        "unit/test_tokens.py::test_tasks_share_one_authorize",
    ),
    Mutant(
        "refused_token_kept",
        "brolly._core.pipeline",
        "elif outcome.status == 401 and token is not None and refused is None:",
        "elif outcome.status == 401 and token is None and refused is None:",
        "unit/test_tokens.py::test_refused_token_is_renewed_once",
    ),
    Mutant(
        "live_key_writes",
        "brolly._core.pipeline",
        'if self.mode == "live" and not self.allow_live_writes',
        'if self.mode == "live" and self.allow_live_writes',
        f"{_PIPELINE}live_key_may_read_but_not_write",
    ),
    Mutant(
        "foreign_origin_followed",
        "brolly._core.pipeline",
        "if not base_url.holds(target):",
        "if not target:",
        f"{_PIPELINE}no_redirect_leaves_the_origin",
    ),
    Mutant(
        "secret_in_a_repr",
        "brolly._core.auth",
        """return "'***'\"""",
        "return repr(self._reveal())",
        "unit/test_secrets.py::test_failed_calls_tell_nothing[SYNC-Kasko-bad request that echoes]",
    ),
    Mutant(
        "person_in_a_repr",
        "kasko_api.models.policy",
        '{"first_name", "last_name", "email"}',
        '{"first_name", "last_name"}',
        "client/test_models.py::test_a_repr_depends_on_no_sensitive_value[kasko-Policy]",
    ),
    # Repeats
    Mutant(
        "write_repeated_after_a_timeout",
        "brolly._core.pipeline",
        "again = call.replayable or not outcome.sent",
        "again = True",
        f"{_PIPELINE}writes_are_repeated_only_when_surely_not_received",
    ),
    Mutant(
        "write_repeated_after_an_error",
        "brolly._core.pipeline",
        "(call.replayable and may_pass(status))",
        "may_pass(status)",
        f"{_PIPELINE}writes_are_repeated_only_when_surely_not_received",
    ),
    Mutant(
        "unreadable_payment_looks_undone",
        "brolly._core.answers",
        "may_have_written=not call.replayable,",
        "may_have_written=False,",
        f"{_PIPELINE}a_write_of_unknown_fate_says_so",
    ),
    Mutant(
        "late_payment_looks_undone",
        "brolly._core.answers",
        "may_have_written=failure.sent and not call.replayable,",
        "may_have_written=False,",
        f"{_PIPELINE}a_write_of_unknown_fate_says_so",
    ),
    Mutant(
        "write_redirected",
        "brolly._core.pipeline",
        "elif call.replayable and outcome.status in REDIRECTS",
        "elif outcome.status in REDIRECTS",
        f"{_PIPELINE}writes_are_repeated_only_when_surely_not_received",
    ),
    Mutant(
        "retry_after_ignored",
        "brolly._core.pipeline",
        "asked = retry_after(outcome, self.clock) or 0.0",
        "asked = 0.0",
        f"{_PIPELINE}retry_after_is_kept",
    ),
    Mutant(
        "etag_altered",
        "brolly.purchase",
        f"_free(data),\n        ),\n        {_VERSION}",
        "_free(data),\n        ),\n        if_match=version.get('etag', '').strip(chr(34)) or None",
        "unit/test_purchase.py::test_the_version_goes_back_to_the_byte",
    ),
    # Lists
    Mutant(
        "policy_handed_out_twice",
        "brolly._paging.by_time",
        _NEWS,
        _NEWS.replace("if key not in self._seen", "if True"),
        "unit/test_policy_walk.py::test_each_row_once_or_a_named_second",
    ),
    Mutant(
        "last_second_of_a_page_not_read_again",
        "brolly._paging.by_time",
        "return None if first is None else max(0, first - 1)",
        "return None if first is None else first + 1",
        "unit/test_policy_walk.py::test_each_row_once_or_a_named_second",
    ),
    Mutant(
        "short_page_taken_for_the_end",
        "brolly._paging.by_time",
        "            if not more:\n",
        "            if not filled:\n",
        "unit/test_policy_walk.py::test_each_row_once_or_a_named_second",
    ),
    Mutant(
        "cursor_forgets_what_came",
        "brolly._paging.by_time",
        "tuple(self._seen.items()),",
        "(),",
        "unit/test_policy_walk.py::test_each_row_once_or_a_named_second",
    ),
    Mutant(
        "record_handed_out_twice",
        "brolly._paging.by_index",
        "                self._seen.add(key)\n                fresh.append(record)",
        "                self._seen.add(key)\n                fresh += [record, record]",
        "unit/test_clients.py::test_every_record_once",
    ),
    Mutant(
        "record_lost_between_ranges",
        "brolly._paging.by_index",
        "return Taken(fresh, news)",
        "return Taken(fresh[1:], news)",
        "unit/test_clients.py::test_every_record_once",
    ),
    Mutant(
        "row_lost_between_pages",
        "brolly._paging.by_row",
        "lambda received, _: received - 1",
        "lambda received, _: received",
        "unit/test_datasets.py::test_every_distinct_row_once_by_number",
    ),
)
