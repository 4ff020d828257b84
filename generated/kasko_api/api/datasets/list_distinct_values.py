# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, path_segment, query_pairs

from ...models.error import Error
from ...models.open_map import OpenMap


def list_distinct_values(
    dataset_id: str,
    *,
    language: str,
    fields: str,
    limit: int | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    ending_before: int | Unset = UNSET,
    query: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> Request[list[OpenMap]]:
    """List the distinct combinations of some fields of a dataset.

    As `list_dataset_items`, but rows have no ids here: `starting_after` and `ending_before`
    take the number of a row. The definition prints `/dataset/`, the sample `/datasets/`; the
    sample is right.

    Source (documented): kasko/docs data page.

    Args:
        dataset_id: The id of the dataset. Opaque.
        language: The language of the values, one of the dataset's `languages`.
        fields: The fields to return, as the text of a JSON array of names.
        limit: The greatest number of rows on one page. The server's default is 20. The
            current page marks it as required, the text of 2020 does not.
        starting_after: The number of a row: only rows after it.
        ending_before: The number of a row: only rows before it.
        query: Conditions that all have to hold, as the text of a JSON array of objects
            with `field`, `search` and, if it is not a match, `operator`: `>`, `>=`, `<`, `<=`
            or `IN`. A match takes `%` for any text; `IN` takes an array as `search`.
        sort: The order, as the text of a JSON array of objects with `field` and `dir`:
            `asc` or `desc`.

    Returns:
        list[OpenMap]: One page of combinations.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="list_distinct_values",
        method="GET",
        template="/datasets/{datasetId}/items_distinct_values",
        path=f"/datasets/{path_segment('dataset_id', dataset_id)}/items_distinct_values",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        query=query_pairs(
            ("language", language),
            ("fields", fields),
            ("limit", limit),
            ("starting_after", starting_after),
            ("ending_before", ending_before),
            ("query", query),
            ("sort", sort),
        ),
        headers={"Accept": "application/json"},
        returns={"200": list[OpenMap]},
        errors={"default": Error},
    )
