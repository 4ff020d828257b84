# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brolly_runtime import UNSET, ByRow, Request, Unset, given, json_text, path_segment, query_pairs

from ...models.dataset_entry import DatasetEntry
from ...models.error import Error


def list_dataset_items(
    dataset_id: str,
    *,
    language: str,
    fields: Sequence[str],
    limit: int | Unset = UNSET,
    starting_after: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    query: Sequence[Mapping[str, Any]] | Unset = UNSET,
    sort: Sequence[Mapping[str, Any]] | Unset = UNSET,
) -> Request[list[DatasetEntry]]:
    """List the rows of a dataset.

    Lists the rows of a dataset, a page at a time. The `Link` header leads to the next and the
    previous page; `starting_after` and `ending_before` take the id of a row. Without `sort`
    the server chooses the order.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#list-items-from-a-set),
    [KASKO Data
    API](https://docs.kasko.io/kasko-api-documentation/rest-api/data-api#list-items-from-a-set).

    Args:
        dataset_id: KASKO's id of the dataset. Opaque.
        language: The language of the values, one of the dataset's `languages`.
        fields: The names of the fields to return, sent as a JSON array in text.
        limit: Maximum number of rows on a page, 1 to 100. By default 20. The current page
            marks it as required, the text of 2020 does not.
        starting_after: Only rows after the row with this id.
        ending_before: Only rows before the row with this id.
        query: Conditions that must all hold, sent as a JSON array in text. Each is an
            object with `field`, `search` and, unless it is a match, `operator`: `>`, `>=`,
            `<`, `<=` or `IN`. In a match `%` stands for any text; `IN` takes an array as
            `search`.
        sort: The order, sent as a JSON array in text. Each entry is an object with `field`
            and `dir` (`asc` or `desc`).

    Returns:
        list[DatasetEntry]: One page of rows with the requested fields.

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
            ("language", given("language", language)),
            ("fields", json_text("fields", given("fields", fields))),
            ("limit", limit),
            ("starting_after", starting_after),
            ("ending_before", ending_before),
            ("query", json_text("query", query)),
            ("sort", json_text("sort", sort)),
        ),
        headers={"Accept": "application/json"},
        returns={"200": list[DatasetEntry]},
        errors={"default": Error},
    )


PAGES: ByRow[DatasetEntry] = ByRow(
    after="starting_after", size="limit", most=100, numbered=False, members=(), attributes=()
)
"""How the list is read whole."""
