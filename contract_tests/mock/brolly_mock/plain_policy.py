"""The one place that knows what a policy of KASKO's list holds."""

from __future__ import annotations

from typing import Any

from .document import Document

_PRODUCTS = ("Travel cover", "Bicycle cover", "Ticket cover", "Device cover")


def plain_policy(policy_id: str, number: int, now: str, end: str, **members: Any) -> Document:
    """A paid policy without documents, but for the members that are given.

    Args:
        number: Which one it is; the product follows from it.
        now: When it was made and its cover begins.
        end: When its cover ends.
    """
    policy: Document = {
        "id": policy_id,
        "livemode": False,
        "insurer_policy_id": f"NEW-{number:06d}",
        "insurer_variant_id": str(number % len(_PRODUCTS) + 1),
        "insurer_product_name": _PRODUCTS[number % len(_PRODUCTS)],
        "first_name": "Inserted",
        "last_name": f"Holder {number}",
        "email": f"inserted{number}@example.com",
        "amount": 5500,
        "gross_premium": 5000,
        "currency": "eur",
        "status": "paid",
        "start_date": now,
        "end_date": end,
        "created_at": now,
        "updated_at": now,
        "assets": [],
        "_links": {"_self": {"href": f"/policies/{policy_id}"}},
    }
    return policy | members
