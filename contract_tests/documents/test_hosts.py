"""InsureHero's addresses, each as the documents print it (fact sheet, section 4.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from brolly import ForeignOriginError, ResponseValidationError
from client.arguments import sample
from client.specs import INSUREHERO
from flavours import Flavour

APP = "https://app.insurehero.io"
API = "https://api.insurehero.io"

# Every parameter of a path is "1".
ADDRESSES = {
    "authorize": "GET https://app.insurehero.io/api/shield/integrations/auth/authorize",
    "authorize_channel": "GET https://app.insurehero.io/api/shield/v1/auth/authorize",
    "list_risk_items": "GET https://app.insurehero.io/api/shield/integrations/v1/risk-items",
    "get_risk_item": "GET https://app.insurehero.io/api/shield/integrations/v1/risk-items/1",
    "list_claims": "GET https://app.insurehero.io/api/shield/integrations/v1/claims",
    "get_claim": "GET https://app.insurehero.io/api/shield/integrations/v1/claims/1",
    "list_claim_events": "GET https://app.insurehero.io/api/shield/integrations/v1/claims/1/events",
    "list_orders": "GET https://app.insurehero.io/api/shield/integrations/v1/orders/1",
    "list_policies": "GET https://app.insurehero.io/api/shield/v1/policies",
    "list_packages": "GET https://app.insurehero.io/api/shield/v1/packages",
    "list_variants": "GET https://app.insurehero.io/api/shield/v1/variants",
    "get_variant": "GET https://app.insurehero.io/api/shield/v1/variants/1",
    "list_coverages": "GET https://app.insurehero.io/api/shield/v1/coverages",
    "get_coverage": "GET https://app.insurehero.io/api/shield/v1/coverages/1",
    "send_otp": "POST https://app.insurehero.io/api/shield/v1/users/1/otp",
    "verify_otp": "POST https://app.insurehero.io/api/shield/v1/users/1/verify-otp",
    "register_user": "PATCH https://app.insurehero.io/api/shield/v1/users/1",
    "list_users": "GET https://app.insurehero.io/api/shield/v1/users",
    "get_user_by_email": "GET https://api.insurehero.io/api/shield/v1/users/by-email/1",
    "list_user_claims": "GET https://api.insurehero.io/api/shield/v1/users/1/claims",
    "create_risk_item": "POST https://app.insurehero.io/api/shield/v1/risk-items",
    "list_channel_risk_items": "GET https://app.insurehero.io/api/shield/v1/risk-items",
    "upload_risk_item_assets": "POST https://app.insurehero.io/api/shield/v1/risk-items/1/assets",
    "upload_claim_assets": "POST https://app.insurehero.io/api/shield/v1/claims/1/assets",
    "answer_workflow_step": "POST https://app.insurehero.io/api/shield/v1/claims/1/workflow",
    "answer_workflow_step_form": "POST https://app.insurehero.io/api/shield/v1/claims/1/workflow",
    "get_workflow": "GET https://api.insurehero.io/api/shield/v1/claims/1/workflow",
}
ON_THE_OTHER_HOST = [name for name, address in ADDRESSES.items() if API in address]

each_operation = pytest.mark.parametrize("operation", ADDRESSES)


class Network:
    """Gives out tokens that name their part, and answers everything else in one way."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self._answer = answer
        self.sent: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if request.url.path.endswith("/auth/authorize"):
            part = "integrations" if "integrations" in request.url.path else "channel"
            return httpx.Response(200, json={"data": f"{part}-token"})
        return self._answer(request)


def call(
    flavour: Flavour,
    operation: str,
    answer: Callable[[httpx.Request], httpx.Response] = lambda _: httpx.Response(200, json=[]),
    **options: Any,
) -> list[httpx.Request]:
    """The requests that one call makes, the last one its own; what comes back is of no matter."""
    network = Network(answer)
    shield = flavour.InsureHero(
        "key", channel_key="channel", transport=httpx.MockTransport(network), **options
    )
    given = sample(INSUREHERO, INSUREHERO.operations[operation])
    try:
        flavour.run(getattr(shield, operation)(**given))
    except ResponseValidationError:
        assert "authorize" not in operation
    finally:
        flavour.run(shield.close())
    return network.sent


def address(request: httpx.Request) -> str:
    return f"{request.method} {request.url.copy_with(query=None)}"


def test_every_operation_has_its_address() -> None:
    """No operation is described without a documented address that is pinned here."""
    assert ADDRESSES.keys() == INSUREHERO.operations.keys()
    assert len(ON_THE_OTHER_HOST) == 3


@each_operation
def test_addresses_as_documented(flavour: Flavour, operation: str) -> None:
    """A call goes to exactly the documented address, its host included (G3, G4)."""
    assert address(call(flavour, operation)[-1]) == ADDRESSES[operation]


@each_operation
def test_one_base_url_replaces_both_hosts(flavour: Flavour, operation: str) -> None:
    """A base URL of the user's own takes every call, and nothing goes to a documented host."""
    sent = call(flavour, operation, base_url="https://shield.example.com/sandbox")
    own = "https://shield.example.com/sandbox"
    expected = ADDRESSES[operation].replace(APP, own).replace(API, own)
    assert address(sent[-1]) == expected
    assert {request.url.host for request in sent} == {"shield.example.com"}


@each_operation
def test_a_call_carries_the_token_of_its_part(flavour: Flavour, operation: str) -> None:
    """Each part is called with the token of its own key; a user's claims are the channel's (G5)."""
    *before, request = call(flavour, operation)
    part = "integrations" if "/integrations/" in request.url.path else "channel"
    if operation.startswith("authorize"):
        assert before == []
        key = "key" if part == "integrations" else "channel"
        assert (request.headers["x-api-key"], "authorization" in request.headers) == (key, False)
        return
    assert request.headers["authorization"] == f"Bearer {part}-token"
    assert "x-api-key" not in request.headers
    (authorized,) = before
    # The token for a call to the other host comes from the host of all authorize calls.
    name = "authorize" if part == "integrations" else "authorize_channel"
    assert address(authorized) == ADDRESSES[name]


@pytest.mark.parametrize("operation", [*ON_THE_OTHER_HOST, "list_variants", "get_claim"])
@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "https://api.insurehero.io.elsewhere.example/",
        "https://insurehero.io/",
        "http://api.insurehero.io/",
        "https://api.insurehero.io:8443/",
        "https://app.insurehero.io@elsewhere.example/",
    ],
)
def test_no_other_origin_is_called(flavour: Flavour, operation: str, target: str) -> None:
    """A redirect leads a call of either host to no origin but the documented ones."""
    asked: list[httpx.Request] = []

    def redirect(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(307, headers={"Location": target})

    with pytest.raises(ForeignOriginError):
        call(flavour, operation, redirect)
    assert [address(request) for request in asked] == [ADDRESSES[operation]]


@pytest.mark.parametrize("operation", ON_THE_OTHER_HOST)
def test_a_redirect_within_the_other_host_is_followed(flavour: Flavour, operation: str) -> None:
    """The other documented host is an origin of its own: a redirect within it keeps the token."""

    def redirect(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/moved"):
            return httpx.Response(200, json=[])
        return httpx.Response(307, headers={"Location": "/moved"})

    request = call(flavour, operation, redirect)[-1]
    assert str(request.url) == f"{API}/moved"
    assert request.headers["authorization"] == "Bearer channel-token"
