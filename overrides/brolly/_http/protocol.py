"""The contract of transports and their shared code.

`timeout` limits the whole attempt. A transport ignores redirects, cookies and credentials, verifies
certificates, treats a truncated response as a failure, logs nothing of a call, and uses no proxy
of the environment for a base URL on this machine. It returns failures instead of raising them, as
exceptions of HTTP libraries and their frames contain the request with its credentials. Invalid
settings raise `ConfigurationError` from this module.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias
from urllib.parse import urlsplit

from .._core.stop import Stop
from .._core.wire import Failure, HttpRequest, HttpResponse
from ..errors import Cause, ConfigurationError

if TYPE_CHECKING:
    import httpx
    import httpx2

    HttpClient: TypeAlias = httpx2.Client | httpx.Client
    AsyncHttpClient: TypeAlias = httpx2.AsyncClient | httpx.AsyncClient
    HttpTransport: TypeAlias = httpx2.BaseTransport | httpx.BaseTransport
    AsyncHttpTransport: TypeAlias = httpx2.AsyncBaseTransport | httpx.AsyncBaseTransport
else:
    # Resolving an annotation must not import a library or require httpx.
    HttpClient = AsyncHttpClient = HttpTransport = AsyncHttpTransport = Any

CONNECT_TIMEOUT = 5.0


class Transport(Protocol):
    """Sends one attempt at a time per thread.

    After `close` it raises `ConfigurationError`. It aborts the attempt when `stop` is set, except
    during a DNS lookup by the caller's client.
    """

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure: ...
    def close(self) -> None: ...


class AsyncTransport(Protocol):
    """Sends any number of concurrent attempts on an asyncio event loop."""

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | Failure: ...
    async def close(self) -> None: ...


_UNSENDABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]")


def header_items(request: HttpRequest) -> list[tuple[bytes, bytes]]:
    """Return the header fields of a request as bytes.

    Values use Latin-1, like those of responses, so that an ETag is sent back unchanged.

    Raises:
        ConfigurationError: A value cannot be sent. The error names the field.
    """
    # The frame that raises must not contain a value.
    fields = request.headers.items()
    if not _is_sendable("".join(request.headers.values())):
        wrong = next(name for name, text in fields if not _is_sendable(text))
        raise ConfigurationError(
            f"the header {wrong} contains a line break or a character that HTTP cannot send; "
            "check the argument that it comes from"
        )
    credentials = request.credentials
    if credentials is not None and not _is_sendable(credentials[1].reveal()):
        raise ConfigurationError(
            f"the header {credentials[0]} cannot be sent: the key or access token in it contains "
            "a line break or another character that keys never contain"
        )
    items = [(name.encode(), text.strip(" \t").encode("latin-1")) for name, text in fields]
    if credentials is not None:
        items.append((credentials[0].encode(), credentials[1].reveal().encode("latin-1")))
    return items


def _is_sendable(text: str) -> bool:
    # Nearly all values are plain, and the expression takes ten times as long.
    return (text.isascii() and text.isprintable()) or not _UNSENDABLE.search(text)


def header_fields(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return header fields by lower-case name; values of repeated fields are joined."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def refuse_closed(closed: bool) -> None:
    if closed:
        raise ConfigurationError("this client is closed; create a new one")


def unsendable(what: str) -> ConfigurationError:
    """Error for a request that the HTTP library rejects; `what` is its exception class."""
    return ConfigurationError(
        f"the request cannot be sent ({what}); check the base URL, and the arguments used in the "
        "path and the headers"
    )


def no_socket() -> Failure:
    """Failure of a process that cannot open more files or sockets."""
    return Failure(
        "unreachable",
        False,
        "could not open a socket, because this process has reached its limit of open files; close "
        "some, or raise the limit (ulimit -n)",
    )


def authorities() -> tuple[str | None, str | None]:
    """Return the certificate file, or else the folder, that the environment names.

    Raises:
        ConfigurationError: The folder does not exist.
    """
    if file := os.environ.get("SSL_CERT_FILE"):
        return file, None
    folder = os.environ.get("SSL_CERT_DIR")
    if folder and not any(map(os.path.isdir, folder.split(os.pathsep))):
        raise ConfigurationError(
            "SSL_CERT_DIR does not name a folder; set it to a folder of certificates as `openssl "
            "rehash` creates it, or unset it"
        )
    return None, folder or None


def unusable_authorities() -> ConfigurationError:
    """Error for an environment in which no certificate can be verified."""
    names = [
        name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE") if os.environ.get(name)
    ]
    return ConfigurationError(
        "certificates cannot be verified: "
        + (
            f"check the environment variable {' or '.join(names)}. SSL_CERT_FILE must be a "
            "readable file of certificates in PEM format, SSLKEYLOGFILE a file that can be "
            "written"
            if names
            else "the certificates of this system cannot be read; set SSL_CERT_FILE to a "
            "file of certificates in PEM format"
        )
    )


_HTTPS_PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")


def _https_proxy() -> str | None:
    """Return the environment variable that names the HTTPS proxy."""
    return next(filter(os.environ.get, _HTTPS_PROXIES), None)


def proxy_variable() -> str:
    """Describe the source of the HTTPS proxy setting for a message."""
    if name := _https_proxy():
        return f"the environment variable {name}"
    # Imported here, as it imports many modules.
    from urllib.request import getproxies

    if getproxies():
        return "the proxy settings of this system"
    return "the proxy of your http_client"


def proxy_is_impossible() -> bool:
    """Whether the environment names an invalid HTTPS proxy."""
    name = _https_proxy()
    return name is not None and not _names_proxy(os.environ[name])


def _names_proxy(value: str) -> bool:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:
        return False
    known = parts.scheme in ("http", "https", "socks5", "socks5h")
    return known and port != 0 and bool(re.fullmatch(r"[^\s\"']+", host)) and value == value.strip()


def environment_proxies() -> set[tuple[str | None, int | None]]:
    """Return host and port of each proxy that the environment names."""
    from urllib.request import getproxies

    parts = [urlsplit(one if "//" in one else f"//{one}") for one in getproxies().values()]
    return {(part.hostname, part.port) for part in parts}


def unusable_proxy(reason: str = "") -> ConfigurationError:
    """Error for an invalid proxy. It omits the address, which may contain a password."""
    names = filter(os.environ.get, (*_HTTPS_PROXIES, "http_proxy", "HTTP_PROXY"))
    wrong = next((name for name in names if not _names_proxy(os.environ[name])), None)
    variable = f"the environment variable {wrong}" if wrong else proxy_variable()
    return ConfigurationError(
        f"the proxy cannot be used: {variable} must be like http://proxy.example:3128{reason}; "
        "correct or unset it"
    )


ProxyFault = Literal["answer", "dns", "refused", "tls", "timeout"]

_PROXY_FAULTS: dict[ProxyFault, str] = {
    "answer": "the proxy did not answer like a proxy",
    "dns": "the host of the proxy could not be resolved",
    "refused": "nothing listens at the host and port of the proxy",
    "tls": "could not open a secure connection to the proxy",
    "timeout": "the proxy did not connect to the provider in time",
}


def proxy_failure(fault: ProxyFault, status: int | None = None) -> Failure:
    """Failure of a proxy to connect to the provider; `status` is that of its response."""
    text = _PROXY_FAULTS[fault]
    if status == 407:
        text = "the proxy requires a user name and a password (status 407)"
    elif status is not None:
        text = f"the proxy refused to connect to the provider (status {status})"
    cause: Cause = "timeout" if fault == "timeout" else "proxy"
    return Failure(cause, False, f"{text}; check {proxy_variable()}, or NO_PROXY")


CERTIFICATE = {
    9: "the provider's certificate is not valid yet, or the clock of this machine is wrong",
    10: "the provider's certificate has expired, or the clock of this machine is wrong",
    62: "the certificate is for another host; check the base URL",
    64: "the certificate is for another address; check the base URL",
}
"""By the number that OpenSSL gives the fault."""


def tls_failure(text: str, verify_code: int | None = None) -> Failure:
    """Failure of a TLS handshake; `text` is the library's message, which is not shown."""
    if verify_code is not None:
        variable = next(filter(os.environ.get, ("SSL_CERT_FILE", "SSL_CERT_DIR")), None)
        reason = CERTIFICATE.get(
            verify_code,
            "the provider's certificate is not trusted"
            + (f" by the certificates of {variable}" if variable else "")
            + "; behind a proxy that decrypts TLS, or with a private CA, set SSL_CERT_FILE to a "
            "file with its certificates",
        )
    elif re.search(
        "(?i)wrong.version|record.layer|http.request|packet.length|unknown.protocol", text
    ):
        reason = "the server does not speak TLS; check scheme and port of the base URL"
    else:
        reason = "the TLS handshake failed; check the base URL, and any proxy in between"
    return Failure("tls", False, f"could not open a secure connection to the provider: {reason}")
