"""Hints for dlt about the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dlt

from ..tables import Columns
from . import _invalid_rows
from ._invalid_rows import Aside
from ._tally import Recent, Tally


def hints(
    table: str, columns: Columns, *, newer: str | None = None, key: tuple[str, ...] = ("id",)
) -> Any:
    """How to merge rows: by key, keeping the newest version."""
    merge: dict[str, Any] = {"disposition": "merge"}
    if newer is not None:
        # Lakes have other strategies. dlt passes the filter through str.format.
        merge |= {
            "strategy": "delete-insert",
            "source_filter": newer.replace("{", "{{").replace("}", "}}"),
        }
    marks: dict[str, Any] = {name: {"data_type": "json"} for name in columns.json}
    if "updated_at" in columns.schema.names:
        marks["updated_at"] = {"dedup_sort": "desc", "nullable": False}
    return dlt.mark.make_hints(
        table_name=table,
        primary_key=key,
        write_disposition=merge,  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        columns=marks,
    )


def rows_of(
    table: str,
    rows: Any,
    columns: Columns,
    tally: Tally,
    *,
    newer: str | None = None,
    key: tuple[str, ...] = ("id",),
) -> Iterator[Any]:
    """Rows for a table, if there are any; see `hints`."""
    if rows.num_rows:
        tally.loaded += rows.num_rows
        # A variant: otherwise dlt applies the hints of one table to the next one too.
        yield dlt.mark.with_hints(
            rows, hints(table, columns, newer=newer, key=key), create_table_variant=True
        )


def invalid_rows(
    aside: Aside, tally: Tally, table: str, recent: Recent | None = None
) -> Iterator[Any]:
    """The rows for `invalid_records` since the last call."""
    count, rows = aside.take(recent)
    if count:
        tally.invalid[table] += count
    if rows.num_rows:
        tally.loaded += rows.num_rows
        yield dlt.mark.with_hints(
            rows,
            dlt.mark.make_hints(
                table_name=_invalid_rows.TABLE,
                primary_key="key",
                write_disposition="merge",
                columns={"record": {"data_type": "json"}},
            ),
            create_table_variant=True,
        )
