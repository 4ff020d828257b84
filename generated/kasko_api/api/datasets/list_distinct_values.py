# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brolly_runtime import UNSET, ByRow, Request, Unset, given, json_text, path_segment, query_pairs

from ...models.error import Error
from ...models.open_map import OpenMap


def list_distinct_values(
    dataset_id: str,
    *,
    language: str,
    fields: Sequence[str],
    limit: int | Unset = UNSET,
    starting_after: int | Unset = UNSET,
    ending_before: int | Unset = UNSET,
    query: Sequence[Mapping[str, Any]] | Unset = UNSET,
    sort: Sequence[Mapping[str, Any]] | Unset = UNSET,
) -> Request[list[OpenMap]]:
    """List distinct values of a dataset.

    Lists the distinct combinations of some fields. Works like `list_dataset_items`, except
    that entries have no ids: `starting_after` and `ending_before` take the number of a row.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#list-distinct-values-of-a-field-in-a-dataset).

    The definition prints the path as `/dataset/`, the sample as `/datasets/`; the sample is
    taken as right.

    Args:
        dataset_id: KASKO's id of the dataset. Opaque.
        language: The language of the values, one of the dataset's `languages`.
        fields: The names of the fields to return, sent as a JSON array in text.
        limit: Maximum number of rows on a page, 1 to 100. By default 20. The current page
            marks it as required, the text of 2020 does not.
        starting_after: Only entries after the one with this number.
        ending_before: Only entries before the one with this number.
        query: Conditions that must all hold, sent as a JSON array in text. Each is an
            object with `field`, `search` and, unless it is a match, `operator`: `>`, `>=`,
            `<`, `<=` or `IN`. In a match `%` stands for any text; `IN` takes an array as
            `search`.
        sort: The order, sent as a JSON array in text. Each entry is an object with `field`
            and `dir` (`asc` or `desc`).

    Returns:
        list[OpenMap]: One page of distinct combinations.

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
            ("language", given("language", language)),
            ("fields", json_text("fields", given("fields", fields))),
            ("limit", limit),
            ("starting_after", starting_after),
            ("ending_before", ending_before),
            ("query", json_text("query", query)),
            ("sort", json_text("sort", sort)),
        ),
        headers={"Accept": "application/json"},
        returns={"200": list[OpenMap]},
        errors={"default": Error},
    )


PAGES: ByRow[OpenMap] = ByRow(
    after="starting_after", size="limit", most=100, numbered=True, members=(), attributes=()
)
"""How the list is read whole."""
