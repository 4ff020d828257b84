from __future__ import annotations

import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from brolly import __version__
from brolly_cli._exit import ExitCode
from brolly_contract.recording.model import Message, Recorded, Recording, write
from brolly_mock import MockServer
from cli.runner import Brolly

GROUPS = [(), ("kasko",), ("insurehero",), ("contract",)]
COMMANDS = [
    ("kasko", "policies"),
    ("kasko", "policy"),
    ("insurehero", "claims"),
    ("insurehero", "risk-items"),
    ("insurehero", "orders"),
    ("insurehero", "events"),
    ("insurehero", "policies"),
    ("insurehero", "packages"),
    ("insurehero", "variants"),
    ("insurehero", "coverages"),
    ("insurehero", "users"),
    ("insurehero", "user-claims"),
    ("insurehero", "workflow"),
    ("contract", "record"),
    ("contract", "import"),
    ("contract", "replay"),
    ("mock",),
]
WRITES: list[tuple[str, ...]] = [("kasko", name) for name in ("quote", "offer", "pay", "cancel")]


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
def test_help_explains_every_exit_code(group: tuple[str, ...], brolly: Brolly) -> None:
    """The help of each group lists each exit code with its meaning, and where keys come from."""
    ended = brolly(*group, "--help")

    assert ended.code == 0
    for code in ExitCode:
        assert re.search(rf"^ +{code.value} +{re.escape(code.meaning)}$", ended.out, re.MULTILINE)
    assert "KASKO_API_KEY" in ended.out
    assert "INSUREHERO_API_KEY" in ended.out


@pytest.fixture
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: MockServer) -> None:
    """A folder with the files that examples read."""
    url = f"{server.url}/policies"
    exchange = {"request": {"method": "GET", "url": url}, "response": {"status": 500}}
    text = json.dumps({"log": {"entries": [exchange]}})
    monkeypatch.chdir(tmp_path)
    Path("session.har").write_text(text, "utf-8")
    Path("recordings").mkdir()
    headers = {"content-type": "application/json", "x-request-id": "1"}
    response = Message(headers=headers, body={"status": "", "message": ""})
    recorded = Recorded(
        operation="list_policies", method="GET", path="/policies", status=500, response=response
    )
    write(Recording(api="kasko", exchanges=[recorded]), Path("recordings"))


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("command", GROUPS + COMMANDS, ids=" ".join)
def test_examples_of_the_help_work(command: tuple[str, ...], brolly: Brolly) -> None:
    """Each help has examples that run, but for ids that the mock does not have."""
    shown = brolly(*command, "-h").out
    examples = [
        re.split(r" [|>#] ?", line)[0].split()
        for line in re.findall(r"^ +brolly (.+)$", shown, re.MULTILINE)
    ]

    assert examples
    for arguments in examples:
        if arguments[0] == "mock":
            # It would serve for ever; a port out of range is found last.
            ended = brolly(*arguments, "--port", "65536")
            assert re.findall(r"'(--[\w-]+)'", ended.err) == ["--port"]
        else:
            assert brolly(*arguments).code in {ExitCode.DONE, ExitCode.NOT_FOUND}


@pytest.mark.parametrize("command", COMMANDS + WRITES, ids=" ".join)
def test_no_command_takes_a_key(command: tuple[str, ...], brolly: Brolly) -> None:
    """A key cannot be given as an argument, where the list of processes would show it."""
    options = re.findall(r"--[\w-]+", brolly(*command, "--help").out)

    assert "--help" in options
    assert not [option for option in options if "key" in option or option == "--token"]


def test_version(brolly: Brolly) -> None:
    """`--version`, also of `python -m brolly`, and `brolly.__version__` are the distribution's."""
    program = [sys.executable, "-m", "brolly"]
    for ended in (brolly("--version"), brolly.process("--version", program=program)):
        assert ended.out == f"brolly {version('brolly')}\n"
    assert version("brolly") == __version__


def test_help_loads_little(brolly: Brolly) -> None:
    """Help comes at once: no client, no HTTP library, no Rich and no mock is loaded for it."""
    heavy = {
        "asyncio",
        "httpx",
        "httpx2",
        "rich.console",
        "brolly.kasko",
        "brolly.insurehero",
        "kasko_api",
    }
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(list(sys.modules)), file=sys.stderr))\n"
        "from brolly_cli import main; sys.exit(main())"
    )
    ended = brolly.process("--help", program=[sys.executable, "-c", program])

    assert ended.code == 0
    assert not heavy & set(json.loads(ended.err))


@pytest.mark.parametrize(
    ("missing", "arguments", "advice"),
    [
        ("typer", ["--help"], "pip install 'brolly[cli]'"),
        ("rich", ["kasko", "policy", "x"], "pip install 'brolly[cli]'"),
        ("starlette", ["mock"], "pip install 'brolly[mock]'"),
        ("uvicorn", ["mock"], "pip install 'brolly[mock]'"),
        ("schemathesis", ["contract", "check"], "pip install 'brolly[contract]'"),
        ("yaml", ["contract", "record", "kasko"], "pip install 'brolly[contract]'"),
        ("jsonschema_rs", ["contract", "replay", "."], "pip install 'brolly[contract]'"),
    ],
)
def test_a_missing_extra_is_named(
    missing: str, arguments: list[str], advice: str, brolly: Brolly
) -> None:
    """Without an extra the command says in one line what to install, and exits 2."""
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from brolly_cli import main; sys.exit(main())"
    )
    ended = brolly.process(*arguments, program=[sys.executable, "-c", program])

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert advice in ended.err
