"""Checks that both APIs share: promises of HTTP and of the specification's form."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from schemathesis import CheckContext, Response

from provider.exchange import SKIP, AnyCase, Exchange, records

# Where an answer names records: operation, path to the list, member that names, how it is found.
_NAMED = (
    ("list_policies", ("_embedded", "item"), "id", ("get_policy", "policyId", None)),
    ("list_risk_items", ("data",), "id", ("get_risk_item", "riskItemId", None)),
    ("list_risk_items", ("data",), "id", ("list_orders", "riskItemId", "id")),
    ("list_risk_items", ("data",), "uid", ("list_orders", "riskItemId", "uid")),
    ("list_claims", ("data",), "id", ("get_claim", "claimId", None)),
    ("list_claims", ("data",), "id", ("list_claim_events", "claimId", None)),
    ("list_claims", ("data",), "id", ("get_workflow", "claimId", None)),
    ("list_channel_risk_items", ("data",), "id", ("get_risk_item", "riskItemId", None)),
    ("list_user_claims", ("data",), "id", ("get_claim", "claimId", None)),
    ("list_variants", ("data",), "id", ("get_variant", "variantId", None)),
    ("list_coverages", ("data",), "id", ("get_coverage", "coverageId", None)),
    ("list_users", ("data",), "email", ("get_user_by_email", "userEmail", None)),
    ("list_users", ("data",), "id", ("list_user_claims", "userId", "id")),
    ("list_users", ("data",), "uid", ("list_user_claims", "userId", "uid")),
)


@schemathesis.check
def documented_success(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """A success has a status that the specification lists: `default` stands for errors only."""
    if not 200 <= response.status_code < 300:
        return SKIP
    listed = {"2XX", str(response.status_code)} & case.operation.definition.raw["responses"].keys()
    assert listed, f"the success comes as {response.status_code}"
    return None


@schemathesis.check
def required_query(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """A request that lacks a required query parameter is refused.

    Looked up in the URL that was sent: Schemathesis 4.32.5 sends such requests, but does not
    judge them while another query parameter is there.
    """
    required = {parameter.name for parameter in case.operation.query if parameter.is_required}
    if not required:
        return SKIP
    query = urlsplit(response.request.url or "").query
    missing = required - {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    refused = response.status_code >= 400
    assert refused or not missing, f"answered without {' and '.join(sorted(missing))}"
    return None if missing else SKIP


@schemathesis.check
class known_record:  # noqa: N801 - the class name is the check's name in every report
    """A record that a list has named is found under that name, and is the one asked for."""

    def __init__(self) -> None:
        self._names: set[tuple[str, str, str | None, str]] = set()

    def after_response(self, _: CheckContext, response: Response, case: AnyCase) -> bool | None:
        exchange = Exchange.read(response, case)
        if exchange is None:
            return SKIP
        if exchange.status == 200:
            self._learn(exchange)
        return self._judge(exchange)

    def _learn(self, exchange: Exchange) -> None:
        for operation, path, member, read in _NAMED:
            if operation == exchange.operation:
                for record in records(exchange.body, *path):
                    name = record.get(member)
                    if isinstance(name, str):
                        self._names.add((*read, name))

    def _judge(self, exchange: Exchange) -> bool | None:
        search = exchange.query.get("searchBy", "id")
        by = search if exchange.operation in {"list_orders", "list_user_claims"} else None
        known = any(
            (exchange.operation, parameter, by, value) in self._names
            for parameter, value in exchange.path.items()
        )
        if exchange.status == 404:
            assert not known, "a record that a list has named is not found"
            return None if known else SKIP
        asked, found = next(iter(exchange.path.values()), None), _own_name(exchange)
        if exchange.status != 200 or asked is None or found is None:
            return SKIP
        assert found == asked, "the answer holds another record than the one asked for"
        return None


def _own_name(exchange: Exchange) -> Any:
    """The id of the one record that an answer holds; None for lists."""
    match exchange.operation, exchange.body:
        case "get_policy", {"id": name}:
            return name
        case (
            ("get_risk_item" | "get_claim" | "get_variant" | "get_coverage"),
            {"data": {"id": name}},
        ):
            return name
        case "get_user_by_email", {"data": {"email": name}}:
            return name
        case _:
            return None
