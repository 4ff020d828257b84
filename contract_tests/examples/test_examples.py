"""Each program of examples/ does its job against the mock."""

from __future__ import annotations

import asyncio
import csv
import importlib.util
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import httpx2
import pytest
from starlette.testclient import TestClient

from brolly_mock import MockServer, MockSettings, serve
from raw_server import head_of, talking

FOLDER = Path(__file__).parents[2] / "examples"
PROGRAMS = sorted(FOLDER.glob("*.py"))
SETTINGS = MockSettings(policies=60, claims=20, risk_items=30, policy_seconds=0.1)


@pytest.fixture(name="server")
def _server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MockServer]:
    """A mock, in the environment of whoever runs a program."""
    with serve(SETTINGS) as mock:
        monkeypatch.setenv("KASKO_API_KEY", mock.kasko_key)
        monkeypatch.setenv("KASKO_BASE_URL", mock.kasko_url)
        monkeypatch.setenv("INSUREHERO_API_KEY", mock.insurehero_key)
        monkeypatch.setenv("INSUREHERO_BASE_URL", mock.insurehero_url)
        yield mock


@pytest.fixture(name="program")
def _program(server: MockServer) -> Callable[[str], Any]:
    """A program, loaded as a module."""
    assert server

    def loaded(name: str) -> Any:
        spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return loaded


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_is_short_and_tested(path: Path) -> None:
    """Under 60 lines, with a docstring that says how to run it, and run below."""
    text = path.read_text("utf-8")
    assert text.count("\n") < 60
    assert f"examples/{path.name}" in text or f"{path.stem}:app" in text
    assert path.stem in Path(__file__).read_text("utf-8")


def test_nightly_csv(program: Callable[[str], Any], tmp_path: Path) -> None:
    """The file has a row for each policy of the period, and no half file stays."""
    target = tmp_path / "policies.csv"
    assert program("nightly_csv").main(target, days=20_000) == SETTINGS.policies
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == SETTINGS.policies
    assert list(tmp_path.iterdir()) == [target]


def test_poll_to_duckdb(program: Callable[[str], Any], tmp_path: Path, server: MockServer) -> None:
    """A second run reads only what has changed, and the copy has the later version."""
    file = str(tmp_path / "policies.duckdb")
    main = program("poll_to_duckdb").main
    assert main(file) == SETTINGS.policies
    with duckdb.connect(file) as base:
        ((some,),) = base.execute("select id from policies order by updated_at limit 1").fetchall()
    server.mock.store.cancel(some)
    assert main(file) == SETTINGS.policies
    with duckdb.connect(file) as base:
        query = "select record ->> 'status' from policies where id = ?"
        assert base.execute(query, [some]).fetchall() == [("cancelled",)]


def test_data_frame(program: Callable[[str], Any]) -> None:
    """pandas and polars add up the same amounts."""
    module = program("data_frame")
    rows = module.read()
    assert len(rows["id"]) == SETTINGS.policies
    assert "email" not in rows
    by_pandas = module.with_pandas(rows)["amount"].tolist()
    by_polars = module.with_polars(rows)["amount"].to_list()
    assert sorted(by_pandas) == sorted(by_polars)
    assert sum(by_polars) == sum(amount or 0 for amount in rows["amount"])


def test_fan_out(program: Callable[[str], Any]) -> None:
    """All records of three lists are counted at the same time."""
    expected = {"policies": 60, "claims": 20, "risk items": 30}
    assert asyncio.run(program("fan_out").main()) == expected


def test_sell_and_cancel(program: Callable[[str], Any]) -> None:
    """A policy is sold and is cancelled at the end."""
    assert program("sell_and_cancel").main().status == "cancelled"


def test_behind_a_proxy(program: Callable[[str], Any]) -> None:
    """The program's own client carries the calls."""
    assert program("behind_a_proxy").main() == 20


def test_fastapi_receiver(program: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A signed delivery is stored once; a forged and a huge one are refused."""
    monkeypatch.setenv("KASKO_WEBHOOK_SECRET", "whsec_mock")
    module = program("fastapi_receiver")
    body, headers = delivery()
    with TestClient(module.app) as client:
        assert client.post("/kasko", content=body, headers=headers).status_code == 204
        assert client.post("/kasko", content=body, headers=headers).status_code == 204
        assert len(module.policies) == 1
        assert client.post("/kasko", content=body + b" ", headers=headers).status_code == 400
        assert client.post("/kasko", content=b"x" * 1_000_002).status_code == 413


def delivery() -> tuple[bytes, dict[str, str]]:
    """What the mock sends when a policy changes."""
    got: list[tuple[bytes, dict[str, str]]] = []

    def keep(connection: socket.socket) -> None:
        data = head_of(connection)
        head, _, body = data.partition(b"\r\n\r\n")
        lines = [line.partition(": ") for line in head.decode().split("\r\n")[1:]]
        headers = {name.lower(): value for name, _, value in lines}
        while len(body) < int(headers["content-length"]):
            body += connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        got.append((body, {k: v for k, v in headers.items() if k.startswith("x-kasko")}))

    with (
        talking(keep) as port,
        serve(replace(SETTINGS, webhook_url=f"http://127.0.0.1:{port}")) as mock,
    ):
        httpx2.post(f"{mock.url}/webhooks/policy.created", trust_env=False)
        assert mock.mock.webhooks is not None
        mock.mock.webhooks.flush()
    (found,) = got
    return found


def test_test_my_code(pytester: pytest.Pytester) -> None:
    """The tests that a user writes pass, with the fixtures of the plugin."""
    pytester.makepyfile((FOLDER / "test_my_code.py").read_text("utf-8"))
    pytester.runpytest_inprocess("-q").assert_outcomes(passed=4)
