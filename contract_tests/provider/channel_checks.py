"""What InsureHero's channel part promises beyond the shape of an answer.

Sources: fact sheet, sections 5 and 6. What takes several requests in a certain order is in
`channel_walks`.
"""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import CheckContext, Response

from provider.exchange import SKIP, AnyCase, Exchange, check_exchange, records

_TOKENS = ("authorize", "authorize_channel")
# What can be called with nothing but a token, in each part.
_OTHER = {
    "authorize": ("list_variants", {}),
    "authorize_channel": ("list_risk_items", {"from": 0, "to": 5}),
}
_USERS = ("list_users", "get_user_by_email", "register_user")


@schemathesis.check
class namespaces_apart:  # noqa: N801 - the class name is the check's name in every report
    """A token of one part of the API does not open the other part."""

    def __init__(self) -> None:
        self._done: set[str] = set()

    def after_response(self, _: CheckContext, response: Response, case: AnyCase) -> bool | None:
        exchange = Exchange.read(response, case)
        if exchange is None or exchange.operation not in _TOKENS or exchange.status != 200:
            return SKIP
        token = exchange.body.get("data") if isinstance(exchange.body, dict) else None
        if exchange.operation in self._done or not isinstance(token, str):
            return SKIP
        self._done.add(exchange.operation)
        name, query = _OTHER[exchange.operation]
        other: Any = case.operation.schema.find_operation_by_id(name)
        headers = {"Authorization": f"Bearer {token}"}
        status = other.Case(headers=headers, query=query).call(headers=headers).status_code
        assert status == 401, f"the other part answers {status} to a token that is not its own"
        return None


@check_exchange("list_policies")
def one_holder(exchange: Exchange) -> object:
    """The policies of a holder belong to that holder."""
    holder = exchange.query.get("holderId")
    if exchange.status != 200 or holder is None:
        return SKIP
    found = {policy.get("holder_id", holder) for policy in records(exchange.body, "data")}
    assert found <= {holder}, f"policies of {len(found)} holders, asked for was one"
    return None


@check_exchange(*_USERS)
def no_password(exchange: Exchange) -> object:
    """A user comes without a one-time password."""
    if exchange.status != 200:
        return SKIP
    body = exchange.body if isinstance(exchange.body, dict) else {}
    users = [body["data"]] if isinstance(body.get("data"), dict) else records(body, "data")
    assert not any("otp" in user for user in users), "a user comes with a one-time password"
    return None
