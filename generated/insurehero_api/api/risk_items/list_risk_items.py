# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import ByIndex, Request, given, query_pairs

from ...models.error import Error
from ...models.risk_item import RiskItem
from ...models.risk_item_page import RiskItemPage


def list_risk_items(*, from_: int, to: int) -> Request[RiskItemPage]:
    """List risk items.

    Lists a range of at most 100 risk items. A range beyond the last record is empty.

    Source (documented): [InsureHero Shield API: fetch risk
    items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#get-all-risk-items).

    The order of the records is not documented, and the empty list is inferred.

    Args:
        from_: Index of the first record, counted from 0. Counting from 0 is inferred. The
            pages of claims and risk items type it as text, that of packages as a number; the
            URL is the same.
        to: Index of the last record, included: `from + 99` asks for the maximum of 100
            records. That it is included is inferred. The pages type it as text; the URL is the
            same.

    Returns:
        RiskItemPage: The risk items of the requested range.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_risk_items",
        method="GET",
        template="/api/shield/integrations/v1/risk-items",
        path="/api/shield/integrations/v1/risk-items",
        security=("accessToken",),
        query=query_pairs(("from", given("from_", from_)), ("to", given("to", to))),
        headers={"Accept": "application/json"},
        returns={"200": RiskItemPage},
        errors={"default": Error},
    )


PAGES: ByIndex[RiskItem] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How the list is read whole."""
