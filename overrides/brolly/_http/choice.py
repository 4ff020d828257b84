"""Select the transport of a client. Each is imported by the first client that needs it."""

from __future__ import annotations

from importlib import import_module
from typing import Literal

from .._core.wire import BaseUrl
from ..errors import ConfigurationError
from .protocol import (
    AsyncHttpClient,
    AsyncHttpTransport,
    AsyncTransport,
    HttpClient,
    HttpTransport,
    Transport,
)


def transport_for(
    http_client: HttpClient | None,
    transport: HttpTransport | Literal["fast"] | None,
    *,
    base_url: BaseUrl,
) -> Transport:
    """Return the blocking transport for the arguments of a client.

    Raises:
        ConfigurationError: The arguments contradict each other, or an extra is not installed.
    """
    _check(http_client, transport, "close", "handle_request")
    if isinstance(transport, str):
        from .curl import CurlTransport

        return CurlTransport(base_url)
    from .httpx import HttpxTransport

    return HttpxTransport(http_client, transport, base_url)


def async_transport_for(
    http_client: AsyncHttpClient | None,
    transport: AsyncHttpTransport | Literal["fast"] | None,
    *,
    base_url: BaseUrl,
) -> AsyncTransport:
    """Return the async transport for the arguments of a client. Raises as `transport_for`."""
    _check(http_client, transport, "aclose", "handle_async_request")
    if isinstance(transport, str):
        from .curl import AsyncCurlTransport

        return AsyncCurlTransport(base_url)
    from .httpx import AsyncHttpxTransport

    return AsyncHttpxTransport(http_client, transport, base_url)


def _check(http_client: object, transport: object, closing: str, handling: str) -> None:
    if http_client is not None and transport is not None:
        raise ConfigurationError("pass http_client or transport, not both")
    if isinstance(transport, str) and transport != "fast":
        raise ConfigurationError('transport must be "fast", or a transport of httpx2 or httpx')
    blocking = closing == "close"
    if http_client is not None and not hasattr(http_client, closing):
        kind, ours = ("Client", "Kasko") if blocking else ("AsyncClient", "AsyncKasko")
        raise ConfigurationError(
            f"http_client of a client like {ours} must be an httpx2.{kind} or httpx.{kind}"
        )
    if not (transport is None or isinstance(transport, str) or hasattr(transport, handling)):
        raise ConfigurationError(
            f'transport must be "fast", or a transport of httpx2 or httpx with {handling}'
        )
    if isinstance(transport, str):
        try:
            import_module(".curl", __package__)
        except ModuleNotFoundError:
            raise ConfigurationError(
                'transport="fast" needs pycurl: pip install "brolly[fast]"'
            ) from None
