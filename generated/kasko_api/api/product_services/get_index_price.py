# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment, query_pairs

from ...models.error import Error
from ...models.index_price import IndexPrice
from ...models.index_problem import IndexProblem


def get_index_price(
    index_id: str, *, year: int, make: str, model: str, market_value: int
) -> Request[IndexPrice]:
    """Get an indicative price for a vehicle.

    A service for one kind of product. The sample sends no key.

    Source (documented): kasko/docs index page.

    Args:
        index_id: The id of the index, one for each product. Opaque.
        year: The year in which the vehicle was built.
        make: The maker of the vehicle.
        model: The model of the vehicle.
        market_value: What the vehicle is worth, in major units of a currency that is not
            given.

    Returns:
        IndexPrice: The price.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_index_price",
        method="GET",
        template="/indexes/{indexId}",
        path=f"/indexes/{path_segment('index_id', index_id)}",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        query=query_pairs(
            ("year", year), ("make", make), ("model", model), ("market_value", market_value)
        ),
        headers={"Accept": "application/json"},
        returns={"200": IndexPrice},
        errors={"404": IndexProblem, "default": Error},
    )
