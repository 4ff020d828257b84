from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from brolly_mock import Mock, create_app
from brolly_mock.spec import load
from brolly_mock.store import Kind

# Each kind of records of InsureHero with the schema that it is read by.
KINDS: list[tuple[Kind, str]] = [
    ("risk_items", "RiskItem"),
    ("claims", "Claim"),
    ("claim_events", "ClaimEvent"),
    ("orders", "Order"),
    ("users", "User"),
    ("channel_policies", "Policy"),
    ("packages", "Package"),
    ("variants", "Variant"),
    ("coverages", "Coverage"),
]


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    mock = create_app()
    yield mock
    mock.close()


def nullable(schema: dict[str, Any]) -> bool:
    arms = [schema, *schema.get("anyOf", [])]
    return any("null" in arm.get("type", ()) for arm in arms)


@pytest.mark.parametrize(("kind", "schema"), KINDS, ids=[kind for kind, _ in KINDS])
def test_records_fill_every_branch(mock: Mock, kind: Kind, schema: str) -> None:
    """Each member is there in some record, null where it may be, and missing where it may."""
    described = load("insurehero").schema(schema)
    records = mock.store.records(kind, offset=0, limit=-1)
    for name, member in described["properties"].items():
        # No document gives a package and a coverage an id, but no range could be read without.
        identity = name == "id" and kind in {"packages", "coverages"}
        values = [record[name] for record in records if name in record]
        assert any(value is not None for value in values) or name == "deductible", name
        assert identity or not nullable(member) or None in values, f"{name} is never null"
        required = identity or name in described.get("required", ())
        assert required or len(values) < len(records), f"{name} is never missing"


def test_policies_follow_table_and_example(mock: Mock) -> None:
    """Where the documents disagree on a policy, some are like the table, some like the example."""
    policies = mock.store.records("channel_policies", offset=0, limit=-1)
    for name, kinds in (("coverages", {dict, list}), ("metadata", {dict, list})):
        found = {type(policy[name]) for policy in policies if policy.get(name) is not None}
        assert found == kinds, name
    attachments = [one for policy in policies for one in policy.get("attachments") or []]
    assert {type(one) for one in attachments} == {str, dict}


def test_values_that_readers_stumble_over(mock: Mock) -> None:
    """Orders have empty states and prices that are sums, as the examples of the documents do."""
    orders = mock.store.records("orders", offset=0, limit=-1)
    assert "" in {order.get("status") for order in orders}
    assert any("+" in (order.get("total_gross_price") or "") for order in orders)


def test_records_refer_to_records(mock: Mock) -> None:
    """What a record names by an id is there: its user, policy, package, variant, risk item."""
    for kind, member, target in (
        ("risk_items", "policy_id", "channel_policies"),
        ("risk_items", "package_id", "packages"),
        ("claims", "claimant_id", "users"),
        ("claims", "risk_item_id", "risk_items"),
        ("claims", "variant_id", "variants"),
        ("channel_policies", "holder_id", "users"),
        ("variants", "coverage_id", "coverages"),
        ("orders", "customer_id", "users"),
    ):
        for record in mock.store.records(kind, offset=0, limit=-1):  # type: ignore[arg-type]  # all are kinds
            if member in record:
                assert mock.store.record(target, record[member]), f"{kind}.{member}"  # type: ignore[arg-type]  # as above
