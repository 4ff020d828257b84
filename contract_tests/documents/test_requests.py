"""The documented requests are what the clients send."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from brolly._core.auth import Clock
from brolly_mock import ManualClock
from documents.examples import Wire, example
from flavours import Flavour

# As printed in the documents, placeholders included.
BEARER_2015 = "your_api_key"
SECRET_KEY = "sk_test_SECRET_KEY"  # noqa: S105 - a placeholder
EMPTY: dict[str, Any] = {"_embedded": {"item": []}, "_links": {}}


@pytest.mark.parametrize("key", [BEARER_2015, SECRET_KEY])
def test_bearer_as_in_the_curl_examples(flavour: Flavour, key: str) -> None:
    """Seeds 000 and 001: a bearer request is the curl request, its header to the letter."""
    wire = Wire(EMPTY)
    flavour.run(flavour.Kasko(key, auth="bearer", transport=wire.transport).list_policies())
    (request,) = wire.sent
    assert (request.method, str(request.url)) == ("GET", "https://api.kasko.io/policies")
    assert request.headers["authorization"] == f"Bearer {key}"


def test_basic_with_the_key_as_user_name(flavour: Flavour) -> None:
    """Seed 000: by default the key is the user name of HTTP Basic and the password is empty."""
    wire = Wire(EMPTY)
    flavour.run(flavour.Kasko(SECRET_KEY, transport=wire.transport).list_policies())
    scheme, _, credentials = wire.sent[0].headers["authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(credentials).decode().split(":") == [SECRET_KEY, ""]


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({"since": 1444411555, "limit": 20}, "since=1444411555&limit=20"),
        ({"since": 1444411555}, "since=1444411555"),
        ({"until": 1444411555}, "until=1444411555"),
        (
            {"since": datetime(2015, 10, 14, 12, 52, 46, tzinfo=UTC)},
            "since=2015-10-14T12%3A52%3A46%2B00%3A00",
        ),
    ],
)
def test_paging_parameters_as_documented(
    flavour: Flavour, arguments: dict[str, Any], query: str
) -> None:
    """Seed 001: the paging parameters in both documented forms, the text form URL-encoded."""
    wire = Wire(EMPTY)
    flavour.run(flavour.Kasko(SECRET_KEY, transport=wire.transport).list_policies(**arguments))
    assert str(wire.sent[0].url) == f"https://api.kasko.io/policies?{query}"


def test_polling_as_documented(flavour: Flavour) -> None:
    """Seed 001: a poll asks with `since`; the time is the one given, or a second before it."""
    wire = Wire(EMPTY)
    since = datetime(2015, 10, 9, 17, 25, 55, tzinfo=UTC)
    client = flavour.Kasko(SECRET_KEY, transport=wire.transport)
    assert flavour.all(client.iter_policies(since=since)) == []
    asked = int(wire.sent[0].url.params["since"])
    assert int(since.timestamp()) - 1 <= asked <= int(since.timestamp())


def test_authorize_as_documented(flavour: Flavour) -> None:
    """Seed 002: the key in a header, to exactly this URL, and nothing of it in the URL itself."""
    wire = Wire(example("insurehero_access_token"))
    flavour.run(flavour.InsureHero(SECRET_KEY, transport=wire.transport).authorize())
    (request,) = wire.sent
    assert request.method == "GET"
    assert str(request.url) == "https://app.insurehero.io/api/shield/integrations/auth/authorize"
    # The seed names no header: this name is from the channel's page of the same documents (G1).
    assert request.headers["x-api-key"] == SECRET_KEY
    assert "authorization" not in request.headers


def test_the_token_goes_with_every_other_request(flavour: Flavour) -> None:
    """Seed 002: data requests carry the access token, and the key no more."""
    token = example("insurehero_access_token")
    wire = Wire(token, {"data": {"id": "1"}})
    flavour.run(flavour.InsureHero(SECRET_KEY, transport=wire.transport).get_claim("1"))
    request = wire.sent[-1]
    assert request.headers["authorization"] == f"Bearer {token['data']}"
    assert "x-api-key" not in request.headers


@pytest.mark.parametrize(
    ("age", "authorized"), [(0, 1), (3300, 1), (3301, 2), (3600, 2), (86_400, 2)]
)
def test_a_token_is_used_with_five_minutes_left(
    flavour: Flavour, time: ManualClock, clock: Clock, age: int, authorized: int
) -> None:
    """Seed 002: of its hour a token must have five minutes left before a call, else a new one."""
    token, claim = example("insurehero_access_token"), {"data": {"id": "1"}}
    wire = Wire(token, claim, *([token] if authorized == 2 else []), claim)
    client = flavour.InsureHero(SECRET_KEY, transport=wire.transport, _clock=clock)
    flavour.run(client.get_claim("1"))
    time.advance(age)
    flavour.run(client.get_claim("1"))
    asked = [request.url.path.rpartition("/")[2] for request in wire.sent]
    assert asked.count("authorize") == authorized
    assert asked[-1] == "1"
