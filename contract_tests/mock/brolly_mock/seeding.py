"""The initial records of a mock: synthetic, and equal for equal settings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from string import ascii_letters, digits
from time import time

from .document import Document
from .insurehero import seeding as insurehero_seeding
from .kasko import seeds as kasko_seeds
from .names import NAMES as _NAMES
from .plain_policy import plain_policy
from .settings import MockSettings
from .spec import load
from .store import Store, timestamp
from .variation import Shape, vary

_DAY = 86_400
_FIRST_ERA = 1_444_348_800  # 2015-10-09, the days of the first published examples
_SECOND_ERA = 1_767_571_200  # 2026-01-05
_BURST_SECOND = 1_465_992_000  # 2016-06-15T12:00:00Z, between the two
_ERA_DAYS = 160

_CURRENCIES = ("eur", "eur", "eur", "chf", "gbp", "jpy")
_PAGE_SIZES = (20, 100)


def fill(store: Store, settings: MockSettings) -> None:
    """Write the records for the settings to an empty store."""
    store.copy(
        _filled(
            settings.seed,
            settings.policies,
            settings.live_policies,
            settings.burst,
            settings.risk_items,
            settings.claims,
        )
    )


@lru_cache(maxsize=8)
def _filled(
    seed: int, policies: int, live_policies: int, burst: int, risk_items: int, claims: int
) -> Store:
    """Return a store to copy records from, as copying is far faster than creating them."""
    store = Store(":memory:", time)
    rng = Random(seed)
    test = [*_policies(rng, policies, "SMP")]
    test += (_policy(rng, row, _BURST_SECOND, "BST") for row in range(burst))
    store.add_policies(_finished(test, live=False), live=False)
    store.add_policies(_finished([*_policies(rng, live_policies, "PRD")], live=True), live=True)

    kasko_seeds.fill(store, seed)
    insurehero_seeding.fill(store, rng, risk_items=risk_items, claims=claims)
    return store


def _finished(policies: list[Document], *, live: bool) -> Iterator[Document]:
    spec = load("kasko")
    shape = Shape.of(spec, spec.schema("Policy"))
    for row, policy in enumerate(policies):
        yield vary(shape, policy | {"livemode": live}, row)


def _policies(rng: Random, number: int, prefix: str) -> Iterator[Document]:
    for row, second in enumerate(_changes(rng, number)):
        yield _policy(rng, row, second, prefix)


def _changes(rng: Random, number: int) -> Iterator[int]:
    """Ascending seconds of change over two eras, with ties across the page boundaries."""
    half = (number + 1) // 2
    step = max(1, _ERA_DAYS * _DAY // max(half, 1))
    second = _FIRST_ERA
    for row in range(number):
        if row == half:
            second = _SECOND_ERA
        elif row and not _tied(rng, row):
            second += rng.randint(1, 2 * step - 1)
        yield second


def _tied(rng: Random, row: int) -> bool:
    """Whether a row shares its second with the row before it."""
    # A group starts 2 (of 20) or 5 (of 100) rows before the boundary and ends as far behind it.
    if any(row >= size and row % size < size // 20 + 1 for size in _PAGE_SIZES):
        return True
    if any(size - row % size < size // 20 + 1 for size in _PAGE_SIZES):
        return True
    return rng.random() < 0.06


def _policy(rng: Random, row: int, second: int, prefix: str) -> Document:
    first_name, last_name = _NAMES[row % len(_NAMES)]
    policy_id = _policy_id(rng, row)
    cancelled = row % 9 == 4
    premium = rng.randrange(900, 90_000, 10)
    start = second - second % _DAY + rng.randrange(1, 60) * _DAY + 23 * 3600
    created = second - rng.randrange(3600, 40 * _DAY) if cancelled else second - row % 90
    end = timestamp(start + rng.randrange(1, 365) * _DAY - 1)
    return plain_policy(
        policy_id,
        row,
        timestamp(start),
        end,
        insurer_policy_id=f"{prefix}-{row:05d}",
        first_name=first_name,
        last_name=f"{last_name} {row}",
        email=f"holder{row}@example.com",
        amount=premium + premium // 10,
        gross_premium=premium,
        currency=_CURRENCIES[row % len(_CURRENCIES)],
        status="cancelled" if cancelled else "paid",
        created_at=timestamp(created),
        updated_at=timestamp(second),
        assets=[
            {"name": name, "url": f"https://assets.example.com/policies/{policy_id}/{name}.pdf"}
            for name in ("policy", "conditions", "product-information")[: row % 4]
        ],
    )


def _policy_id(rng: Random, row: int) -> str:
    """An opaque id; the documents promise neither its length nor its form."""
    body = "".join(rng.choices(ascii_letters + digits, k=32))
    return {11: f"t{body}", 12: f"tpol_{body[:28]}"}.get(row % 13, body)
