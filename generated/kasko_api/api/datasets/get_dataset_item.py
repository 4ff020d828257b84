# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, given, path_segment, query_pairs

from ...models.dataset_item import DatasetItem
from ...models.error import Error


def get_dataset_item(item_id: str, *, language: str) -> Request[DatasetItem]:
    """Retrieve a row of a dataset.

    Returns one row with all of its fields.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#get-one-item).

    Args:
        item_id: KASKO's id of the row. Opaque.
        language: The language of the values, one of the dataset's `languages`.

    Returns:
        DatasetItem: The row with all of its fields.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_dataset_item",
        method="GET",
        template="/dataset_items/{itemId}",
        path=f"/dataset_items/{path_segment('item_id', item_id)}",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        query=query_pairs(("language", given("language", language))),
        headers={"Accept": "application/json"},
        returns={"200": DatasetItem},
        errors={"default": Error},
    )
