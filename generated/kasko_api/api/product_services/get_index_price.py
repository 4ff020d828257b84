# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, given, path_segment, query_pairs

from ...models.error import Error
from ...models.index_price import IndexPrice
from ...models.index_problem import IndexProblem


def get_index_price(
    index_id: str, *, year: int, make: str, model: str, market_value: int
) -> Request[IndexPrice]:
    """Retrieve an indicative vehicle price.

    Returns an indicative price for a vehicle. It belongs to one kind of product.

    Source (documented): [KASKO docs: AutoScout24 quote
    lookup](https://github.com/kasko/docs/blob/7c61b58/source/occ_as24.rst#get-a-quote).

    The sample sends no key.

    Args:
        index_id: The id of the price index, one for each product. Opaque.
        year: The year in which the vehicle was built.
        make: The manufacturer of the vehicle.
        model: The model of the vehicle.
        market_value: The market value of the vehicle, as a whole number. Major units are
            inferred from the sample; the currency is not given.

    Returns:
        IndexPrice: The indicative price.

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
            ("year", given("year", year)),
            ("make", given("make", make)),
            ("model", given("model", model)),
            ("market_value", given("market_value", market_value)),
        ),
        headers={"Accept": "application/json"},
        returns={"200": IndexPrice},
        errors={"404": IndexProblem, "default": Error},
    )
