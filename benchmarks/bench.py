"""How fast brolly is, beside other ways to do the same job: `make bench`.

    python benchmarks/bench.py                  everything, about ten minutes
    python benchmarks/bench.py --rounds 3 --only brolly httpx

Each way runs in a process of its own and reads 20,000 policies from one more process, over one
connection that stays open, with pages of 20, 100 and 1,000. What counts is the CPU time of the
reading process, as a multiple of that of a raw socket and msgspec: rounds go around all of them, so
that a busy machine hits each alike, and the median of the rounds is taken.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from chart import chart
from peers import PEERS
from rows import START, STEP

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES = (20, 100, 1000)
POLICIES = 20_000
END = START + POLICIES * STEP
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("overrides", "generated")),
    # The stock generator calls ruff.
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
}
Times: TypeAlias = dict[str, dict[int, float]]
"""Median seconds of CPU time by peer and page size."""


@contextmanager
def serving(policies: int = POLICIES, latency: float = 0.0) -> Iterator[str]:
    """A server in another process; yields its URL."""
    command = [sys.executable, str(HERE / "server.py"), f"--policies={policies}"]
    with subprocess.Popen(
        [*command, f"--latency={latency}"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


class Worker:
    """One peer in a process of its own."""

    def __init__(self, name: str, url: str, folder: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "peers.py"), name, url, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        assert self._line() == ["ready"], name

    def read(self, size: int) -> tuple[float, int, int]:
        """Read the whole list once: CPU seconds, policies, peak memory of the process in KiB."""
        assert self._process.stdin
        print(size, file=self._process.stdin, flush=True)
        seconds, policies, peak = self._line()
        return float(seconds), int(policies), int(peak)

    def close(self) -> None:
        self._process.communicate()

    def _line(self) -> list[str]:
        assert self._process.stdout
        return self._process.stdout.readline().split()


def measure(
    names: list[str], *, rounds: int, policies: int = POLICIES, pages: tuple[int, ...] = PAGES
) -> Times:
    """Read with all peers, in turn, once to warm up and then `rounds` times."""
    with tempfile.TemporaryDirectory() as folder, serving(policies) as url:
        if "stock" in names:
            generate_stock(Path(folder))
        workers = {name: Worker(name, url, folder) for name in names}
        times: dict[tuple[str, int], list[float]] = {}
        for turn in range(rounds + 1):
            for size in pages:
                for name, worker in workers.items():
                    seconds, count, _ = worker.read(size)
                    assert count == policies, f"{name} read {count} policies"
                    if turn:
                        times.setdefault((name, size), []).append(seconds)
        for worker in workers.values():
            worker.close()
    return {name: {size: median(times[name, size]) for size in pages} for name in names}


def generate_stock(folder: Path) -> None:
    """The client that openapi-python-client makes of our spec with its own templates."""
    config = folder / "config.yaml"
    config.write_text('literal_enums: false\npost_hooks: []\nfield_prefix: ""\n')
    subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--meta=none"),
            f"--path={ROOT / 'openapi' / 'kasko.yaml'}",
            f"--output-path={folder / 'stock_kasko'}",
            f"--config={config}",
        ],
        check=True,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
    )


def backfill() -> dict[str, float]:
    """Seconds for a list at 50 ms latency: one request after the other, and sixteen at once."""
    result: dict[str, float] = {}
    with serving(latency=0.05) as url:
        for transport in ("httpx", "fast"):
            for label, options in (
                ("pages of 100", "page_size=100"),
                # All policies lie in the first hours of a period of years; or fill it.
                ("pages of 100, 16 workers", "page_size=100, workers=16"),
                ("the same, until known", f"page_size=100, workers=16, until={END}"),
                ("default", ""),
                ("16 workers", "workers=16"),
            ):
                program = (
                    "import time\nfrom brolly import Kasko\n"
                    f"kasko = Kasko('sk_test_mock', base_url={url!r}"
                    + (", transport='fast')\n" if transport == "fast" else ")\n")
                    + "kasko.list_policies(limit=1)\nstarted = time.monotonic()\n"
                    f"count = sum(1 for _ in kasko.iter_policies({options}))\n"
                    "print(time.monotonic() - started, count)"
                )
                seconds = []
                for _ in range(3):
                    taken, count = python(program).split()
                    assert int(count) == POLICIES
                    seconds.append(float(taken))
                result[f"{transport}: {label}"] = median(seconds)
    return result


def memory() -> dict[str, float]:
    """Peak memory in MiB after 10,000 and after 1,000,000 policies, default page size."""
    result: dict[str, float] = {}
    for policies in (10_000, 1_000_000):
        with serving(policies) as url:
            for name in ("brolly", "brolly-fast"):
                worker = Worker(name, url, "")
                _, count, peak = worker.read(0)
                assert count == policies
                result[f"{name}: {policies:,}"] = peak / 1024
                worker.close()
    return result


def start_up() -> dict[str, float]:
    """CPU milliseconds of a whole process, the interpreter's own start included."""
    client = "from brolly import Kasko; kasko = Kasko('sk_test_mock'{})"
    programs = {
        "python": "",
        "import brolly": "import brolly",
        "first client": client.format(""),
        "first client, fast": client.format(", transport='fast'"),
        "first client, loopback, connected": client.format(", base_url='http://127.0.0.1:1'")
        + "; kasko._transport._open()",
        "brolly --help": "import sys; sys.argv = ['brolly', '--help']\n"
        "from brolly_cli import main\nmain()",
    }
    return {
        label: 1000 * min(cpu_of(lambda program=program: python(program)) for _ in range(10))
        for label, program in programs.items()
    }


def token_check() -> float:
    """Microseconds for asking whether the access token is still good, as before each call."""
    program = (
        "import time\nfrom brolly._core.auth import Clock, Secret, Tokens\n"
        "clock = Clock()\n"
        "tokens = Tokens(leeway=300, lifetime=3600, clock=clock)\n"
        "tokens.store(Secret('x'), clock.now())\nstarted = time.process_time()\n"
        "for _ in range(100_000): tokens.join((3, 120.0))\n"
        "print((time.process_time() - started) * 10)"
    )
    return min(float(python(program)) for _ in range(5))


def generation() -> dict[str, float]:
    """Seconds to write both packages anew and to compare them."""
    result: dict[str, float] = {}
    for label, options in (("make generate", []), ("make check-generated", ["--check"])):
        started = time.monotonic()
        subprocess.run(
            [str(ROOT / ".venv/bin/python"), str(ROOT / "openapi/generate.py"), *options],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        result[label] = time.monotonic() - started
    return result


def python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def cpu_of(run: Callable[[], Any]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(times: Times) -> str:
    """The measured peers as Markdown, in multiples of the floor."""
    lines = [
        "| client | pages of 20 | 100 | 1,000 |",
        "|---|---|---|---|",
    ]
    for name, row in times.items():
        cells = (f"{row[size] / times['floor'][size]:.2f}" for size in row)
        lines.append(f"| {PEERS[name][0]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast brolly is, beside other clients.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", nargs="*", choices=list(PEERS), help="these, and nothing else")
    arguments = parser.parse_args()
    names = ["floor", *(name for name in arguments.only or PEERS if name != "floor")]
    times = measure(names, rounds=arguments.rounds)
    print(table(times))
    if arguments.only:
        return
    report: dict[str, Any] = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "policies": POLICIES,
        "microseconds for each policy": {
            name: {size: round(1e6 * row[size] / POLICIES, 2) for size in row}
            for name, row in times.items()
        },
    }
    for label, part in (
        ("seconds at 50 ms latency", backfill),
        ("peak MiB", memory),
        ("start-up, CPU ms", start_up),
        ("token check, microseconds", lambda: {"get": token_check()}),
        ("generation, seconds", generation),
    ):
        figures = {name: round(value, 2) for name, value in part().items()}
        report[label] = figures
        print(f"\n{label}")
        for name, value in figures.items():
            print(f"  {name:36}{value:10.2f}")
    reports = ROOT / "reports"
    reports.mkdir(exist_ok=True)
    (reports / "speed.json").write_text(json.dumps(report, indent=2) + "\n")
    labels = {PEERS[name][0]: row[100] / times["floor"][100] for name, row in times.items()}
    (ROOT / "docs" / "speed.svg").write_text(chart(labels))


if __name__ == "__main__":
    main()
