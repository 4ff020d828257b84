# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, query_pairs

from ...models.error import Error
from ...models.quote import Quote


def get_quote_v2(
    *,
    touchpoint_id: str,
    item_id: str,
    subscription_plan_id: str,
    language: str | Unset = UNSET,
    data: str,
    key: str | Unset = UNSET,
) -> Request[Quote]:
    """Ask for the price of a touchpoint-based product (v2) by a read.

    The older form of `create_quote_v2`. Its data stand in the address, which ends up in logs.

    Source (documented): kasko/docs new products page, kasko/docs flixbus page.

    Args:
        touchpoint_id: The place at which the product is sold.
        item_id: The item.
        subscription_plan_id: The plan by which the cover is paid.
        language: Language of texts and documents, ISO 639-1. The table requires it, the
            sample lacks it: send it.
        data: What the product needs to know for a price, as the text of a JSON object;
            `{}` if it needs nothing.
        key: A public key, for requests without an `Authorization` header, such as a
            browser's. Never a secret key: addresses end up in logs. One page marks it as
            required, where others use the header.

    Returns:
        Quote: The price.

    Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_quote_v2",
        method="GET",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        query=query_pairs(
            ("touchpoint_id", touchpoint_id),
            ("item_id", item_id),
            ("subscription_plan_id", subscription_plan_id),
            ("language", language),
            ("data", data),
            ("key", key),
        ),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": Quote},
        errors={"default": Error},
    )
