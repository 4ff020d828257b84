"""Where a copy is stored: a DuckDB file, a PostgreSQL database or a folder of Parquet files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..errors import ConfigurationError

URL_VARIABLE = "BROLLY_POSTGRES_URL"
_FORMS = "duckdb:FILE, postgres or parquet:FOLDER"


@dataclass(frozen=True, slots=True)
class Target:
    """Where one copy is stored.

    Attributes:
        kind: The form of `to`.
        path: The DuckDB file, or None for PostgreSQL.
        folder: The folder for working files, the lock and the last report.
        export: The folder for Parquet files, if any.
        url: The URL of PostgreSQL. It contains a password.
    """

    kind: Literal["duckdb", "postgres", "parquet"]
    path: Path | None
    folder: Path
    export: Path | None = None
    url: str = field(default="", repr=False)

    @classmethod
    def parse(cls, to: str, environment: Mapping[str, str] = os.environ) -> Target:
        """Read the text of `--to`.

        Raises:
            ConfigurationError: The text has another form, or no variable names the database.
        """
        kind, _, place = to.partition(":")
        if kind == "duckdb" and place:
            path = _path(place)
            return cls("duckdb", path, path.with_name(path.name + ".sync"))
        if kind == "parquet" and place:
            export = _path(place)
            return cls("parquet", export / ".sync" / "copy.duckdb", export / ".sync", export)
        if to == "postgres" or kind in ("postgres", "postgresql"):
            url = _url(environment) if to == "postgres" else to
            name = hashlib.blake2b(url.rpartition("@")[2].encode(), digest_size=8).hexdigest()
            return cls("postgres", None, _state(environment) / f"postgres-{name}", url=url)
        raise ConfigurationError(f"the place of a copy must be {_FORMS}")

    def work(self, dataset: str) -> Path:
        """The folder for rows that are not loaded yet."""
        return self.folder / f"work-{dataset}"

    def create(self) -> None:
        """Create a missing DuckDB file in one step: DuckDB cannot open a half-written one."""
        if self.path is None or (self.path.exists() and self.path.stat().st_size):
            return
        import duckdb  # noqa: PLC0415 - it takes long to load

        fresh = self.folder / "new.duckdb"
        for file in (fresh, fresh.with_name(f"{fresh.name}.wal")):
            file.unlink(missing_ok=True)
        duckdb.connect(str(fresh)).close()
        fresh.replace(self.path)

    def destination(self) -> Any:
        """The destination for dlt."""
        import dlt  # noqa: PLC0415 - it takes seconds to load

        if self.path is None:
            from dlt.destinations.impl.postgres.configuration import (  # noqa: PLC0415
                PostgresCredentials,
            )

            credentials = PostgresCredentials(self.url)
            # dlt requires both, even where libpq or the server does not.
            credentials.password = credentials.password or "none"
            credentials.host = credentials.host or "localhost"
            return dlt.destinations.postgres(credentials=credentials)
        from dlt.destinations.impl.duckdb.configuration import DuckDbCredentials  # noqa: PLC0415

        # Each thread of DuckDB takes its own memory, and a merge gains little from it.
        duck = DuckDbCredentials(str(self.path), global_config={"threads": 1})
        return dlt.destinations.duckdb(credentials=duck)


def _path(place: str) -> Path:
    """The resolved path, so that all links to a file share one lock."""
    path = Path(place).expanduser().resolve()
    if set(str(path)) & set("'%") or "=" in path.name:
        raise ConfigurationError(
            f"DuckDB and dlt cannot use the path {path}: choose one without ' and %, and a file "
            "name without ="
        )
    return path


def _url(environment: Mapping[str, str]) -> str:
    """The URL of PostgreSQL, from our variable or from those of libpq."""
    if url := environment.get(URL_VARIABLE, "").strip():
        return url
    host, base = environment.get("PGHOST", "").strip(), environment.get("PGDATABASE", "").strip()
    if not (host and base):
        raise ConfigurationError(
            f"set {URL_VARIABLE} in the environment, as postgresql://user:password@host/database, "
            "or PGHOST, PGDATABASE, PGUSER and PGPASSWORD"
        )
    from urllib.parse import quote  # noqa: PLC0415 - seldom needed

    user = quote(environment.get("PGUSER", "postgres"), safe="")
    password = quote(environment.get("PGPASSWORD", ""), safe="")
    port = environment.get("PGPORT", "5432")
    return f"postgresql://{user}:{password}@{host}:{port}/{quote(base, safe='')}"


def _state(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_STATE_HOME") or environment.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".local" / "state") / "brolly"
