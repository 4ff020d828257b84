from __future__ import annotations

import re
import signal
import socket
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from brolly.webhooks import KaskoWebhooks
from cli.runner import Brolly


@contextmanager
def mock(*arguments: str) -> Generator[tuple[str, dict[str, str]]]:
    """`brolly mock` in a process of its own: what it prints, and its copy-paste environment."""
    nowhere = Brolly("http://127.0.0.1:9")
    with nowhere.start("mock", *arguments) as child:
        try:
            printed = ""
            assert child.stdout is not None
            for line in child.stdout:
                printed += line
                if "Ctrl-C" in line:
                    break
            yield printed, dict(re.findall(r"(\w+_(?:API_KEY|BASE_URL))=(\S+)", printed))
        finally:
            child.send_signal(signal.SIGINT)
            _, err = child.communicate(timeout=20)
    assert child.returncode == 0
    assert "Traceback" not in err


def test_what_it_prints_works(tmp_path: Path) -> None:
    """The printed environment reads every record of both mocks, and the page offers a reference."""
    database = tmp_path / "mock.sqlite"
    sizes = ("--policies", "30", "--claims", "12", "--risk-items", "3")
    with mock("--port", "0", *sizes, "--database", str(database)) as (printed, environment):
        brolly = Brolly("")
        brolly.environment = environment
        policies = brolly("kasko", "policies").out.splitlines()
        claims = brolly("insurehero", "claims").out.splitlines()
        page = httpx.get(re.findall(r"http://\S+/ ", printed)[0].strip())

    assert (len(policies), len(claims)) == (30, 12)
    assert "/docs/kasko" in page.text
    assert "/docs/insurehero" in page.text
    with closing(sqlite3.connect(database)) as held:
        assert held.execute("SELECT count(*) FROM policies WHERE NOT live").fetchone() == (30,)


def test_it_tells_of_changes() -> None:
    """The printed command makes a change that is delivered, signed with the secret given."""
    with socket.create_server(("127.0.0.1", 0)) as receiver:
        url = f"http://127.0.0.1:{receiver.getsockname()[1]}"
        options = ("--webhook-url", url, "--webhook-secret", "whsec_other")
        with mock("--port", "0", "--policies", "3", *options) as (printed, _):
            (trigger,) = re.findall(r"curl -X POST (\S+)", printed)
            assert httpx.post(trigger).status_code == 202
            connection, _ = receiver.accept()
            with connection, connection.makefile("rb") as stream:
                lines = iter(stream.readline, b"\r\n")
                headers = dict(
                    line.decode().rstrip().split(": ", 1) for line in lines if b": " in line
                )
                body = stream.read(int(headers["Content-Length"]))
                connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    assert KaskoWebhooks("whsec_other").verify(body, headers).event == "policy.created"


def test_webhooks_stay_on_this_machine() -> None:
    """A receiver elsewhere is a usage error."""
    done = Brolly("http://127.0.0.1:9")(
        "mock", "--port", "0", "--webhook-url", "http://example.com"
    )
    assert done.code == 2
    assert "this machine" in done.err


def test_switches_reach_the_mock() -> None:
    """A defect and the token's lifetime are those of the command line."""
    with mock("--port", "0", "--defect", "amount_as_text", "--token-seconds", "7") as (
        _,
        environment,
    ):
        brolly = Brolly("")
        brolly.environment = environment
        ended = brolly("kasko", "policies")
        page = httpx.get(environment["KASKO_BASE_URL"])

    assert ended.code == 6
    assert "amount" in ended.err
    assert "valid for 7 seconds" in page.text


def test_a_taken_port_is_2(brolly: Brolly) -> None:
    """A port that is in use is named, with the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        ended = brolly.process("mock", "--port", port)

    assert (ended.code, ended.out) == (2, "")
    assert port in ended.err
    assert "--port" in ended.err


def test_a_useless_database_is_2(tmp_path: Path, brolly: Brolly) -> None:
    """A file that cannot hold the records is named."""
    (tmp_path / "text").write_text("not a database, but text that is long enough to be read")
    for database in (tmp_path / "text", tmp_path / "no" / "folder.sqlite"):
        ended = brolly.process("mock", "--port", "0", "--database", str(database))

        assert (ended.code, ended.out) == (2, "")
        assert str(database) in ended.err


def test_it_can_serve_other_machines() -> None:
    """On another address than loopback it prints one that works, and refuses a taken port too."""
    everywhere = "0.0.0.0"  # noqa: S104
    with mock("--host", everywhere, "--port", "0") as (_, environment):
        brolly = Brolly(environment["KASKO_BASE_URL"])
        brolly.environment |= environment
        port = environment["KASKO_BASE_URL"].rpartition(":")[2]

        assert brolly("kasko", "policies", "--max-rows", "1").code == 0
        assert brolly.process("mock", "--host", everywhere, "--port", port).code == 2
