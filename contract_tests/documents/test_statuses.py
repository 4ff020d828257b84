"""Each documented status, and everything else that may come instead, as an error of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from brolly import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    BrollyError,
    ConfigurationError,
    ConflictError,
    MethodNotAllowedError,
    NotFoundError,
    PermissionDeniedError,
    ResponseValidationError,
    ServerError,
)
from documents.examples import REQUEST_ID, Wire, example, ok, policies
from flavours import Flavour

KEY = "sk_test_SECRET_KEY"
HTML = httpx.Response(
    200, headers={"Content-Type": "text/html"}, text="<!doctype html><h1>Scheduled maintenance</h1>"
)


def outcome(flavour: Flavour, answer: httpx.Response | dict[str, Any]) -> Any:
    """What a caller of `list_policies` gets for an answer."""
    wire = Wire(answer)
    client = flavour.Kasko(KEY, transport=wire.transport, max_retries=0)
    return flavour.run(client.list_policies())


def error(flavour: Flavour, answer: httpx.Response | dict[str, Any]) -> BrollyError:
    """What a caller of `list_policies` has to catch for an answer."""
    with pytest.raises(BrollyError) as raised:
        outcome(flavour, answer)
    assert "list_policies" in str(raised.value)
    assert KEY not in str(raised.value)
    return raised.value


@pytest.mark.parametrize("status", [200, 201])
def test_success_with_data(flavour: Flavour, status: int) -> None:
    """Seed 000, 200 and 201: the data of the answer is what the call returns."""
    page = outcome(flavour, ok(example("kasko_policies"), status))
    assert [policy.id for policy in page.embedded.item] == [
        policy["id"] for policy in policies(example("kasko_policies"))
    ]


def test_success_without_data(flavour: Flavour) -> None:
    """Seed 000, 204: a call that is due to return data says that none came."""
    raised = error(flavour, httpx.Response(204, headers={"X-Request-Id": REQUEST_ID}))
    assert isinstance(raised, ResponseValidationError)
    assert (raised.path, raised.request_id) == ("$", REQUEST_ID)
    assert "status 204" in str(raised)


STATUSES = [
    (400, BadRequestError, "a parameter is missing or invalid; see .message and .errors"),
    (401, AuthenticationError, "it must be complete and belong to this base URL"),
    (403, PermissionDeniedError, "use a key with the permission, or ask the provider"),
    (404, NotFoundError, "this key may not see it (KASKO answers 404 for both)"),
    (405, MethodNotAllowedError, "check the base URL"),
    (409, ConflictError, "read the current state, then decide"),
    (500, ServerError, "contact its support with the request id"),
    (502, ServerError, "contact its support with the request id"),
    (503, ServerError, "contact its support with the request id"),
    (504, ServerError, "contact its support with the request id"),
    # In no table; content networks answer with it.
    (520, ServerError, "contact its support with the request id"),
]
BODIES: dict[str, Callable[[int], httpx.Response]] = {
    "example": lambda status: ok(example("kasko_error"), status),
    "html": lambda status: httpx.Response(status, headers=HTML.headers, content=HTML.content),
    "empty": httpx.Response,
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(("status", "kind", "advice"), STATUSES)
def test_the_table_of_statuses(
    flavour: Flavour, status: int, kind: type[ApiError], advice: str, body: str
) -> None:
    """Seed 000: each status is an error of its own class whose text says what to do."""
    raised = error(flavour, BODIES[body](status))
    assert type(raised) is kind
    assert (raised.status_code, raised.operation) == (status, "list_policies")
    assert f" {status} " in str(raised)
    assert advice in str(raised)
    # What the provider wrote may name a person: it is on the attributes, not in the text.
    assert "<h1>" not in str(raised)
    if body == "example":
        message = example("kasko_error")["message"]
        assert raised.message == message
        assert message not in str(raised)
        assert f"request id: {REQUEST_ID}" in str(raised)
    else:
        assert (raised.status, raised.message, raised.errors) == (None, None, ())


def test_an_html_page_in_place_of_data(flavour: Flavour) -> None:
    """A page for people where JSON is due says what came and where to look."""
    raised = error(flavour, HTML)
    assert isinstance(raised, ResponseValidationError)
    assert "not valid JSON" in str(raised)
    assert "text/html" in str(raised)
    assert "the base URL may be wrong" in str(raised)
    assert "maintenance" not in str(raised)


@pytest.mark.parametrize(
    ("member", "value", "expected"),
    [
        ("amount", "5794", "expected int | null, got str"),
        ("gross_premium", 52.94, "expected int | null, got float"),
        ("id", 1, "expected str, got int"),
        ("updated_at", None, "expected datetime, got null"),
        ("updated_at", "2015-10-09 at noon", "the value does not match the documented format"),
        ("updated_at", "2015-10-09T17:25:55", "the value does not match the documented format"),
        ("livemode", "false", "expected bool | null, got str"),
        ("assets", {}, "expected array | null, got object"),
    ],
)
def test_a_wrong_type_in_an_answer(
    flavour: Flavour, member: str, value: Any, expected: str
) -> None:
    """A value of another type names its place in the answer, the types, and not the value."""
    page = example("kasko_policies")
    policies(page)[1][member] = value
    raised = error(flavour, ok(page))
    assert isinstance(raised, ResponseValidationError)
    assert (raised.path, raised.request_id) == (f"$._embedded.item[1].{member}", REQUEST_ID)
    assert expected in str(raised)
    assert "the API has changed" in str(raised)
    assert not isinstance(value, str) or value not in str(raised)


@pytest.mark.parametrize("provider", ["Kasko", "InsureHero"])
@pytest.mark.parametrize(
    "url",
    [
        "http://api.kasko.io",
        "HTTP://app.insurehero.io:80/",
        "http://127.0.0.999",
        "http://a.localhost",
    ],
)
def test_a_plain_http_base_url(flavour: Flavour, provider: str, url: str) -> None:
    """Plain HTTP, which fails by seeds 000 and 001, is refused before the key could leave."""
    wire = Wire({})
    with pytest.raises(ConfigurationError, match="must start with https://"):
        getattr(flavour, provider)(KEY, base_url=url, transport=wire.transport)
    assert wire.sent == []


@pytest.mark.parametrize("provider", ["Kasko", "InsureHero"])
@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("", "pass it as the first argument or set"),
        (None, "pass it as the first argument or set"),
        ("sk_test_1 ", "copy it again, without quotes"),
        ("sk_test_1\r\nX-Evil: 1", "copy it again, without quotes"),
        ("sk_test:1", "copy it again, without quotes"),
        ("“sk_test_1”", "copy it again, without quotes"),
    ],
)
def test_a_key_that_can_be_none(
    flavour: Flavour, provider: str, key: str | None, advice: str
) -> None:
    """A key that no provider gives out is refused at once, and its text is not repeated."""
    with pytest.raises(ConfigurationError) as raised:
        getattr(flavour, provider)(key, transport=Wire({}).transport)
    assert advice in str(raised.value)
    assert f"{provider.upper()}_API_KEY" in str(raised.value)
    assert "sk_test" not in str(raised.value)


def test_a_key_that_authorize_refuses(flavour: Flavour) -> None:
    """A key that is wrong ends the call at authorize, with one request and the right error."""
    wire = Wire(httpx.Response(401))
    client = flavour.InsureHero(KEY, transport=wire.transport)
    with pytest.raises(AuthenticationError, match="the API key was not accepted"):
        flavour.run(client.get_claim("1"))
    assert len(wire.sent) == 1
