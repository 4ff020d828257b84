# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, path_segment, query_pairs

from ...models.dataset_entry import DatasetEntry
from ...models.error import Error


def list_dataset_items(
    dataset_id: str,
    *,
    language: str,
    fields: str,
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    query: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> Request[list[DatasetEntry]]:
    """List the rows of a dataset.

    Pages are linked by the header `Link`; `starting_after` and `ending_before` take the id of
    a row. Without `sort` the order is the server's own.

    Source (documented): kasko/docs data page, docs.kasko.io data page.

    Args:
        dataset_id: The id of the dataset. Opaque.
        language: The language of the values, one of the dataset's `languages`.
        fields: The fields to return, as the text of a JSON array of names.
        limit: The greatest number of rows on one page. The server's default is 20. The
            current page marks it as required, the text of 2020 does not.
        starting_after: The id of a row: only rows after it.
        ending_before: The id of a row: only rows before it.
        query: Conditions that all have to hold, as the text of a JSON array of objects
            with `field`, `search` and, if it is not a match, `operator`: `>`, `>=`, `<`, `<=`
            or `IN`. A match takes `%` for any text; `IN` takes an array as `search`.
        sort: The order, as the text of a JSON array of objects with `field` and `dir`:
            `asc` or `desc`.

    Returns:
        list[DatasetEntry]: One page of rows.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="list_dataset_items",
        method="GET",
        template="/datasets/{datasetId}/dataset_items",
        path=f"/datasets/{path_segment('dataset_id', dataset_id)}/dataset_items",
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
        returns={"200": list[DatasetEntry]},
        errors={"default": Error},
    )
