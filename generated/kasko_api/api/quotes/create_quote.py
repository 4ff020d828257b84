# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, json_body, query_pairs

from ...models.error import Error
from ...models.quote import Quote
from ...models.quote_request import QuoteRequest


def create_quote(*, body: QuoteRequest, key: str | Unset = UNSET) -> Request[Quote]:
    """Create a quote (v3).

    Returns the price of an integration-based product and a quote token. A public key is
    enough, as the credential or as `key`.

    409 means that KASKO is still building the pricing logic: ask again later. 422 means that
    there is no price for these data (a knock-out).

    Source (documented): [KASKO REST API:
    quotes](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/quote#create-a-quote),
    [KASKO docs: Roland,
    v3](https://github.com/kasko/docs/blob/640c8c7/source/products/roland/getsafe-v3/rest-api.rst#quote-request).

    Args:
        key: A public key, for requests without an `Authorization` header, for instance
            from a browser. Never send a secret key here: URLs end up in logs. The current
            quote page requires it; other pages use the header.
        body: The product and the data to price.

    Returns:
        Quote: The price and its quote token.

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
