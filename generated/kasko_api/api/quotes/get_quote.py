# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, query_pairs

from ...models.error import Error
from ...models.quote_v1 import QuoteV1


def get_quote(
    *,
    variant_id: str | Unset = UNSET,
    touchpoint_id: str | Unset = UNSET,
    item_id: str | Unset = UNSET,
    language: str | Unset = UNSET,
    data: str,
    key: str | Unset = UNSET,
) -> Request[QuoteV1]:
    """Ask for the price of a v1 product.

    Products from before 2018 are named by `variant_id`, later ones by `touchpoint_id` and
    `item_id`. For products of v2 and v3 use `create_quote_v2` and `create_quote`.

    Source (documented): kasko/docs old products page, kasko/docs new products page.

    Args:
        variant_id: The product variant; for products from before 2018, in place of
            touchpoint and item.
        touchpoint_id: The place at which the product is sold; for products from 2018 on.
        item_id: The item; for products from 2018 on.
        language: Language of texts and documents, ISO 639-1. The table requires it, the
            sample lacks it: send it.
        data: What the product needs to know for a price, as the text of a JSON object;
            `{}` if it needs nothing.
        key: A public key, for requests without an `Authorization` header, such as a
            browser's. Never a secret key: addresses end up in logs. One page marks it as
            required, where others use the header.

    Returns:
        QuoteV1: The price.

    Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_quote",
        method="GET",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        query=query_pairs(
            ("variant_id", variant_id),
            ("touchpoint_id", touchpoint_id),
            ("item_id", item_id),
            ("language", language),
            ("data", data),
            ("key", key),
        ),
        headers={"Accept": "application/json"},
        returns={"200": QuoteV1},
        errors={"default": Error},
    )
