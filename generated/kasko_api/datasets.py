# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `datasets`, not sent yet. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brolly_runtime import ByRow, Request, given, json_text, path_segment, query_pairs

from . import models


def get_dataset(dataset_id: str) -> Request[models.Dataset]:
    """Retrieve a dataset: see `KaskoApi.get_dataset`."""
    return Request(
        operation="get_dataset",
        method="GET",
        template="/datasets/{datasetId}",
        path=f"/datasets/{path_segment('dataset_id', dataset_id)}",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        headers={"Accept": "application/json"},
        returns={"200": models.Dataset},
        errors={"default": models.Error},
    )


def list_dataset_items(
    dataset_id: str,
    *,
    language: str,
    fields: Sequence[str],
    limit: int | None = None,
    starting_after: str | None = None,
    ending_before: str | None = None,
    query: Sequence[Mapping[str, Any]] | None = None,
    sort: Sequence[Mapping[str, Any]] | None = None,
) -> Request[list[models.DatasetEntry]]:
    """List the rows of a dataset: see `KaskoApi.list_dataset_items`."""
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
        returns={"200": list[models.DatasetEntry]},
        errors={"default": models.Error},
    )


LIST_DATASET_ITEMS: ByRow[models.DatasetEntry] = ByRow(
    after="starting_after", size="limit", most=100, numbered=False, members=(), attributes=()
)
"""How `list_dataset_items` is paged."""


def list_distinct_values(
    dataset_id: str,
    *,
    language: str,
    fields: Sequence[str],
    limit: int | None = None,
    starting_after: int | None = None,
    ending_before: int | None = None,
    query: Sequence[Mapping[str, Any]] | None = None,
    sort: Sequence[Mapping[str, Any]] | None = None,
) -> Request[list[models.OpenMap]]:
    """List distinct values of a dataset: see `KaskoApi.list_distinct_values`."""
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
        returns={"200": list[models.OpenMap]},
        errors={"default": models.Error},
    )


LIST_DISTINCT_VALUES: ByRow[models.OpenMap] = ByRow(
    after="starting_after", size="limit", most=100, numbered=True, members=(), attributes=()
)
"""How `list_distinct_values` is paged."""


def get_dataset_item(item_id: str, *, language: str) -> Request[models.DatasetItem]:
    """Retrieve a row of a dataset: see `KaskoApi.get_dataset_item`."""
    return Request(
        operation="get_dataset_item",
        method="GET",
        template="/dataset_items/{itemId}",
        path=f"/dataset_items/{path_segment('item_id', item_id)}",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        query=query_pairs(("language", given("language", language))),
        headers={"Accept": "application/json"},
        returns={"200": models.DatasetItem},
        errors={"default": models.Error},
    )
