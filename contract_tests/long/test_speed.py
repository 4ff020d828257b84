"""The quick form of `make bench`: ratios with a wide margin, and instructions; never seconds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

RATIOS = """
import json, sys
sys.path.insert(0, sys.argv[1])
import bench
times = bench.measure(
    ["floor", "brolly", "brolly-fast", "httpx"], rounds=3, policies=2000, pages=(100,)
)
print(json.dumps({name: row[100] for name, row in times.items()}))
"""

READ = """
import sys
sys.path.insert(0, sys.argv[1])
import rows
pages = [
    b'{"_embedded": {"item": [' + b",".join(map(rows.policy, range(first, first + 50)))
    + b'], "_links": {"next": {"href": "https://api.example.com/policies/?since=%d&"}}}}'
    % (rows.START + (first + 49) * rows.STEP)
    for first in range(0, 500, 50)
][: int(sys.argv[3])]
if sys.argv[2] == "plain":
    import plain
    parse = plain.structs()
    for page in pages:
        parse(page)
else:
    import msgspec
    from brolly.paging import PolicyWalk
    from kasko_api.models import PolicyCollection
    decode = msgspec.json.Decoder(PolicyCollection).decode
    walk = PolicyWalk(page_size=50)
    decode(b'{"_embedded": {"item": []}}')
    for page in pages:
        walk.query()
        found = decode(page).embedded
        assert len(walk.take(found.item, found.links.next_.href)) == 50
"""


def run(*command: str) -> str:
    # A coverage report that is being made would be measured along.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_ratios() -> None:
    """All checks on, a read costs little more than the same library by hand, and libcurl a part of
    that. (The targets are 1.0 and 1.4; the margin is for machines that do other things.)"""
    times = json.loads(run(sys.executable, "-c", RATIOS, str(BENCHMARKS)))
    assert times["brolly"] < 1.8 * times["httpx"], times
    assert times["brolly-fast"] < 0.85 * times["brolly"], times
    assert times["brolly-fast"] < 3.5 * times["floor"], times


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind counts the instructions")
def test_instructions() -> None:
    """To check, convert and sort out a policy takes few instructions beside those of parsing it."""

    def count(kind: str, pages: int) -> int:
        text = run(
            *("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"),
            *(sys.executable, "-c", READ, str(BENCHMARKS), kind, str(pages)),
        )
        return int(text.rpartition("Collected : ")[2].split()[0])

    cases = [(kind, pages) for kind in ("plain", "ours") for pages in (1, 10)]
    with ThreadPoolExecutor(2) as pool:
        plain_few, plain, ours_few, ours = pool.map(count, *zip(*cases, strict=True))
    assert (ours - ours_few) / (plain - plain_few) < 1.5
