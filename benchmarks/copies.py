"""What a copy costs, beside dlt's own `rest_api` source, on a server that costs nothing.

    python benchmarks/copies.py WHAT [POLICIES]

WHAT is `duckdb`, `postgres` (its URL in BROLLY_POSTGRES_URL) or `rest_api` (into DuckDB). Each
needs a process of its own, for the peak of memory. It needs the extras `fast`, `sync` and
`sync-postgres`.
"""

from __future__ import annotations

import os
import resource
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


def main(what: str, rows: int = 100_000) -> None:
    """Measure one thing."""
    with tempfile.TemporaryDirectory() as folder, server(rows) as url:
        if what == "rest_api":
            by_rest_api(folder, rows, url)
        else:
            to = (
                os.environ["BROLLY_POSTGRES_URL"]
                if what == "postgres"
                else f"duckdb:{folder}/copy.duckdb"
            )
            copies(to, rows, url)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
