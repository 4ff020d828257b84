"""Writes the tables of a DuckDB file as Parquet files, and replaces each in one step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def export(client: Any, folder: Path) -> None:
    """Write `DATASET/TABLE.parquet` for each table. A reader sees the old or the new file.

    Args:
        client: dlt's client of a DuckDB file.
        folder: Where the files go.
    """
    folder = folder / client.dataset_name
    folder.mkdir(exist_ok=True)
    rows = client.execute_sql(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = %s",
        client.dataset_name,
    )
    for (name,) in rows or ():
        if name.startswith("_dlt"):
            continue
        file = folder / f"{name}.parquet"
        new = folder / f".{name}.parquet.new"
        table = client.make_qualified_table_name(name)
        place = str(new).replace("'", "''")
        client.execute_sql(f"COPY {table} TO '{place}' (FORMAT parquet, COMPRESSION zstd)")
        with new.open("rb") as written:
            os.fsync(written.fileno())
        new.replace(file)
