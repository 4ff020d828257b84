"""Transports that use httpx2, the default, or the caller's httpx2 or httpx client.

Only this module, `attempt` and `frames` use these libraries. Their exceptions are recognized by
class name, which is the same in both, so this module never imports httpx.

Their loggers are silenced during our requests, as they show whole URLs and header fields with ids,
e-mail addresses and tokens. `brolly` logs only what is safe.
"""

from __future__ import annotations

import logging
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http.cookiejar import CookieJar
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import httpx2

from .._core.stop import Stop
from .._core.wire import BaseUrl, Failure, HttpRequest, HttpResponse
from ..errors import ConfigurationError
from . import protocol
from .attempt import Attempt, connected, current
from .fork import renew_after_fork
from .frames import bare

if TYPE_CHECKING:
    import asyncio

for _name in (
    *("httpx", "httpx2"),
    *(
        f"{library}.{part}"
        for library in ("httpcore", "httpcore2")
        for part in ("connection", "http11", "http2", "proxy", "socks")
    ),
    *(f"hpack.{part}" for part in ("hpack", "table")),
):
    logging.getLogger(_name).addFilter(lambda _: current.get() is None)


class HttpxTransport:
    """Sends through the caller's client, or through one created at the first call."""

    def __init__(
        self,
        client: protocol.HttpClient | None,
        transport: protocol.HttpTransport | None,
        base_url: BaseUrl,
    ) -> None:
        _refuse_proxy(client, base_url)
        self._client: Any = client
        self._owned = client is None
        self._transport = transport
        self._base_url = base_url
        self._closed = False
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        self._lock = threading.Lock()
        if self._owned:
            self._client = None

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure:
        client = self._open()
        if stop.is_set():
            return Failure("interrupted", sent=False)
        attempt = Attempt(request.url, timeout, stop, self._owned and self._transport is None)
        before = current.set(attempt)
        stop.add(attempt.break_off)
        try:
            return _exchanged(client, request, attempt)
        except Exception as error:  # noqa: BLE001 - whatever it is, its frames hold the key
            outcome = attempt.outcome(error, client)
        except BaseException as error:  # noqa: BLE001 - the same
            raise bare(error)  # noqa: B904 - itself, without the frames
        finally:
            stop.discard(attempt.break_off)
            current.reset(before)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        with self._lock:
            self._closed = True
        if self._owned and self._client is not None:
            self._client.close()

    def _open(self) -> Any:
        with self._lock:
            protocol.refuse_closed(self._closed)
            if self._client is None:
                self._client = _client_of("Client", self._transport, self._base_url)
                _connect_breakably(self._client)
            return self._client


class AsyncHttpxTransport:
    """Sends through an async client, like `HttpxTransport`."""

    def __init__(
        self,
        client: protocol.AsyncHttpClient | None,
        transport: protocol.AsyncHttpTransport | None,
        base_url: BaseUrl,
    ) -> None:
        _refuse_proxy(client, base_url)
        self._client: Any = client
        self._owned = client is None
        self._transport = transport
        self._base_url = base_url
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | Failure:
        import asyncio

        client = self._open(asyncio.get_running_loop())
        attempt = Attempt(request.url, timeout, None, self._owned and self._transport is None)
        before = current.set(attempt)
        try:
            async with asyncio.timeout(timeout):
                return await _exchanged_async(client, request, attempt)
        except Exception as error:  # noqa: BLE001 - as above
            outcome = attempt.outcome(error, client)
        except BaseException as error:  # noqa: BLE001 - the same
            raise bare(error)  # noqa: B904 - as above
        finally:
            current.reset(before)
            if attempt.phase in ("tls", "proxy"):
                # httpcore does not close a connection that is cancelled during the handshake.
                with suppress(Exception):
                    await attempt.connection.aclose()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def close(self) -> None:
        self._closed = True
        if self._owned and self._client is not None:
            await self._client.aclose()

    def _open(self, loop: asyncio.AbstractEventLoop) -> Any:
        protocol.refuse_closed(self._closed)
        # A connection can be used only on the event loop that created it.
        if self._client is None or (self._owned and self._loop is not loop):
            self._loop = loop
            self._client = _client_of("AsyncClient", self._transport, self._base_url)
        return self._client


def _exchanged(client: Any, request: HttpRequest, attempt: Attempt) -> HttpResponse:
    # A separate function, as no frame in the user's traceback may contain a body.
    built = client.build_request(**_arguments(request, attempt, attempt.follow))
    attempt.began = True
    # Our pipeline handles authentication and redirects; the client must not.
    response = client.send(built, stream=True, auth=None, follow_redirects=False)
    attempt.headers = response.headers
    chunks: list[bytes] = []
    try:
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            # A custom transport may not call the `trace` hook.
            attempt.left()
    finally:
        response.close()
    return _answer(response, chunks)


async def _exchanged_async(client: Any, request: HttpRequest, attempt: Attempt) -> HttpResponse:
    built = client.build_request(**_arguments(request, attempt, attempt.follow_async))
    attempt.began = True
    response = await client.send(built, stream=True, auth=None, follow_redirects=False)
    attempt.headers = response.headers
    try:
        chunks = [chunk async for chunk in response.aiter_bytes()]
    finally:
        await response.aclose()
    return _answer(response, chunks)


def _arguments(
    request: HttpRequest, attempt: Attempt, follow: Callable[..., object]
) -> dict[str, Any]:
    timeout = attempt.timeout
    return {
        "method": request.method,
        "url": request.url,
        "headers": protocol.header_items(request),
        "content": request.content,
        "timeout": (min(timeout, protocol.CONNECT_TIMEOUT), timeout, timeout, timeout),
        "extensions": {"trace": follow},
    }


def _answer(response: Any, chunks: list[bytes]) -> HttpResponse:
    # The library detects the encoding of all fields again on each access.
    fields = protocol.header_fields(response.headers.raw)
    return HttpResponse(response.status_code, fields, b"".join(chunks))


def _connect_breakably(client: Any) -> None:
    """Use a network backend whose connection attempts another thread can abort.

    httpx2 has no option for this, so this sets a private attribute. If that attribute changes,
    an aborted attempt that is still connecting ends only at its timeout.
    """
    try:
        from httpcore2 import SyncBackend
        from httpcore2._backends.sync import SyncStream
    except ImportError:
        return

    class Backend(SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Any = None,
        ) -> Any:
            attempt = current.get()
            if attempt is None or local_address or socket_options or timeout is None:
                return super().connect_tcp(host, port, timeout, local_address, socket_options)
            return SyncStream(connected(attempt, host, port, timeout))

    for carrier in (client._transport, *client._mounts.values()):  # noqa: SLF001
        pool = getattr(carrier, "_pool", None)
        if hasattr(pool, "_network_backend"):
            cast("Any", pool)._network_backend = Backend()  # noqa: SLF001


class NoCookies(CookieJar):
    """Ignores cookies: a call depends only on its arguments, and parsing takes time."""

    def extract_cookies(self, response: object, request: object) -> None:
        """Ignore the cookies of the response."""


def _client_of(kind: str, transport: Any, base_url: BaseUrl) -> Any:
    settings: dict[str, Any] = {"cookies": NoCookies(), "trust_env": False}
    if transport is not None:
        settings["transport"] = transport
    else:
        settings["verify"] = _trusted(base_url)
        # Requests to this machine must not use a proxy of the environment.
        settings["trust_env"] = not base_url.is_local
    try:
        return getattr(_library_of(transport), kind)(**settings)
    except ImportError:
        reason = ' (a SOCKS proxy needs pip install "httpx2[socks]")'
    except Exception:  # noqa: BLE001 - its frames hold the proxy's password
        reason = ""
    raise protocol.unusable_proxy(reason)


def _refuse_proxy(client: Any, base_url: BaseUrl) -> None:
    """Refuse a caller's client that uses a proxy of the environment for this machine.

    Raises:
        ConfigurationError: The proxy would receive the key.
    """
    find = getattr(client, "_transport_for_url", None)
    if find is None or not (base_url.is_local and client.trust_env):
        return
    carrier = find(client.build_request("GET", base_url.url).url)
    # A proxy or transport that the caller passed explicitly is allowed.
    proxy = getattr(getattr(carrier, "_pool", None), "_proxy_url", None)
    if proxy is not None and (proxy.host.decode(), proxy.port) in protocol.environment_proxies():
        raise ConfigurationError(
            "your http_client would send the key to the proxy of the environment, though the base "
            "URL is on this machine; create it with trust_env=False, or set NO_PROXY"
        )


def _library_of(transport: object) -> ModuleType:
    older = sys.modules.get("httpx")
    theirs = (httpx2.BaseTransport, httpx2.AsyncBaseTransport)
    if older is None or isinstance(transport, theirs):
        return httpx2
    return (
        older if isinstance(transport, older.BaseTransport | older.AsyncBaseTransport) else httpx2
    )


def _trusted(base_url: BaseUrl) -> ssl.SSLContext:
    # Loading the trusted certificates takes tens of milliseconds, and plain HTTP (loopback only)
    # does not need them. This context trusts no certificate, in case it is used after all.
    if base_url.is_plain_http:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    file, folder = protocol.authorities()
    try:
        if file or folder:
            return ssl.create_default_context(cafile=file, capath=folder)
        return httpx2.create_ssl_context()
    except (OSError, ValueError):
        wrong = protocol.unusable_authorities()
    raise wrong
