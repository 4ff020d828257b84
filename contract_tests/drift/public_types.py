"""What type checkers tell users: never run, but checked by mypy and pyright with all other code."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime
from decimal import Decimal
from typing import assert_type

from brolly import AsyncInsureHero, AsyncKasko, InsureHero, Kasko, Page
from brolly.money import to_decimal
from brolly.webhooks import KaskoDelivery, KaskoWebhooks, Replays, ShieldEvent, read_shield_event
from brolly_runtime import Unset
from insurehero_api.models import Claim, ClaimPage, Order, RiskItem
from kasko_api.models import Policy, PolicyCollection


def blocking(kasko: Kasko, shield: InsureHero) -> None:
    with kasko as entered:
        assert_type(entered, Kasko)
    assert_type(kasko.with_options(timeout=5, max_retries=0), Kasko)
    assert_type(kasko.list_policies(since=0, limit=20), PolicyCollection)
    assert_type(kasko.get_policy("id"), Policy)
    assert_type(kasko.iter_policies(since=datetime(2015, 10, 1, tzinfo=UTC)), Generator[Policy])
    assert_type(kasko.iter_policy_pages(), Generator[Page[Policy]])
    for page in kasko.iter_policy_pages():
        assert_type(page.items, list[Policy])
        assert_type(page.cursor, str)
    assert_type(shield.list_claims(from_=0, to=99), ClaimPage)
    assert_type(shield.iter_claims(), Generator[Claim])
    assert_type(shield.iter_risk_items(), Generator[RiskItem])
    assert_type(shield.iter_orders(), Generator[Order])


async def awaited(kasko: AsyncKasko, shield: AsyncInsureHero) -> None:
    async with kasko as entered:
        assert_type(entered, AsyncKasko)
    assert_type(await kasko.list_policies(), PolicyCollection)
    assert_type(kasko.iter_policies(), AsyncGenerator[Policy])
    assert_type(kasko.iter_policy_pages(), AsyncGenerator[Page[Policy]])
    assert_type(await shield.list_claims(from_=0, to=99), ClaimPage)
    assert_type(shield.iter_claims(), AsyncGenerator[Claim])


def values(policy: Policy, webhooks: KaskoWebhooks, replays: Replays) -> None:
    assert_type(policy.updated_at, datetime)
    assert_type(policy.livemode, bool | None | Unset)
    assert_type(to_decimal(5794, "eur"), Decimal)
    delivery = webhooks.verify(b"", {})
    assert_type(delivery, KaskoDelivery)
    with replays.once(delivery.delivery_id) as new:
        assert_type(new, bool)
    assert_type(read_shield_event(b""), ShieldEvent)
