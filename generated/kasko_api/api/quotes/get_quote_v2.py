# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, given, query_pairs

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
    """Retrieve a quote (v2).

    The older form of `create_quote_v2`. Its data are part of the URL, which ends up in logs,
    so prefer `create_quote_v2`.

    Source (documented): [KASKO docs: quotes of new
    products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/new_products.rst#get-a-quote),
    [KASKO docs:
    Flixbus](https://github.com/kasko/docs/blob/bff7800/source/products/mobiliar/flixbus/rest-api.rst#quote-request).

    Args:
        touchpoint_id: The touchpoint where the product is sold.
        item_id: KASKO's id of the item (the product).
        subscription_plan_id: The subscription plan by which the cover is paid.
        language: Language of texts and documents, ISO 639-1. The table requires it, the
            sample leaves it out. Send it to be safe.
        data: The data that the product needs for a price, as a JSON object in text. `{}`
            if it needs none.
        key: A public key, for requests without an `Authorization` header, for instance
            from a browser. Never send a secret key here: URLs end up in logs. The current
            quote page requires it; other pages use the header.

    Returns:
        Quote: The price and its quote token.

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
            ("touchpoint_id", given("touchpoint_id", touchpoint_id)),
            ("item_id", given("item_id", item_id)),
            ("subscription_plan_id", given("subscription_plan_id", subscription_plan_id)),
            ("language", language),
            ("data", given("data", data)),
            ("key", key),
        ),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": Quote},
        errors={"default": Error},
    )
