"""msgspec by hand, as all peers use it that parse with msgspec."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any


def structs() -> Callable[[Any], tuple[list[Any], str | None]]:
    """msgspec by hand: the leanest typed form."""
    # Only the workers that parse with it load it.
    import msgspec

    def struct(name: str, /, **members: Any) -> Any:
        fields = [
            (key.lstrip("_"), type_, msgspec.field(name=key)) for key, type_ in members.items()
        ]
        return msgspec.defstruct(name, fields, frozen=True, gc=False)

    link = struct("Link", href=str)
    policy = struct(
        "Policy",
        id=str,
        livemode=bool,
        insurer_policy_id=str,
        insurer_variant_id=str,
        insurer_product_name=str,
        first_name=str,
        last_name=str,
        email=str,
        amount=int,
        gross_premium=int,
        currency=str,
        status=str,
        start_date=datetime,
        end_date=datetime,
        created_at=datetime,
        updated_at=datetime,
        assets=list[struct("Asset", name=str, url=str)],  # type: ignore[misc]
        _links=dict[str, link],  # type: ignore[valid-type]
    )
    embedded = struct("Embedded", item=list[policy], _links=dict[str, link])  # type: ignore[valid-type]
    decode = msgspec.json.Decoder(struct("Collection", _embedded=embedded)).decode

    def parse(content: Any) -> tuple[list[Any], str | None]:
        page = decode(content).embedded
        next_ = page.links.get("next")
        return page.item, next_.href if next_ else None

    return parse
