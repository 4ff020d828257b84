from __future__ import annotations

import json
from pathlib import Path

import pytest

from brolly_cli._exit import ExitCode
from brolly_mock import MockServer, faults
from cli.runner import Brolly


@pytest.mark.parametrize("provider", ["kasko", "insurehero"])
def test_a_recording_goes_round(provider: str, brolly: Brolly, tmp_path: Path) -> None:
    """`record` prints the file that it made, and `replay` finds nothing wrong with it."""
    to = ("--to", str(tmp_path), "--rate", "20")
    made = brolly("contract", "record", provider, *to)
    assert made.code == 0
    assert Path(made.out.strip()).is_file()
    assert "list_" in made.err

    replayed = brolly("contract", "replay", str(tmp_path))
    assert (replayed.code, replayed.out) == (0, "")
    assert "0 findings" in replayed.err


def test_a_finding_is_6(brolly: Brolly, tmp_path: Path) -> None:
    """A recording that breaks the contract ends in 6, with a line for each finding."""
    made = brolly(
        "contract", "record", "kasko", "--to", str(tmp_path), "--rate", "20", "--most", "1"
    )
    file = Path(made.out.strip())
    recording = json.loads(file.read_text("utf-8"))
    del recording["exchanges"][0]["response"]["headers"]["x-request-id"]
    file.write_text(json.dumps(recording), "utf-8")
    replayed = brolly("contract", "replay", str(file))
    assert replayed.code == ExitCode.CONTRACT
    missing = "response_headers_conformance: the header X-Request-Id is missing"
    assert replayed.out == f"{file}: list_policies: {missing}\n"


def test_an_import_goes_round(brolly: Brolly, tmp_path: Path, server: MockServer) -> None:
    """`import` makes recordings of what belongs to an API, and counts the rest."""
    body = {"status": "Not Found", "message": "canary"}
    entries = [
        {
            "request": {"method": "GET", "url": url},
            "response": {
                "status": 404,
                "headers": [{"name": "X-Request-Id", "value": "canary"}],
                "content": {"mimeType": "application/json", "text": json.dumps(body)},
            },
        }
        for url in (f"{server.url}/policies/canary", "https://example.com/other/canary/path")
    ]
    file = tmp_path / "session.har"
    file.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    made = brolly("contract", "import", str(file), "--to", str(tmp_path / "to"))
    assert made.code == 0
    assert "1 requests belong to neither API" in made.err
    assert "canary" not in Path(made.out.strip()).read_text("utf-8")
    assert brolly("contract", "replay", str(tmp_path / "to")).code == 0

    file.write_text('{"log": {"entries": []}}', "utf-8")
    assert brolly("contract", "import", str(file)).code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"KASKO_BASE_URL": ""}, "never guessed"),
        ({"KASKO_API_KEY": ""}, "KASKO_API_KEY holds no API key"),
        ({"KASKO_BASE_URL": "http://sandbox.example.com"}, "https://"),
    ],
)
def test_an_unsafe_target_is_2(environment: dict[str, str], said: str, brolly: Brolly) -> None:
    """Without an address, without a key, or over plain HTTP nothing is recorded."""
    ended = brolly("contract", "record", "kasko", **environment)
    assert ended.code == ExitCode.USAGE
    assert said in ended.err


def test_a_live_key_is_3(brolly: Brolly, server: MockServer) -> None:
    """A LIVE key is refused before anything is sent."""
    before = sum(server.mock.calls.values())
    ended = brolly("contract", "record", "kasko", KASKO_API_KEY="sk_" + "live_0")
    assert ended.code == ExitCode.REFUSED
    assert sum(server.mock.calls.values()) == before


def test_what_was_not_called_is_named(brolly: Brolly, server: MockServer, tmp_path: Path) -> None:
    """Operations that no answer leads to are named on stderr."""
    server.mock.faults.add(faults.status(500), operation="list_policies", times=None)
    ended = brolly("contract", "record", "kasko", "--to", str(tmp_path), "--rate", "20")
    assert ended.code == 0
    assert "get_policy was not called: no response linked to it" in ended.err
