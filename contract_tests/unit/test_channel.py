"""InsureHero's two parts: keys and tokens of their own, and what only the channel part can do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from brolly import AuthenticationError, ConfigurationError, LiveKeyError, ServerError
from brolly._core.auth import Clock
from brolly_mock import ManualClock, Mock, MockSettings, faults, transport
from flavours import Flavour
from insurehero_api.models.otp_check import OtpCheck
from insurehero_api.models.search_by_contact import SearchByContact
from insurehero_api.models.search_by_email import SearchByEmail
from insurehero_api.models.user_registration import UserRegistration

SETTINGS = MockSettings(policies=0, live_policies=0, risk_items=7, claims=5)


class Desk:
    """A client with both keys, and its mock."""

    def __init__(self, flavour: Flavour, mock: Mock, clock: Clock, **options: Any) -> None:
        self.mock = mock
        self.flavour = flavour
        self.shield: Any = flavour.InsureHero(
            mock.settings.insurehero_key,
            channel_key=mock.settings.insurehero_channel_key,
            transport=transport(mock),
            _clock=clock,
            **options,
        )

    def run(self, value: Any) -> Any:
        return self.flavour.run(value)

    def issued(self) -> tuple[int, int]:
        """Tokens given out by the integrations part and by the channel part."""
        return self.mock.tokens.issued, self.mock.channel_tokens.issued


@pytest.fixture
def desk(flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock) -> Iterator[Desk]:
    desk = Desk(flavour, make_mock(SETTINGS), clock)
    yield desk
    desk.run(desk.shield.close())


def test_each_part_has_a_token_of_its_own(desk: Desk, time: ManualClock) -> None:
    """A token is made for a part when that part is first called, and lives for itself."""
    desk.run(desk.shield.list_claims(from_=0, to=9))
    assert desk.issued() == (1, 0)
    time.advance(3000)
    desk.run(desk.shield.list_variants())
    desk.run(desk.shield.list_variants())
    assert desk.issued() == (1, 1)
    time.advance(400)
    desk.run(desk.shield.list_claims(from_=0, to=9))
    desk.run(desk.shield.list_variants())
    assert desk.issued() == (2, 1)
    desk.mock.channel_tokens.revoke_all()
    desk.run(desk.shield.list_variants())
    desk.run(desk.shield.list_claims(from_=0, to=9))
    assert desk.issued() == (2, 2)


def test_a_key_goes_to_its_own_part_alone(desk: Desk) -> None:
    """Each key travels with its own authorize call, and no data call carries any."""
    sent: list[tuple[str, str | None]] = []

    def watch(call: Any, proceed: Any) -> Any:
        sent.append((call.operation, call.headers.get("x-api-key")))
        return proceed(call)

    desk.mock.faults.add(watch, times=None)
    desk.run(desk.shield.list_coverages())
    desk.run(desk.shield.list_risk_items(from_=0, to=9))
    settings = desk.mock.settings
    assert sent == [
        ("authorize_channel", settings.insurehero_channel_key),
        ("list_coverages", None),
        ("authorize", settings.insurehero_key),
        ("list_risk_items", None),
    ]


def test_one_key_serves_both_parts_by_default(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a channel key the API key is sent; argument and environment come before it."""
    keys: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers.get("x-api-key", ""))
        return httpx.Response(200, json={"data": "token" if keys[-1] else []})

    def ask(**options: str) -> None:
        shield = flavour.InsureHero("key", transport=httpx.MockTransport(answer), **options)
        flavour.run(shield.list_variants())
        flavour.run(shield.close())

    ask()
    monkeypatch.setenv("INSUREHERO_CHANNEL_KEY", "from-environment")
    ask()
    ask(channel_key="argument")
    assert [key for key in keys if key] == ["key", "from-environment", "argument"]


def test_a_bad_channel_key_is_named(flavour: Flavour) -> None:
    """A channel key that no key can be is refused with the name of its variable."""
    with pytest.raises(ConfigurationError, match="INSUREHERO_CHANNEL_KEY"):
        flavour.InsureHero("key", channel_key="two words")


def test_a_wrong_channel_key_leaves_the_other_part_alone(
    flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock
) -> None:
    """A refused key is an error at once, and only for the part that it was meant for."""
    mock = make_mock(SETTINGS)
    shield = flavour.InsureHero(
        mock.settings.insurehero_key, channel_key="wrong", transport=transport(mock), _clock=clock
    )
    with pytest.raises(AuthenticationError) as raised:
        flavour.run(shield.list_users())
    assert (raised.value.operation, raised.value.attempts) == ("authorize_channel", 1)
    assert flavour.run(shield.list_claims(from_=0, to=9)).data
    flavour.run(shield.close())


def test_a_live_key_of_either_part_only_reads(flavour: Flavour) -> None:
    """A LIVE channel key writes no more than a LIVE API key, and the client says what it holds."""
    live = "sk_" + "live_0123"
    for keys in ({"api_key": "k", "channel_key": live}, {"api_key": live, "channel_key": "k"}):
        shield = flavour.InsureHero(
            **keys, transport=httpx.MockTransport(lambda _: httpx.Response(500))
        )
        assert shield.mode == "live"
        with pytest.raises(LiveKeyError):
            flavour.run(shield.send_otp("a@example.com", search_by=SearchByContact.EMAIL))
        flavour.run(shield.close())


def test_every_package_and_risk_item_of_the_channel(desk: Desk) -> None:
    """Both lists of the channel come whole, each record once."""
    items = desk.flavour.all(desk.shield.iter_channel_risk_items(page_size=3))
    assert [item.id for item in items] == [
        record["id"] for record in desk.mock.store.records("risk_items", offset=0, limit=-1)
    ]
    packages = desk.flavour.all(desk.shield.iter_packages(page_size=3))
    assert packages == desk.mock.store.records("packages", offset=0, limit=-1)


def test_a_user_proves_an_address_and_registers(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The code that was sent gives a user token, which shows nowhere; then the user registers."""
    email = "new.user@example.com"
    with caplog.at_level(logging.DEBUG):
        desk.run(desk.shield.send_otp(email, search_by=SearchByContact.EMAIL))
        code = desk.mock.passwords.code(email)
        check = OtpCheck(otp=code)
        verified = desk.run(
            desk.shield.verify_otp(email, search_by=SearchByContact.EMAIL, body=check)
        )
        token = verified.data.user_token
        user = desk.run(
            desk.shield.register_user(
                email,
                search_by=SearchByEmail.EMAIL,
                body=UserRegistration(first_name="New", last_name="User"),
            )
        )
    assert token.count(".") == 2
    assert (user.data.first_name, user.data.email) == ("New", email)
    assert desk.run(desk.shield.get_user_by_email(email)).data.id == user.data.id
    shown = repr(verified) + repr(check) + repr(user) + caplog.text
    for secret in (token, code, email):
        assert secret not in shown


def test_a_check_of_a_code_is_made_once(desk: Desk) -> None:
    """A check that fails midway is not repeated: the code may be used up by then."""
    email = "new.user@example.com"
    desk.run(desk.shield.send_otp(email, search_by=SearchByContact.EMAIL))
    desk.mock.faults.add(faults.status(503), operation="verify_otp", times=None)
    body = OtpCheck(otp=desk.mock.passwords.code(email))
    with pytest.raises(ServerError) as raised:
        desk.run(desk.shield.verify_otp(email, search_by=SearchByContact.EMAIL, body=body))
    assert raised.value.attempts == 1


@pytest.mark.parametrize("api", ["kasko", "insurehero"])
def test_the_mocks_reference_names_no_server_but_itself(
    api: str, make_mock: Callable[..., Mock]
) -> None:
    """Requests that are tried out on the mock's page go to the mock, whatever the spec says."""
    mock = make_mock(SETTINGS)
    with httpx.Client(transport=transport(mock), base_url="http://mock.example") as client:
        document = client.get(f"/openapi/{api}.json").json()
    operations = [
        operation
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
    ]
    assert [server["url"] for server in document["servers"]] == ["http://mock.example"]
    assert len(operations) > 20
    assert not [operation for operation in operations if "servers" in operation]
