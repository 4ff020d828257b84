# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, json_body, query_pairs

from ...models.error import Error
from ...models.quote import Quote
from ...models.quote_request import QuoteRequest


def create_quote(*, body: QuoteRequest, key: str | Unset = UNSET) -> Request[Quote]:
    """Ask for the price of an integration-based product (v3).

    The current way to a price. Nothing is stored that anybody could see; ask as often as you
    like. A public key will do, in place of a secret one or as `key`.

    409 says that the pricing logic is still being built: ask again later. 422 says that there
    is no price for these data (a knock-out).

    Source (documented): docs.kasko.io quote page, kasko/docs Roland v3 page.

    Args:
        key: A public key, for requests without an `Authorization` header, such as a
            browser's. Never a secret key: addresses end up in logs. One page marks it as
            required, where others use the header.
        body: What to price.

    Returns:
        Quote: The price.

    Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_quote",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        query=query_pairs(("key", key)),
        headers={"Accept": "application/vnd.kasko.v3+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": Quote},
        errors={"default": Error},
    )
