"""What the tables of the running pipeline hold already."""

# Names of tables and columns are in the statements, values are not.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import dlt
from dlt.common.destination.exceptions import SqlClientNotAvailable
from dlt.common.pipeline import current_pipeline
from dlt.destinations.exceptions import DatabaseUndefinedRelation

_MOST_PARAMETERS = 500


class Kept:
    """One table of the destination of the pipeline that runs; empty where it cannot be asked."""

    def __init__(self, table: str) -> None:
        self._table = table

    @property
    def is_in_lake(self) -> bool:
        """Whether the destination merges otherwise than by SQL: then an id may come once a load."""
        pipeline: Any = current_pipeline()
        return pipeline is not None and pipeline.destination is not None and not _merges(pipeline)

    def newer_filter(self) -> str | None:
        """A condition on staged rows: none whose id the table holds with a later `updated_at`.

        None where the destination is no database. dlt puts it into the statements of a merge.
        """
        with _client() as client:
            if client is None:
                return None
            table = client.make_qualified_table_name(self._table)
            key, time = client.escape_column_name("id"), client.escape_column_name("updated_at")
            if client.capabilities.sqlglot_dialect == "postgres":
                # It reads all of a NOT IN for each row, unless that is small and it knows so. What
                # is kept has names of its own, as the staged rows have no alias to rely on.
                return (
                    f"NOT EXISTS (SELECT 1 FROM (SELECT {key} AS kept_id, {time} AS kept_time"
                    f" FROM {table}) AS k WHERE kept_id = {key} AND kept_time > {time})"
                )
            with client.with_staging_dataset():
                staged = client.make_qualified_table_name(self._table)
            return (
                f"({key}, {time}) NOT IN (SELECT s.{key}, s.{time} FROM {staged} AS s"
                f" JOIN {table} AS k ON k.{key} = s.{key} WHERE k.{time} > s.{time})"
            )

    def is_empty(self) -> bool:
        """Whether the table has no row, as after somebody emptied it."""
        with _client() as client:
            if client is None:
                return False
            table = client.make_qualified_table_name(self._table)
            return not list(_asked(client, f"SELECT 1 FROM {table} LIMIT 1"))

    def values(self, column: str) -> set[Any]:
        """Those that a column holds, null aside."""
        with _client() as client:
            if client is None:
                return set()
            name = client.escape_column_name(column)
            table = client.make_qualified_table_name(self._table)
            found = {value for (value,) in _asked(client, f"SELECT DISTINCT {name} FROM {table}")}
            return found - {None}

    def rows(self, columns: Sequence[str], ids: Sequence[str] | None = None) -> Iterator[Any]:
        """These columns of all rows, or of those with these ids."""
        with _client() as client:
            if client is None:
                return
            names = ", ".join(client.escape_column_name(name) for name in columns)
            query = f"SELECT {names} FROM {client.make_qualified_table_name(self._table)}"
            if ids is None:
                yield from _asked(client, query)
                return
            for start in range(0, len(ids), _MOST_PARAMETERS):
                some = ids[start : start + _MOST_PARAMETERS]
                places = ", ".join(["%s"] * len(some))
                where = f" WHERE {client.escape_column_name('id')} IN ({places})"
                yield from _asked(client, query + where, *some)

    def columns(self) -> set[str]:
        """Those of the table. One that a newer model brings comes with the next load."""
        with _client() as client:
            if client is None:
                return set()
            table = client.make_qualified_table_name(self._table)
            with client.execute_query(f"SELECT * FROM {table} LIMIT 0") as cursor:
                return {column[0] for column in cursor.description}


def _asked(client: Any, query: str, *values: str) -> Iterator[Any]:
    try:
        with client.execute_query(query, *values) as cursor:
            while rows := cursor.fetchmany(10_000):
                yield from rows
    except DatabaseUndefinedRelation:
        # Nothing was loaded yet.
        return


def _merges(pipeline: Any) -> bool:
    strategies = pipeline.destination.capabilities().supported_merge_strategies
    return "delete-insert" in (strategies or ())


@contextmanager
def _client() -> Generator[Any]:
    pipeline: Any = current_pipeline()
    if pipeline is None or pipeline.destination is None:
        yield None
        return
    # A lake can be asked too, but only through an extension that DuckDB downloads.
    if not _merges(pipeline):
        yield None
        return
    try:
        name = dlt.current.source_schema().name
        client = pipeline.sql_client(name if name in pipeline.schema_names else None)
    except SqlClientNotAvailable:
        yield None
        return
    with client:
        yield client
