"""The lists of InsureHero that a copy keeps, and the calls that read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from insurehero_api.models.claim import Claim
from insurehero_api.models.claim_event import ClaimEvent
from insurehero_api.models.order import Order
from insurehero_api.models.risk_item import RiskItem
from insurehero_api.models.user import User

from ..errors import NotFoundError
from ..insurehero import InsureHero

OnInvalid = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Kind:
    """One list.

    Attributes:
        model: The model of its records.
        read: Reads all records.
        get: Reads one record by its id; None if the API has no such call.
        parent: The column with the id of the record that this one belongs to.
        of_parent: Reads the records that belong to one parent.
        key: The columns that identify a record.
        optional: Whether a key may lack the rights to read it.
    """

    model: Any
    read: Callable[[InsureHero, OnInvalid], Iterable[Any]]
    get: Callable[[InsureHero, str], Any] | None = None
    parent: str | None = None
    of_parent: Callable[[InsureHero, str, OnInvalid], list[Any]] | None = None
    key: tuple[str, ...] = ("id",)
    optional: bool = False


def _claims(shield: InsureHero, on_invalid: OnInvalid) -> Iterable[Claim]:
    return shield.iter_claims(comm_info=True, policy_ref=True, general=True, on_invalid=on_invalid)


def _claim(shield: InsureHero, key: str) -> Claim:
    return shield.get_claim(key, comm_info=True, policy_ref=True, general=True).data


def _orders_of(shield: InsureHero, key: str, on_invalid: OnInvalid) -> list[Order]:
    return list(shield.iter_orders(key, on_invalid=on_invalid))


def _events_of(shield: InsureHero, key: str, on_invalid: OnInvalid) -> list[ClaimEvent]:
    """With the claim's id. An event without a unique id gets one from its position."""
    found: dict[str, ClaimEvent] = {}
    for number, event in enumerate(shield.iter_claim_events(key, on_invalid=on_invalid)):
        given = event.get("id")
        name = f"{key}/{number}" if given in (None, "") or str(given) in found else str(given)
        found[name] = {**event, "id": name, "claim_id": key}
    return list(found.values())


def _of_each(
    parents: Callable[[InsureHero, OnInvalid], Iterable[Any]],
    of_parent: Callable[[InsureHero, str, OnInvalid], list[Any]],
) -> Callable[[InsureHero, OnInvalid], Iterator[Any]]:
    def read(shield: InsureHero, on_invalid: OnInvalid) -> Iterator[Any]:
        for parent in parents(shield, lambda *_: None):
            try:
                yield from of_parent(shield, parent.id, on_invalid)
            except NotFoundError:
                # Deleted since it was listed.
                continue

    return read


def _risk_items(shield: InsureHero, on_invalid: OnInvalid) -> Iterable[RiskItem]:
    return shield.iter_risk_items(on_invalid=on_invalid)


def _users(shield: InsureHero, on_invalid: OnInvalid) -> Iterable[User]:
    return shield.iter_users(on_invalid=on_invalid)


KINDS: dict[str, Kind] = {
    "claims": Kind(Claim, _claims, _claim),
    "risk_items": Kind(RiskItem, _risk_items, lambda shield, key: shield.get_risk_item(key).data),
    "orders": Kind(
        Order, _of_each(_risk_items, _orders_of), parent="risk_item_id", of_parent=_orders_of
    ),
    "claim_events": Kind(
        ClaimEvent,
        _of_each(_claims, _events_of),
        parent="claim_id",
        of_parent=_events_of,
        # The documents do not say that an event's id is unique across claims.
        key=("claim_id", "id"),
    ),
    "users": Kind(User, _users, optional=True),
}
