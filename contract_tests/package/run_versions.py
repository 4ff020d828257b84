"""Install what was built into fresh environments and use it: `make build test-versions`.

    python contract_tests/package/run_versions.py uv dist [--only fast mock]

Each of wheel and sdist, with each extra, with the lowest and the newest versions that the ranges of
`pyproject.toml` allow. Nothing of the checkout is in reach.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]
CORE = """
import brolly, kasko_api.models, insurehero_api.models
from brolly import ConnectError, Kasko
assert "site-packages" in brolly.__file__, brolly.__file__
try:
    with Kasko("sk_test_x", base_url="http://127.0.0.1:9", max_retries=0{options}) as kasko:
        kasko.list_policies(limit=1)
except ConnectError as error:
    assert error.cause == "refused", error
"""
MOCK = """
from brolly import InsureHero, Kasko
from brolly_mock import serve
with serve() as server:
    with Kasko(server.kasko_key, base_url=server.kasko_url) as kasko:
        policies = list(kasko.iter_policies())
        assert kasko.get_policy(policies[0].id) == policies[0]
    with InsureHero(server.insurehero_key, base_url=server.insurehero_url) as shield:
        assert len(list(shield.iter_claims())) == server.mock.settings.claims
assert len(policies) == server.mock.settings.policies
"""
COMMAND = """
import subprocess, sys
for words in (["--version"], ["--help"], ["kasko", "policies", "--help"]):
    done = subprocess.run([sys.executable, "-m", "brolly", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
"""
MISSING = """
import subprocess, sys
done = subprocess.run([sys.executable, "-m", "brolly"], capture_output=True, text=True)
assert done.returncode == 2 and "brolly[cli]" in done.stderr, done.stderr
"""
CONTRACT = """
import subprocess, sys
program = [sys.executable, "-m", "brolly", "contract", "check", "--help"]
done = subprocess.run(program, capture_output=True, text=True)
assert done.returncode == 0, done.stderr
"""
NO_PROVIDER = """
import subprocess, sys
program = [sys.executable, "-m", "brolly", "contract", "check", "--kasko-url", "http://127.0.0.1:9"]
done = subprocess.run(program, capture_output=True, text=True, env={"KASKO_API_KEY": "sk_test_x"})
assert done.returncode == 2, done.stderr
"""
HINTS = """
import importlib
wanted = {
    "brolly.tables": ("Columns", "arrow"), "brolly.sync": ("run", "sync"),
    "brolly_mock": ("serve", "mock"),
}
for module, (name, extra) in wanted.items():
    try:
        getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        assert f"pip install 'brolly[{extra}]'" in str(error), error
    else:
        raise AssertionError(module)
"""
# A provider with three policies, without the mock, which is another extra.
PROVIDER = """
import http.server, json, threading
from datetime import UTC, datetime
POLICIES = [
    {"id": f"tpol_{n}", "updated_at": f"2015-10-0{n}T00:00:00Z", "status": "paid", "amount": n}
    for n in (1, 2, 3)
]
class Provider(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"_links": {}, "_embedded": {"item": POLICIES}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *words):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
from brolly import Kasko
kasko = Kasko("sk_test_x", base_url=f"http://127.0.0.1:{server.server_port}")
"""
ARROW = f"""{PROVIDER}
from brolly.tables import Columns
from kasko_api.models.policy import Policy
table = Columns(Policy).table(kasko.iter_policies())
assert table.num_rows == 3 and table.column("amount").to_pylist() == [1, 2, 3], table
"""
SYNC = f"""{PROVIDER}
from brolly.sync import run, status
report = run("kasko", "duckdb:copy.duckdb", client=kasko)
assert report.rows == {{"policies": 3}}, report
(copy,) = status("duckdb:copy.duckdb")
assert copy.rows["policies"] == 3, copy
"""
MONEY = """
from decimal import Decimal
from brolly.money import to_decimal
assert to_decimal(5794, "eur") == Decimal("57.94")
"""
JOBS = {
    "": [CORE.format(options=""), MISSING, HINTS],
    "fast": [CORE.format(options=', transport="fast"')],
    "cli": [COMMAND],
    "mock": [MOCK, COMMAND],
    "money": [MONEY],
    "arrow": [ARROW],
    "contract": [COMMAND, CONTRACT, NO_PROVIDER],
    "sync": [COMMAND, SYNC],
    "sync-postgres": [COMMAND, SYNC, "import psycopg2, adbc_driver_postgresql"],
}


def run(uv: str, built: Path, extra: str, resolution: str) -> str:
    """Test one installation; what went wrong, or nothing."""
    # An sdist is built without a pin of our own, as pip does it.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ""}
    environment.pop("VIRTUAL_ENV", None)
    with tempfile.TemporaryDirectory(prefix="brolly-") as folder:
        python = Path(folder, "venv", "bin", "python")
        what = f"{built}[{extra}]" if extra else str(built)
        install = [uv, "pip", "install", "--quiet", "--resolution", resolution, "--python"]
        commands = [
            [uv, "venv", "--quiet", "--python", sys.executable, str(python.parents[1])],
            [*install, str(python), what],
            *([str(python), "-W", "error", "-c", job] for job in JOBS[extra]),
        ]
        for command in commands:
            done = subprocess.run(
                command, capture_output=True, text=True, cwd=folder, env=environment, check=False
            )
            if done.returncode:
                return (done.stderr or done.stdout)[-1_500:]
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("uv")
    parser.add_argument("dist", type=Path)
    parser.add_argument("--only", nargs="+", default=list(JOBS), help="these extras alone")
    options = parser.parse_args()
    if unknown := EXTRAS.keys() - JOBS.keys() - {"all"}:
        parser.error(f"nobody tests the extras {', '.join(sorted(unknown))}; add them to JOBS")
    built = sorted(options.dist.resolve().glob("brolly-*"))
    if len(built) != 2:
        parser.error(f"{options.dist} holds {len(built)} files, not wheel and sdist; `make build`")
    cases = list(product(built, options.only, ("lowest-direct", "highest")))
    uv = str(Path(options.uv).resolve())
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for case, wrong in zip(cases, pool.map(lambda case: run(uv, *case), cases), strict=True):
            name = f"{case[0].suffix[1:]:<4} {case[1] or 'core':<6} {case[2]}"
            sys.stdout.write(f"{'failed' if wrong else 'ok':<7} {name}\n{wrong}")
            failed += bool(wrong)
    sys.stdout.write(f"{len(cases)} installations, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
