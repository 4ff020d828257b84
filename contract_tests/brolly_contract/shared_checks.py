"""Checks that both APIs share: promises of HTTP and of the specification's form."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from schemathesis import CheckContext, Response

from brolly_contract.exchange import SKIP, AnyCase


@schemathesis.check
def documented_success(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
    """A success has a status that the specification lists: `default` stands for errors only."""
    if not 200 <= response.status_code < 300:
        return SKIP
    listed = {"2XX", str(response.status_code)} & case.operation.definition.raw["responses"].keys()
    assert listed, f"the success comes as {response.status_code}"
    return None


@schemathesis.check
def text_is_utf8(_: CheckContext, response: Response, __: AnyCase) -> bool | None:
    """JSON is UTF-8, and no header says otherwise."""
    kind = ", ".join(response.headers.get("content-type", []))
    if not response.content or "json" not in kind:
        return SKIP
    charset = re.search(r'charset\s*=\s*"?([^\s";]+)', kind, re.IGNORECASE)
    named = charset[1].lower() if charset else "utf-8"
    assert named in {"utf-8", "utf8"}, f"the answer says that it is {named[:20]}"
    try:
        response.content.decode()
    except UnicodeDecodeError:
        raise AssertionError("the answer is no UTF-8") from None
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
