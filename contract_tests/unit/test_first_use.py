"""The first use of types by several threads, each time in a fresh process."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from brolly import InsureHero, Kasko
from brolly_mock import create_app, transport

HERE = Path(__file__).parent
OVERRIDES = HERE.parents[1] / "overrides"


class Keeping(httpx.BaseTransport):
    """Keeps what another transport answers, by path and media type."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self.inner = inner
        self.answers: dict[str, str] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        key = f"{request.url.path} {request.headers['accept']}"
        self.answers[key] = response.read().decode()
        return response


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the mock answers to operations of both providers."""
    mock = create_app()
    keeping = Keeping(transport(mock))
    calls: list[tuple[str, str, list[str]]] = []

    def call(client: Any, api: str, method: str, *arguments: str) -> Any:
        calls.append((api, method, list(arguments)))
        return getattr(client, method)(*arguments)

    kasko = Kasko(mock.settings.kasko_key, transport=keeping)
    policy = call(kasko, "kasko", "list_policies").embedded.item[0]
    for method in ("get_policy", "get_policy_v2"):
        call(kasko, "kasko", method, policy.id)
    shield = InsureHero(
        mock.settings.insurehero_key,
        channel_key=mock.settings.insurehero_channel_key,
        transport=keeping,
    )
    for method in ("authorize", "list_variants", "list_policies", "list_coverages"):
        call(shield, "shield", method)
    for things, thing, within in (
        ("iter_claims", "get_claim", "list_claim_events"),
        ("iter_risk_items", "get_risk_item", "list_orders"),
    ):
        found = next(iter(getattr(shield, things)()))
        call(shield, "shield", thing, found.id)
        call(shield, "shield", within, found.id)
    mock.close()
    kept = keeping.answers
    # A record that does not fit, among others that do.
    page = json.loads(kept["/policies application/json"])
    page["_embedded"]["item"][1]["amount"] = "much"
    kept |= {"odd page": json.dumps(page), "calls": json.dumps(calls)}
    kept["delivery"] = json.dumps({"id": "p", "email": "holder@example.com"})
    file = tmp_path_factory.mktemp("answers") / "answers.json"
    file.write_text(json.dumps(kept))
    return file


def test_threads_and_loops_may_begin_together(answers: Path) -> None:
    """No process dies whose threads and event loops all make their first calls at once."""

    def run(threads: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(HERE / "first_use.py"), str(answers), str(threads)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(run, (2, 3, 4, 8, 16, 32)):
            assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_nobody_reads_with_a_type_that_is_half_built() -> None:
    """While one thread builds a type, others and a forked child wait for the whole of it."""
    command = [sys.executable, str(HERE / "whole_types.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_child_inherits_no_lock() -> None:
    """Only the module that frees its lock in forked children has one for the whole process."""
    for path in sorted(OVERRIDES.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            made = isinstance(node, ast.Assign | ast.AnnAssign) and node.value
            named = ast.unparse(made).startswith("threading.") if made else False
            assert not named or path.name == "_types.py", f"{path.name}:{node.lineno}"


def test_no_type_is_read_that_was_not_built_under_the_lock() -> None:
    """Our packages use msgspec's own ways to build a type in one module alone."""
    allowed = OVERRIDES / "brolly_runtime" / "_types.py"
    for path in sorted(OVERRIDES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or path == allowed:
                continue
            name = ast.unparse(node.func)
            typed = any(keyword.arg == "type" for keyword in node.keywords)
            builds = name.endswith((".Decoder", "msgspec.convert"))
            builds |= typed and name.endswith((".decode", ".convert"))
            assert not builds, f"{path.name}:{node.lineno}: {name} builds a type"
