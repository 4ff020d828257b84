# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, given, query_pairs

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
    """Retrieve a quote (v1).

    Returns the price of a v1 product. Products from before 2018 are named by `variant_id`,
    later ones by `touchpoint_id` and `item_id`. For products of v2 and v3 use
    `create_quote_v2` and `create_quote`.

    Source (documented): [KASKO docs: quotes of old
    products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/old_products.rst#get-a-quote),
    [KASKO docs: quotes of new
    products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/new_products.rst#get-a-quote).

    Args:
        variant_id: KASKO's id of the product variant. For products from before 2018, which
            have no touchpoint and item.
        touchpoint_id: The touchpoint where the product is sold. For products from 2018 on.
        item_id: KASKO's id of the item (the product). For products from 2018 on.
        language: Language of texts and documents, ISO 639-1. The table requires it, the
            sample leaves it out. Send it to be safe.
        data: The data that the product needs for a price, as a JSON object in text. `{}`
            if it needs none.
        key: A public key, for requests without an `Authorization` header, for instance
            from a browser. Never send a secret key here: URLs end up in logs. The current
            quote page requires it; other pages use the header.

    Returns:
        QuoteV1: The price and its signature.

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
            ("data", given("data", data)),
            ("key", key),
        ),
        headers={"Accept": "application/json"},
        returns={"200": QuoteV1},
        errors={"default": Error},
    )
