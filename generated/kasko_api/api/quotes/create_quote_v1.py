# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, form_body

from ...models.error import Error
from ...models.quote_form_v1 import QuoteFormV1
from ...models.quote_v1 import QuoteV1


def create_quote_v1(*, body: QuoteFormV1) -> Request[QuoteV1]:
    """Create a quote (v1).

    Does what `get_quote` does, with its parameters in a URL-encoded form, so that the data
    stay out of the URL and of logs. 409 and 422 mean the same as for `create_quote`.

    Source (documented): [KASKO docs:
    Fury](https://github.com/kasko/docs/blob/b50f0d2/source/products/fury.rst#get-quote-request),
    [KASKO docs: Friday
    Zusatzfahrer](https://github.com/kasko/docs/blob/abb676d/source/products/friday/zusatzfahrer/rest-api.rst#get-quote-request),
    [KASKO docs: Baloise
    cyber](https://github.com/kasko/docs/blob/d8a77fb/source/products/baloise/cyber/rest-api.rst#get-quote-request).

    No table describes this form; the pages of several products send it.

    Args:
        body: The product and the data to price.

    Returns:
        QuoteV1: The price and its signature.

    Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_quote_v1",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        headers={"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
        content=form_body(body),
        returns={"200": QuoteV1},
        errors={"default": Error},
    )
