# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, form_body

from ...models.error import Error
from ...models.quote import Quote
from ...models.quote_form_v2 import QuoteFormV2


def create_quote_v2_form(*, body: QuoteFormV2) -> Request[Quote]:
    """Create a quote with a form (v2).

    Does what `create_quote_v2` does, with a body that is URL-encoded as on the pages of some
    products. `data` is the text of a JSON object then. Prefer `create_quote_v2`, which takes
    the object itself.

    Source (documented): [KASKO docs: Visana
    building](https://github.com/kasko/docs/blob/3cfa39e/source/products/visana/building/building/rest-api-building.rst#quote-data),
    [KASKO docs:
    Neodigital](https://github.com/kasko/docs/blob/98e51a6/source/products/neodigital/multi-item/rest-api.rst#quote-data-for-low-turnover).

    Args:
        body: The product and the data to price.

    Returns:
        Quote: The price and its quote token.

    Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_quote_v2_form",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        content=form_body(body),
        returns={"200": Quote},
        errors={"default": Error},
    )
