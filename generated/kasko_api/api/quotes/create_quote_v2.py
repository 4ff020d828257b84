# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.error import Error
from ...models.quote import Quote
from ...models.quote_request_v2 import QuoteRequestV2


def create_quote_v2(*, body: QuoteRequestV2) -> Request[Quote]:
    """Create a quote (v2).

    Returns the price of a product that is sold at a touchpoint, and a quote token. 409 and 422
    mean the same as for `create_quote`.

    Source (documented): [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#quote-request),
    [KASKO docs:
    Simpego](https://github.com/kasko/docs/blob/decc004/source/products/allianz/simpego/rest-api.rst#quote-data).

    Args:
        body: The product and the data to price.

    Returns:
        Quote: The price and its quote token.

    Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_quote_v2",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        headers={"Accept": "application/vnd.kasko.v2+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": Quote},
        errors={"default": Error},
    )
