from __future__ import annotations

import gc
import inspect
import multiprocessing
import os
import shutil
import ssl
import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from brolly import ConfigurationError, ConnectError, TimeoutError
from flavours import ASYNC, FAST, SYNC, Flavour


class Empty(BaseHTTPRequestHandler):
    """An empty list for each key that gets here."""

    keys: list[str]

    def do_GET(self) -> None:
        self.keys.append(self.headers["Authorization"])
        content = b'{"_embedded": {"item": []}}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


class Trickling(Empty):
    """Header lines without end, a byte at a time."""

    def do_GET(self) -> None:
        with suppress(OSError):
            for number in range(200):
                self.wfile.write(b"HTTP/1.1 200 OK\r\n"[number % 17 :][:1])
                time.sleep(0.02)


@contextmanager
def serving(
    certificate: trustme.LeafCert, kind: type[Empty] = Empty
) -> Iterator[tuple[str, list[str]]]:
    """An HTTPS server on loopback, and the credentials that reach it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    kind.keys = []
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"https://localhost:{server.server_port}", kind.keys
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


TURNED_OFF = {"PYTHONHTTPSVERIFY": "0", "CURL_CA_BUNDLE": "", "REQUESTS_CA_BUNDLE": ""}
"""What turns verification off in other tools."""


@pytest.mark.parametrize("fault", ["unknown authority", "another host"])
def test_the_key_goes_to_the_provider_alone(
    wire: Flavour,
    authority: trustme.CA,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    """A server that cannot prove its name gets no key, whatever the environment says."""
    for name, value in TURNED_OFF.items():
        monkeypatch.setenv(name, value)
    name = "localhost" if fault == "unknown authority" else "elsewhere.example"
    trusted = trustme.CA() if fault == "unknown authority" else authority
    trusted.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(authority.issue_cert(name)) as (url, keys):
        kasko = wire.Kasko("sk_test_mock", base_url=url, max_retries=0)
        with pytest.raises(ConnectError):
            wire.run(kasko.list_policies())
        wire.run(kasko.close())
        assert keys == []


def test_an_authority_of_the_users_own(
    wire: Flavour, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SSL_CERT_FILE` names another authority, as behind a company's proxy."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(authority.issue_cert("localhost")) as (url, keys):
        kasko = wire.Kasko("sk_test_mock", base_url=url)
        assert wire.run(kasko.list_policies()).embedded.item == []
        wire.run(kasko.close())
        assert len(keys) == 1


def test_the_usual_authorities(
    wire: Flavour, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the environment names no authority, the system's are trusted, and by libcurl and httpx
    those of certifi."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    if wire.__class__ in (SYNC, ASYNC):
        paths = ssl.get_default_verify_paths()._replace(openssl_cafile=str(tmp_path / "ca.pem"))
        monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths)
    else:
        monkeypatch.setattr("certifi.where", lambda: str(tmp_path / "ca.pem"))
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    with serving(authority.issue_cert("localhost")) as (url, keys):
        kasko = wire.Kasko("sk_test_mock", base_url=url)
        assert wire.run(kasko.list_policies()).embedded.item == []
        wire.run(kasko.close())
        assert len(keys) == 1


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl tells the names of such a folder")
def test_a_folder_of_authorities(
    wire: Flavour, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SSL_CERT_DIR` names a folder of them, as OpenSSL lays it out, which is trusted alone."""
    certificate = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(certificate))
    digest = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", str(certificate)],  # noqa: S607 - a tool
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    certificate.rename(tmp_path / f"{digest}.0")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with serving(authority.issue_cert("localhost")) as (url, keys):
        kasko = wire.Kasko("sk_test_mock", base_url=url)
        assert wire.run(kasko.list_policies()).embedded.item == []
        wire.run(kasko.close())
        assert len(keys) == 1
    with serving(trustme.CA().issue_cert("localhost")) as (url, keys):
        kasko = wire.Kasko("sk_test_mock", base_url=url, max_retries=0)
        with pytest.raises(ConnectError):
            wire.run(kasko.list_policies())
        wire.run(kasko.close())
        assert keys == []


def test_total_timeout(
    wire: Flavour, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The total timeout counts within an encrypted answer's header lines too."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(authority.issue_cert("localhost"), Trickling) as (url, _):
        kasko = wire.Kasko("sk_test_mock", base_url=url, timeout=0.4, max_retries=0)
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            wire.run(kasko.list_policies())
        assert time.monotonic() - started < 3
        wire.run(kasko.close())


class Lasting(Empty):
    """Answers on connections that stay open, and counts them."""

    protocol_version = "HTTP/1.1"
    connections: list[object]

    def setup(self) -> None:
        self.connections.append(self.client_address)
        super().setup()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows knows no fork")
@pytest.mark.parametrize("kind", [SYNC, FAST])
def test_a_fork_leaves_the_parents_connection(
    kind: type[Flavour], authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forked child makes a connection of its own, and does not end the encrypted one that its
    parent goes on with."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    Lasting.connections = []
    with serving(authority.issue_cert("localhost"), Lasting) as (url, keys):
        kasko = kind.Kasko("sk_test_mock", base_url=url)
        kasko.list_policies()
        context = multiprocessing.get_context("fork")
        child = context.Process(target=lambda: (kasko.list_policies(), gc.collect()))
        with warnings.catch_warnings():
            # The server's threads are in the same process.
            warnings.simplefilter("ignore", DeprecationWarning)
            child.start()
        child.join(10)
        assert child.exitcode == 0
        kasko.list_policies()
        kasko.close()
        assert (len(keys), len(Lasting.connections)) == (3, 2)


def test_no_option_turns_it_off(flavour: Flavour) -> None:
    """No argument of a client is about certificates: who must, hands in a client of their own."""
    for client in (flavour.Kasko, flavour.InsureHero):
        assert not {"verify", "ssl", "cert", "insecure"} & set(inspect.signature(client).parameters)
        with pytest.raises(ConfigurationError, match="https"):
            client("sk_test_mock", base_url="http://api.example.com")
