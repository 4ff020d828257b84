"""What a copy contains and how current it is, read from its tables."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from brolly_runtime import convert

from ..errors import SyncError
from ._failures import plain
from ._place import Place
from ._report import Status
from ._settings import settings
from ._target import Target


def status(to: str) -> list[Status]:
    """The copies in one file, folder or database. It only reads, and waits for no lock.

    While a run writes to a DuckDB file, no other process can read it. Then `rows` is empty, and the
    rest comes from the report of the last run.

    Raises:
        SyncError: The database cannot be read.
    """
    target = Target.parse(to)
    if target.path is not None and not target.path.exists():
        raise SyncError(f"there is no copy at {to}")
    try:
        with settings():
            return _read(target)
    except Exception as error:  # noqa: BLE001 - its text may hold a password
        if "Could not set lock" in str(error):
            return [_noted(file) for file in sorted(target.folder.glob("*.json"))]
        raise plain(error) from None


def _noted(file: Path) -> Status:
    last = json.loads(file.read_text("utf-8"))
    known = last.get("complete_to")
    return Status(file.stem, {}, datetime.fromisoformat(known) if known else None, None, last)


def _read(target: Target) -> list[Status]:
    with _connection(target) as connection:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2"
        )
        names: dict[str, list[str]] = {}
        for schema, table in cursor.fetchall():
            names.setdefault(schema, []).append(table)
        found: list[Status] = []
        for schema, tables in names.items():
            if "_dlt_pipeline_state" in tables and not schema.endswith("_staging"):
                found.append(_of(cursor, target, schema, tables))
        return found


def _of(cursor: Any, target: Target, schema: str, tables: list[str]) -> Status:
    rows: dict[str, int] = {}
    for table in tables:
        if not table.startswith("_dlt"):
            cursor.execute(f'SELECT count(*) FROM "{schema}"."{table}"')  # noqa: S608 - from the catalogue
            rows[table] = cursor.fetchone()[0]
    place = _place(cursor, schema)
    last: dict[str, Any] | None = None
    with suppress(OSError, ValueError):
        last = json.loads((target.folder / f"{schema}.json").read_text("utf-8"))
    # A poll without changes leaves the tables as they are; only its report tells its time.
    known = [datetime.fromisoformat(text) for text in [(last or {}).get("complete_to")] if text]
    known += [datetime.fromtimestamp(place.done, UTC)] if place.done else []
    return Status(schema, rows, max(known, default=None), place.cursor, last)


def _place(cursor: Any, schema: str) -> Place:
    from dlt.common.versioned_state import decompress_state  # noqa: PLC0415

    cursor.execute(
        f'SELECT s.state FROM "{schema}"._dlt_pipeline_state s'  # noqa: S608
        f' JOIN "{schema}"._dlt_loads l ON l.load_id = s._dlt_load_id'
        " WHERE l.status = 0 ORDER BY l.load_id DESC LIMIT 1"
    )
    row = cursor.fetchone()
    if row is None:
        return Place()
    sources = decompress_state(row[0]).get("sources", {})
    found = sources.get("kasko", {}).get("resources", {}).get("policies", {}).get("place", {})
    return convert(found, Place)


def _connection(target: Target) -> Any:
    from contextlib import closing  # noqa: PLC0415

    if target.path is None:
        import psycopg2  # noqa: PLC0415

        return closing(psycopg2.connect(target.url))
    import duckdb  # noqa: PLC0415

    return closing(duckdb.connect(str(target.path), read_only=True))
