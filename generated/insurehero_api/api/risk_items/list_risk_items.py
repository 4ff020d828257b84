# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, query_pairs

from ...models.error import Error
from ...models.risk_item_page import RiskItemPage


def list_risk_items(*, from_: int, to: int) -> Request[RiskItemPage]:
    """List a range of at most 100 risk items.

    The order of the records is not documented. Past the last record an empty list is expected.

    Source (documented): fetch-risk-items.

    Args:
        from_: Index of the first record. Most likely counted from 0. The documents type it
            as text; the digits look the same in a URL.
        to: Index of the last record. Most likely included, so that `from + 99` asks for
            the greatest range, 100 records. The documents type it as text; the digits look the
            same in a URL.

    Returns:
        RiskItemPage: The risk items of that range.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_risk_items",
        method="GET",
        template="/api/shield/integrations/v1/risk-items",
        path="/api/shield/integrations/v1/risk-items",
        security=("accessToken",),
        query=query_pairs(("from", from_), ("to", to)),
        headers={"Accept": "application/json"},
        returns={"200": RiskItemPage},
        errors={"default": Error},
    )
