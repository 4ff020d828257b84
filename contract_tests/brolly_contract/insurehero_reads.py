"""Walks that only read InsureHero, in both parts of its API.

They hold for both readings of `to` and for either first index.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from time import monotonic
from typing import Any

import msgspec

from brolly_contract.exchange import Record
from brolly_contract.traffic import CHANNEL, INTEGRATIONS, UntestedError, World
from brolly_contract.walks import altered, contradictions, in_path, member, needed, sample, walk

_V1 = f"{INTEGRATIONS}/v1"
_SPAN, _SMALL, _MOST, _HALF = 100, 9, 126, 50
# More than 32 bits hold.
_BEYOND = 2**31
_TOKEN_SECONDS = 3600
_SLACK_SECONDS = 20
_RANGE = ("components/parameters/From", "components/parameters/To")
_FLAGS = tuple(f"components/parameters/{name}" for name in ("CommInfo", "PolicyRef", "General"))
_PARTS = ("comm_info", "policy_ref", "general")


def ranged(world: World, path: str, first: int, last: int) -> list[Record]:
    """The records of a range."""
    return world.get(path, query={"from": first, "to": last}).records("data")


def _ids(records: list[Record]) -> list[str]:
    return [member(record, "id") for record in records]


def _ranges(world: World, path: str) -> None:
    # Whether the first index is 0 or 1 is not documented; from 1 on both readings agree.
    large = _ids(ranged(world, path, 1, _SPAN))
    if not large:
        raise UntestedError("the account holds less than two of these records")
    small: list[str] = []
    small_short = 0
    while len(small) < _MOST:
        page = _ids(ranged(world, path, 1 + len(small), len(small) + _SMALL))
        if not page:
            break
        small_short = small_short if small else _SMALL - len(page)
        small += page
    assert len(set(small)) == len(small), "ranges that do not overlap share a record"
    beyond = ranged(world, path, _BEYOND, _BEYOND + 5)
    assert not beyond, "a range beyond the last record is not empty"
    both = min(len(large), len(small))
    other = f"a range of {_SPAN} holds other records than ranges of {_SMALL}"
    assert large[:both] == small[:both], other
    if len(small) > _HALF:
        # It starts within the first hundred and ends within the second.
        middle = _ids(ranged(world, path, 1 + _HALF, _HALF + _SPAN))
        both = min(len(middle), len(small) - _HALF)
        right = middle[:both] == small[_HALF : _HALF + both]
        assert right, "ranges beyond the first hundred hold other records"
    if len(small) >= _MOST:
        # `to` is part of a range or not, but the same in both spans.
        short = _SPAN - len(large)
        lacking = f"a range of {_SPAN} lacks {short} records"
        assert short == small_short, f"{lacking}, one of {_SMALL} lacks {small_short}"
        assert short in {0, 1}, lacking


def _register(name: str, operation: str, path: str, *, channel: bool = False) -> None:
    def walked(world: World) -> None:
        try:
            _ranges(world, path)
        except AssertionError:
            # A record that is created meanwhile moves the indexes.
            _ranges(world, path)

    walked.__name__ = f"ranges_of_{name}"
    words = name.replace("_", " ")
    walked.__doc__ = f"Ranges of any size hold the {words} once and in the same order."
    walk("insurehero", operation, *_RANGE, channel=channel)(walked)


_register("risk_items", "list_risk_items", f"{_V1}/risk-items")
_register("claims", "list_claims", f"{_V1}/claims")
_register("channel_risk_items", "list_channel_risk_items", f"{CHANNEL}/risk-items", channel=True)
_register("packages", "list_packages", f"{CHANNEL}/packages", channel=True)
_register("users", "list_users", f"{CHANNEL}/users", channel=True)


def _agrees(world: World, record: Record, path: str, what: str) -> None:
    single = world.get(path).record("data")
    differing = contradictions(record, single)
    assert not differing, f"list and single read of {what} disagree in {differing}"


def _singles(world: World, kind: str, parameter: str, what: str) -> None:
    held = needed(ranged(world, f"{_V1}/{kind}", 0, 30), what)
    world.ids.setdefault(parameter, []).extend(_ids(held))
    for one in sample(held, 4):
        _agrees(world, one, f"{_V1}/{kind}/{in_path(member(one, 'id'))}", f"a {what}")


@walk("insurehero", "get_claim", "get_claim")
def single_claims(world: World) -> None:
    """A claim reads the same on its own as in the list."""
    _singles(world, "claims", "claimId", "claim")


@walk("insurehero", "get_risk_item", "get_risk_item")
def single_risk_items(world: World) -> None:
    """A risk item reads the same on its own as in the list."""
    _singles(world, "risk-items", "riskItemId", "risk item")


@walk("insurehero", "list_claims", *_FLAGS)
def flags_of_claims(world: World) -> None:
    """A flag of claims adds the part that it names, and leaves it out when it is false.

    The documents do not say which members `general` adds. It has to add some.
    """
    needed(ranged(world, f"{_V1}/claims", 0, 30), "claim")

    def claims(**flags: bool) -> list[Record]:
        given = {name: str(flags.get(name, False)).lower() for name in _PARTS}
        query: Mapping[str, Any] = {"from": 0, "to": 30, **given}
        return world.get(f"{_V1}/claims", query=query).records("data")

    whole = claims(comm_info=True, policy_ref=True, general=True)
    shown = {name for claim in whole for name in claim}
    for flag, part in (("comm_info", "communications"), ("policy_ref", "policy_reference")):
        others = dict.fromkeys(set(_PARTS) - {flag}, True)
        without, alone = claims(**others), claims(**{flag: True})
        assert not any(part in claim for claim in without), f"`{flag}` is false, {part} is there"
        if part in shown:
            assert any(part in claim for claim in alone), f"`{flag}` is true, {part} is missing"
    less = {name for claim in claims(comm_info=True, policy_ref=True) for name in claim}
    assert not shown or less < shown, "`general` makes no difference"
    first = next((claim for claim in whole if isinstance(claim.get("id"), str)), None)
    if first is not None:
        path = f"{_V1}/claims/{in_path(member(first, 'id'))}"
        for flag, other, part in (
            ("policy_ref", "comm_info", "policy_reference"),
            ("comm_info", "policy_ref", "communications"),
        ):
            single = world.get(path, query={flag: "false", other: "true"}).record("data")
            assert part not in single, f"`{flag}` is false, {part} is there"


@walk("insurehero", "list_claim_events", "list_claim_events")
def events_of_their_claim(world: World) -> None:
    """The events of a claim are its own: no other claim has them too."""
    claims = ranged(world, f"{_V1}/claims", 0, 14)
    owner: dict[str, str] = {}
    for claim in claims:
        name = member(claim, "id")
        events = world.get(f"{_V1}/claims/{in_path(name)}/events").records("data")
        for event in events:
            for key in ("claim_id", "claimId"):
                assert event.get(key, name) == name, "an event names another claim"
            known = event.get("id")
            if isinstance(known, str):
                other = owner.setdefault(known, name)
                assert other == name, "two claims have the same event"
    if not owner:
        raise UntestedError("no claim has an event with an id")


@walk("insurehero", "list_orders", "components/schemas/Order/properties/risk_item_id")
def orders_of_their_item(world: World) -> None:
    """The orders of a risk item are its own, by its id and by its uid alike."""
    items = ranged(world, f"{_V1}/risk-items", 0, 14)
    seen = False
    owner: dict[str, str] = {}
    for item in items:
        name, uid = member(item, "id"), item.get("uid")
        orders = world.get(f"{_V1}/orders/{in_path(name)}").records("data")
        for order in orders:
            seen = True
            assert order.get("risk_item_id", name) == name, "an order is for another risk item"
            other = owner.setdefault(member(order, "id"), name)
            assert other == name, "two risk items have the same order"
        if isinstance(uid, str) and uid:
            path = f"{_V1}/orders/{in_path(uid)}"
            by_uid = world.get(path, query={"searchBy": "uid"}).records("data")
            assert by_uid == orders, "a search by uid returns other orders than by id"
    if not seen:
        raise UntestedError("no risk item has an order")


@walk("insurehero", "authorize", "components/securitySchemes/apiKey")
def shield_key_to_the_letter(world: World) -> None:
    """A key or a token that is wrong by one character is refused, and so is a missing key.

    That a missing key returns 400 is documented for the channel only.
    """
    parts = [(INTEGRATIONS, world.target.key, f"{_V1}/claims")]
    if world.target.channel_key:
        parts.append((CHANNEL, world.target.channel_key, f"{CHANNEL}/users"))
    for part, key, path in parts:
        for wrong in (altered(key), altered(key, 0), f"{key}a", key.swapcase()):
            sent = world.get(f"{part}/auth/authorize", credential={"x-api-key": wrong})
            sent.expect(401, to="a key that is wrong by a character")
        without = world.get(f"{part}/auth/authorize", credential={})
        due = (400,) if part == CHANNEL else (400, 401)
        without.expect(*due, to=f"{part}/auth/authorize without a key")
        token = world.authorize(part)
        query = {"from": 0, "to": 1}
        world.get(path, query=query, credential=_bearer(token)).expect(200, to="a fresh token")
        for wrong in (altered(token, len(token) // 2), altered(token, -5), token[:-4]):
            sent = world.get(path, query=query, credential=_bearer(wrong))
            sent.expect(401, to="a token that is wrong by a character")


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@walk("insurehero", "authorize", "authorize/description#lifespan of one hour")
def token_says_its_hour(world: World) -> None:
    """A token that is a JWT says by `exp` and `iat` that it lives for 3,600 seconds."""
    claims = _claims(world.authorize(INTEGRATIONS))
    if not {"exp", "iat"} <= claims.keys():
        raise UntestedError("the token is not a JWT with exp and iat")
    seconds = claims["exp"] - claims["iat"]
    assert seconds == _TOKEN_SECONDS, f"a token says that it lives for {seconds} s"


def _claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, msgspec.DecodeError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, int | float)}


@walk("insurehero", "authorize", "authorize/description#lifespan of one hour")
def token_lives_its_hour(world: World) -> None:
    """A token works until it is 3,600 seconds old, and no longer."""
    if world.aids.advance is None and world.patience < _TOKEN_SECONDS:
        raise UntestedError(f"needs an hour: --patience {_TOKEN_SECONDS + 300}")
    moves = world.aids.advance is not None
    # Requests take time as well, and clocks differ.
    least, most = (-1, 0) if moves else (-_SLACK_SECONDS, _SLACK_SECONDS)
    begun, passed = monotonic(), 0.0
    token, path = world.authorize(INTEGRATIONS), f"{_V1}/claims"
    for age, due in ((-60, 200), (least, 200), (most, 401), (200, 401)):
        seconds = _TOKEN_SECONDS + age - (passed if moves else monotonic() - begun)
        world.pass_time(seconds)
        passed += seconds
        sent = world.get(path, query={"from": 0, "to": 0}, credential=_bearer(token))
        sent.expect(due, to="a token of about an hour")


@walk("insurehero", "list_policies", "list_policies/parameters/0", channel=True)
def policies_of_their_holder(world: World) -> None:
    """The policies of a holder are exactly those that the whole list has for that holder."""
    path = f"{CHANNEL}/policies"
    every = world.get(path).records("data")
    holders = {one["holder_id"] for one in every if isinstance(one.get("holder_id"), str)}
    if not holders:
        raise UntestedError("no policy names its holder")
    for holder in sorted(holders)[:3]:
        due = [one for one in every if one.get("holder_id") == holder]
        found = world.get(path, query={"holderId": holder}).records("data")
        others = [one for one in found if one.get("holder_id", holder) != holder]
        assert not others, "the policies of another holder are returned"
        assert all(one in found for one in due), "policies of a holder are missing"


@walk("insurehero", "list_user_claims", "list_user_claims", channel=True)
def claims_of_users(world: World) -> None:
    """The claims of a user are found by id and by uid, each in its own way only."""
    path = f"{CHANNEL}/users/{{}}/claims"
    claims = ranged(world, f"{_V1}/claims", 0, 99)
    users = needed(ranged(world, f"{CHANNEL}/users", 0, 9), "user")
    emails = [user["email"] for user in users if isinstance(user.get("email"), str)]
    world.ids.setdefault("userId", []).extend(filter(None, emails))
    for user in users:
        name, uid = user.get("id"), user.get("uid")
        if not isinstance(name, str):
            continue
        by_id = world.get(path.format(in_path(name))).records("data")
        for claim in by_id:
            right = claim.get("claimant_id", name) == name
            assert right, "a claim of another user is returned"
        due = {member(one, "id") for one in claims if one.get("claimant_id") == name}
        assert due <= set(_ids(by_id)), "claims of a user are missing"
        if isinstance(uid, str) and uid:
            found = world.get(path.format(in_path(uid)), query={"searchBy": "uid"}).records("data")
            assert found == by_id, "a search by uid returns other claims than by id"
            if uid != name:
                world.get(path.format(in_path(uid))).expect(404, to="a uid in place of an id")


@walk("insurehero", "get_variant", "get_variant", channel=True)
def single_offers(world: World) -> None:
    """Variants, coverages and users read the same on their own as in their lists."""
    for path, place, name in (
        (f"{CHANNEL}/variants", "variants/{}", "id"),
        (f"{CHANNEL}/coverages", "coverages/{}", "id"),
        (f"{CHANNEL}/users", "users/by-email/{}", "email"),
    ):
        found = world.get(path).records("data")
        named = [one for one in found if isinstance(one.get(name), str) and one[name]]
        for record in sample(named, 3):
            single = f"{CHANNEL}/{place.format(in_path(record[name]))}"
            _agrees(world, record, single, path.rpartition("/")[2])


@walk("insurehero", "authorize_channel", "components/securitySchemes/channelToken", channel=True)
def parts_apart(world: World) -> None:
    """A token of one part of the API is refused by the other part."""
    if world.target.sandbox:
        raise UntestedError("the documents do not say that the two parts are apart")
    query = {"from": 0, "to": 1}
    for part, path in ((INTEGRATIONS, f"{CHANNEL}/users"), (CHANNEL, f"{_V1}/claims")):
        token = _bearer(world.authorize(part))
        sent = world.get(path, query=query, credential=token)
        sent.expect(401, to="a token of the other part")
