"""Checks of both APIs: rules of HTTP, JSON and OpenAPI."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from schemathesis import CheckContext, Response

from brolly_contract.exchange import SKIP, AnyCase, Exchange, http_date
from brolly_contract.facts import Facts, facts
from brolly_contract.target import APIS, Api


@schemathesis.check
def documented_success(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """A success has a status that the specification lists: `default` is for errors only."""
    if not 200 <= response.status_code < 300:
        return SKIP
    listed = {"2XX", str(response.status_code)} & case.operation.definition.raw["responses"].keys()
    assert listed, f"the success has the status {response.status_code}"
    return None


@schemathesis.check
def text_is_utf8(_: CheckContext, response: Response, __: AnyCase) -> bool | None:
    """JSON is UTF-8, and its headers do not say otherwise."""
    kind = ", ".join(response.headers.get("content-type", []))
    if not response.content or "json" not in kind:
        return SKIP
    charset = re.search(r'charset\s*=\s*"?([^\s";]+)', kind, re.IGNORECASE)
    named = charset[1].lower() if charset else "utf-8"
    assert named in {"utf-8", "utf8"}, f"the response names the charset {named[:20]}"
    try:
        response.content.decode()
    except UnicodeDecodeError:
        raise AssertionError("the response is not UTF-8") from None
    return None


@schemathesis.check
def required_query(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """A request that lacks a required query parameter is refused.

    Schemathesis 4.32.5 sends such requests, but does not check them if there is another query
    parameter. So this reads the URL that was sent.
    """
    required = {parameter.name for parameter in case.operation.query if parameter.is_required}
    if not required:
        return SKIP
    query = urlsplit(response.request.url or "").query
    missing = required - {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    refused = response.status_code >= 400
    assert refused or not missing, f"succeeds without {' and '.join(sorted(missing))}"
    return None if missing else SKIP


def _whole_members(said: Facts) -> frozenset[str]:
    """The names of members that are documented as integers everywhere."""
    kinds: dict[str, set[str]] = {}
    for name, schema in said.properties():
        found = schema.get("type")
        kinds.setdefault(name, set()).update([found] if isinstance(found, str) else found or ["?"])
    return frozenset(name for name, held in kinds.items() if held <= {"integer", "null"})


_WHOLE = {api: _whole_members(facts(api)) for api in APIS}


class _Fraction(float):
    """A number that was written with a fraction or an exponent."""


@schemathesis.check
def json_as_written(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """JSON has no member twice and no NaN; integers have neither a fraction nor an exponent."""
    kind = ", ".join(response.headers.get("content-type", []))
    if not response.content or "json" not in kind:
        return SKIP
    whole = _WHOLE[_api(case)]
    twice = 0
    fractions = False

    def read(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice, fractions
        members = dict(pairs)
        twice += len(pairs) - len(members)
        fractions = fractions or any(isinstance(v, _Fraction) and n in whole for n, v in pairs)
        return members

    unknown: list[str] = []
    try:
        body = json.loads(
            response.content,
            object_pairs_hook=read,
            parse_float=_Fraction,
            parse_constant=unknown.append,
        )
    except (ValueError, RecursionError):
        return SKIP
    assert not unknown, "a number is NaN or Infinity, which JSON does not have"
    assert not twice, "an object has a member twice"
    # A response to a write may repeat the request. Free-form data is the user's.
    if fractions and response.request.method == "GET":
        said, name = facts(_api(case)), case.operation.definition.raw["operationId"]
        found = {
            steps[-1]
            for steps in _fractions(body)
            if steps[-1] in whole and said.describes(name, response.status_code, steps)
        }
        named = " and ".join(sorted(map(str, found)))
        assert not found, f"{named} has a fraction or an exponent"
    return None


def _fractions(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each number that was written with a fraction or an exponent."""
    if isinstance(value, _Fraction) and steps:
        yield steps
    inner = value.items() if isinstance(value, dict) else ()
    for step, one in enumerate(value) if isinstance(value, list) else inner:
        yield from _fractions(one, (*steps, step))


_DATES = ("date", "last-modified", "expires")


@schemathesis.check
def well_formed_headers(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """Dates in headers are HTTP dates; a 401 names only documented schemes."""
    for name in _DATES:
        for value in response.headers.get(name, []):
            # `Expires: 0` is common.
            assert value == "0" or http_date(value) is not None, f"{name} is not an HTTP date"
    for value in response.headers.get("retry-after", []):
        right = value.strip().isdecimal() or http_date(value) is not None
        assert right, "retry-after is neither seconds nor an HTTP date"
    allowed = _SCHEMES[_api(case)]
    for value in response.headers.get("www-authenticate", []):
        scheme = value.strip().partition(" ")[0].strip(",").lower()
        right = scheme not in {"basic", "digest", "negotiate"} or scheme in allowed
        assert right, "www-authenticate names a scheme that is not documented"
    return None


_SCHEMES = {
    api: {
        str(scheme.get("scheme", "")).lower()
        for scheme in facts(api).document["components"]["securitySchemes"].values()
    }
    for api in APIS
}


def _api(case: AnyCase) -> Api:
    # Both APIs have operations with the same name.
    return "insurehero" if case.operation.path.startswith("/api/shield/") else "kasko"


@schemathesis.check
def records_once(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """A list does not contain the same record twice."""
    if response.status_code != 200 or case.operation.method.upper() != "GET":
        return SKIP
    exchange = Exchange.read(response, case)
    body = exchange.body if exchange else None
    looked = False
    for items in _lists(body):
        keys = [
            (one["id"], one.get("updated_at"))
            for one in items
            if isinstance(one, dict) and isinstance(one.get("id"), str)
        ]
        looked = looked or len(keys) > 1
        assert len({*map(str, keys)}) == len(keys), "a list contains a record twice"
    return None if looked else SKIP


def _lists(body: Any) -> Iterator[list[Any]]:
    """The list of records in a response, in whatever it is wrapped."""
    if isinstance(body, list):
        yield body
    elif isinstance(body, dict):
        for name in ("data", "_embedded", "item"):
            yield from _lists(body.get(name))
