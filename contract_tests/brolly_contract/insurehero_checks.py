"""Checks of single responses of InsureHero, beyond their shape.

They hold for both readings of `to` and for either first index.
"""

from __future__ import annotations

from brolly_contract.exchange import SKIP, Exchange, check_exchange, records, whole_number
from brolly_contract.facts import facts

_GREATEST_PAGE = 100
_LISTS = (
    "list_risk_items",
    "list_claims",
    "list_channel_risk_items",
    "list_packages",
    "list_users",
)
_OPERATIONS = tuple(facts("insurehero").operations)
_USERS = ("list_users", "get_user_by_email", "register_user")
_EXPLAINED = frozenset({400, 401, 402, 404, 422, 429})


@check_exchange(*_LISTS)
def range_size(exchange: Exchange) -> object:
    """A range has no more records than requested, and never more than 100."""
    first, last = (whole_number(exchange.query.get(name)) for name in ("from", "to"))
    if exchange.status != 200 or first is None or last is None:
        return SKIP
    most = max(0, min(last - first + 1, _GREATEST_PAGE))
    size = len(records(exchange.body, "data"))
    assert size <= most, f"the range has {size} records, requested were {most}"
    return None


@check_exchange(*_OPERATIONS)
def error_explains(exchange: Exchange) -> object:
    """The response to a refused request says why, in `error` and in `details`."""
    if exchange.status not in _EXPLAINED:
        return SKIP
    body = exchange.body if isinstance(exchange.body, dict) else {}
    missing = [name for name in ("error", "details") if not isinstance(body.get(name), str)]
    assert not missing, f"status {exchange.status} is without {' and '.join(missing)}"
    return None


@check_exchange(*_USERS)
def no_password(exchange: Exchange) -> object:
    """A user is returned without a one-time password."""
    if exchange.status != 200:
        return SKIP
    body = exchange.body if isinstance(exchange.body, dict) else {}
    users = [body["data"]] if isinstance(body.get("data"), dict) else records(body, "data")
    assert not any("otp" in user for user in users), "a user is returned with a one-time password"
    return None
