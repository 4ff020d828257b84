from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copies import DuckPlace, Place, PostgresPlace, postgres


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresPlace]:
    """A PostgreSQL that ends a statement that takes long, has little memory and no statistics."""
    if sys.platform == "win32":
        pytest.skip("the wheel of PostgreSQL is not for Windows")
    folder = tmp_path_factory.mktemp("pg")
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    with postgres(folder / "place") as place:
        place.run(
            "ALTER SYSTEM SET autovacuum = off",
            "ALTER SYSTEM SET statement_timeout = '4s'",
            "ALTER SYSTEM SET work_mem = '64kB'",
        )
        place.run("SELECT pg_reload_conf()")
        yield place


@pytest.fixture(params=["duckdb", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a copy goes."""
    if request.param == "duckdb":
        return DuckPlace(tmp_path / "copies" / "duck")
    found: Place = request.getfixturevalue("server")
    return found
