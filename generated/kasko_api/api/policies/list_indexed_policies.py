# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import Request, given, query_pairs

from ...models.error import Error


def list_indexed_policies(*, start_date: str, end_date: str) -> Request[Any]:
    """List policies by purchase date.

    Lists the policies that were purchased within a period. To synchronise policies use
    `list_policies`.

    Source (documented): [KASKO docs: Friday
    Zusatzfahrer](https://github.com/kasko/docs/blob/abb676d/source/products/friday/zusatzfahrer/rest-api.rst#get-policies-by-purchase-date).

    Neither the answer nor the time zone of the two dates is documented.

    Args:
        start_date: The earliest purchase, as `YYYY-MM-DD HH:MM:SS`. The time zone is not
            documented.
        end_date: The latest purchase, as `YYYY-MM-DD HH:MM:SS`. The time zone is not
            documented.

    Returns:
        Any: The policies of the period. Their form is not documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="list_indexed_policies",
        method="GET",
        template="/indexed_policies",
        path="/indexed_policies",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(
            ("start_date", given("start_date", start_date)),
            ("end_date", given("end_date", end_date)),
        ),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"2XX": Any},
        errors={"default": Error},
    )
