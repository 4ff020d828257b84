"""What each check requires of a provider, and where the specification says so."""

from __future__ import annotations

import inspect
import re

import msgspec
from schemathesis.checks import CHECKS

from brolly_contract.facts import Fact, Facts, facts
from brolly_contract.operations import Pointer
from brolly_contract.target import Api
from brolly_contract.walks import WALKS

PROMISES = {
    "allow_header_conformance": "Allow names the methods that the path is documented with.",
    "content_type_conformance": "A response has a content type that is documented for its status.",
    "ignored_auth": "A request without a valid credential is refused with 401 or 403.",
    "negative_data_rejection": "A request that the specification forbids is refused.",
    "not_a_server_error": "No request, valid or not, makes the server fail.",
    "positive_data_acceptance": "A request that the specification allows is not refused.",
    "response_headers_conformance": "The headers of a response are present and as documented.",
    "response_schema_conformance": "The body of a response matches the documented schema.",
    "status_code_conformance": "A response has a documented status.",
    "unsupported_method": "A method that the path does not have returns 405.",
}
"""What Schemathesis' own checks require; ours say it in their docstrings."""

STANDS_ON: dict[str, dict[Api, tuple[str, ...]]] = {
    "request_id": {"kasko": ("components/headers/RequestId",)},
    "test_data_only": {"kasko": ("info/description#a TEST key creates",)},
    "page_order": {"kasko": ("list_policies/responses/200",)},
    "page_window": {"kasko": ("components/parameters/Since", "components/parameters/Until")},
    "page_size": {"kasko": ("components/parameters/Limit",)},
    "page_links": {"kasko": ("list_policies/description#Follow `_links.next`",)},
    "self_link": {"kasko": ("components/schemas/PolicyLinks/properties/_self",)},
    "shape_of_version": {"kasko": ("info/description#the header `Accept` decides",)},
    "dataset_page_size": {"kasko": ("components/parameters/DataLimit",)},
    "range_size": {"insurehero": ("components/parameters/To",)},
    "no_password": {"insurehero": ("components/schemas/CustomerData/properties/otp",)},
}
"""The statements behind our checks, as `Facts.find` reads them."""

DERIVED = frozenset(
    {
        *("documented_success", "error_explains", "json_as_written", "records_once"),
        *("required_query", "text_is_utf8", "well_formed_headers"),
    }
)
"""Our checks whose statement depends on the exchange."""


_OF_METHODS = frozenset({"allow_header_conformance", "unsupported_method"})
_OF_A_RESPONSE = frozenset(
    {
        *_OF_METHODS,
        *("content_type_conformance", "error_explains", "json_as_written", "not_a_server_error"),
        *("records_once", "text_is_utf8", "well_formed_headers"),
    }
)

LIMITS = (
    (
        "Records that are in no list and have no known id. A run only notices records that one "
        "list has and another lacks."
    ),
    (
        "Whether a token expires after an hour, unless the run may wait that long (`--patience "
        "3900`). For a JWT, the run reads its claims."
    ),
    "LIVE keys. They are tried on your own machine only, with an invented key.",
    (
        "What arrives elsewhere: webhooks, one-time passwords, approvals of offers. These walks "
        "run against the mock only, and are `not tested` otherwise."
    ),
    "Rate limits and server errors (429, 5xx). A run does not provoke them.",
    "Whether a form with text in place of a number is rejected: in a form every value is text.",
    (
        "Business rules. A price may be refused with 400, 409 or 422, an unknown product with "
        "404. The walk `prices` shows that the example of the specification succeeds, if its ids "
        "exist."
    ),
    "HEAD requests. The documents do not mention them.",
)
"""What no run can see, for reports and docs/contract.md."""


class Aspect(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a failed check reports, safe to print, and what it knows about its place."""

    subject: str = ""
    reason: str = ""
    cause: str = ""
    steps: tuple[str | int, ...] = ()
    """Names of members and indexes of items, from the top of the body."""
    header: str | None = None
    parameter: tuple[str, str] | None = None
    """Place and name of the parameter that the request got wrong."""


def promise(check: str) -> str:
    """What a check requires, in one sentence."""
    if check in WALKS:
        return WALKS[check].promise
    if check in PROMISES:
        return PROMISES[check]
    text = inspect.getdoc(CHECKS.get_one(check)) if check in CHECKS.get_all_names() else None
    return " ".join((text or "").partition("\n\n")[0].split()) or check


def stands_on(api: Api, check: str, reason: str = "") -> list[Fact]:
    """The statements of a specification behind a check, those first that a reason names."""
    walk = WALKS.get(check)
    own = STANDS_ON.get(check, {}).get(api, ())
    if walk is not None and walk.api == api:
        own = walk.facts
    said = facts(api)
    named = sorted(own, key=lambda one: f"`{_subject(said, one)}`" not in reason)
    return [said.find(reference) for reference in named]


def _subject(said: Facts, reference: str) -> str:
    """The name of the parameter or member that a reference leads to."""
    *above, last = reference.split("/")
    if above == ["components", "parameters"]:
        return str(said.document["components"]["parameters"][last]["name"])
    return last


def broken_facts(
    api: Api, operation: str, check: str, status: int | None, aspect: Aspect
) -> list[Fact]:
    """The statements of the specification that a provider breaks."""
    fixed = stands_on(api, check, aspect.reason)
    if fixed:
        return fixed
    said = facts(api)
    found = said.at(_place(said, operation, check, status, aspect))
    return [found] if found else []


def _place(said: Facts, operation: str, check: str, status: int | None, aspect: Aspect) -> Pointer:
    if aspect.header is not None:
        return said.header(operation, status, aspect.header)
    if aspect.parameter is not None:
        return said.parameter(operation, *aspect.parameter)
    if check == "response_schema_conformance":
        return said.member(operation, status, aspect.steps)
    if check == "ignored_auth":
        return said.credential(operation)
    if check in _OF_A_RESPONSE:
        return said.response(operation, 405 if check in _OF_METHODS else status)
    return said.operations[operation].pointer


def stable(words: str) -> str:
    """The message of a check without numbers and lists, which differ from run to run."""
    return re.sub(r"[-+]?\d[\d.,]*", "#", re.sub(r"\[[^\]]*\]", "[]", words))
