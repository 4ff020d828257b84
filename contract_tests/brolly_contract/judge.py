"""Checks the responses that walks get, with the checks that Schemathesis makes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec
import schemathesis
from schemathesis.checks import CHECKS as REGISTERED, CheckContext
from schemathesis.config import ChecksConfig
from schemathesis.core.failures import Failure, FailureGroup

from brolly_contract.facts import facts
from brolly_contract.hooks import foreign_checks
from brolly_contract.ledger import Ledger
from brolly_contract.outcome import Finding, Outcome
from brolly_contract.target import Api, Target
from brolly_contract.traffic import Booked

# The checks of a walk's responses: all that send no further requests.
_LIBRARY_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
# These also apply to requests with a wrong credential.
_FOR_ALL = (*_LIBRARY_CHECKS, "text_is_utf8", "json_as_written", "well_formed_headers")
_RESPONSE_CHECKS = (
    *_FOR_ALL,
    "documented_success",
    "records_once",
    "test_data_only",
    "page_order",
    "page_window",
    "page_size",
    "page_links",
    "self_link",
    "shape_of_version",
    "dataset_page_size",
    "range_size",
    "no_password",
)


class Judge:
    """Checks the responses of walks against the specification, as Schemathesis reads it."""

    def __init__(self, api: Api, ledger: Ledger) -> None:
        self._schema = schema(api)
        self._ledger = ledger
        foreign = set(foreign_checks(api))
        known: dict[str, Any] = {check.__name__: check for check in REGISTERED.get_all()}
        self._checks = {name: known[name] for name in _RESPONSE_CHECKS if name not in foreign}

    def book(self, booked: Booked) -> None:
        """Check an exchange and add it to the result."""
        case = self._schema.find_operation_by_id(booked.operation).Case()
        response = booked.response
        failures: dict[str, list[Failure]] = {}
        for name, check in self._checks.items():
            if not booked.own and name not in _FOR_ALL:
                continue
            try:
                skipped = check(_CONTEXT, response, case)
            except Failure as failure:
                failures[name] = [failure]
            except FailureGroup as group:
                failures[name] = list(group.exceptions)
            except Exception as failure:  # noqa: BLE001 - our checks, or an unreadable response
                ours = isinstance(failure, AssertionError)
                words = str(failure) if ours else f"unreadable ({type(failure).__name__})"
                failures[name] = [Failure(operation=booked.operation, title=name, message=words)]
            else:
                if not skipped:
                    failures[name] = []
        self._ledger.exchange(case, response, failures)


def judged(api: Api, booked: Booked) -> list[Finding]:
    """What is wrong with one exchange that is not part of a run."""
    # No request is sent to this address.
    target = Target(api=api, base_url="https://example.com", key="-", read_only=True)
    ledger = Ledger(target, Outcome(api=api, auth="-"))
    Judge(api, ledger).book(booked)
    # A failure of the server is no news here: it was kept, and may be documented.
    return [one for one in ledger.outcome.findings if one.check != "not_a_server_error"]


_CONTEXT = CheckContext(
    override=None,
    auth=None,
    headers=None,
    config=ChecksConfig(),
    transport_kwargs=None,
    response_checks=None,
)


@cache
def as_json(api: Api) -> bytes:
    """A specification in the form that Schemathesis reads thirty times as fast as YAML.

    Bodies of links have a name of our own there, as OpenAPI Generator takes only text for them.
    """
    document = msgspec.json.encode(facts(api).document)
    return document.replace(b'"x-request-body":', b'"requestBody":')


@cache
def schema(api: Api) -> Any:
    """A specification as Schemathesis reads it."""
    schema: Any = schemathesis.openapi.from_dict(json.loads(as_json(api)))
    schema.config.update(base_url="http://127.0.0.1")
    return schema
