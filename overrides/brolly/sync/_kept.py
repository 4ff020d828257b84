"""Reads the tables of the running pipeline."""

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
    """One table of the running pipeline's destination. It looks empty if it cannot be queried."""

    def __init__(self, table: str) -> None:
        self._table = table

    @property
    def is_in_lake(self) -> bool:
        """Whether the destination merges without SQL. Then an id may come only once in a load."""
        pipeline: Any = current_pipeline()
        return pipeline is not None and pipeline.destination is not None and not _merges(pipeline)

    def newer_filter(self) -> str | None:
        """A condition on staged rows: the table has no later `updated_at` for their id.

        dlt adds it to the merge. None if the destination is not a database.
        """
        with _client() as client:
            if client is None:
                return None
            table = client.make_qualified_table_name(self._table)
            key, time = client.escape_column_name("id"), client.escape_column_name("updated_at")
            if client.capabilities.sqlglot_dialect == "postgres":
                # PostgreSQL may run a NOT IN once for each row. The kept columns are renamed,
                # because dlt gives the staged rows no alias.
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
        """Whether the table has no rows."""
        with _client() as client:
            if client is None:
                return False
            table = client.make_qualified_table_name(self._table)
            return not list(_asked(client, f"SELECT 1 FROM {table} LIMIT 1"))

    def values(self, column: str) -> set[Any]:
        """The distinct values of a column, without null."""
        with _client() as client:
            if client is None:
                return set()
            name = client.escape_column_name(column)
            table = client.make_qualified_table_name(self._table)
            found = {value for (value,) in _asked(client, f"SELECT DISTINCT {name} FROM {table}")}
            return found - {None}

    def rows(self, columns: Sequence[str], ids: Sequence[str] | None = None) -> Iterator[Any]:
        """These columns of all rows, or of the rows with these ids."""
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
        """The columns of the table. The next load adds those of a newer model."""
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
        # Nothing is loaded yet.
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
    # Querying a lake would need an extension that DuckDB downloads.
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
