"""Which transport a client gets. Each loads with the first client that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ._transport import AsyncTransport, Transport
from .errors import ConfigurationError

if TYPE_CHECKING:
    import httpx


def transport_for(
    http_client: httpx.Client | None,
    transport: httpx.BaseTransport | Literal["fast"] | None,
    *,
    plain_http: bool,
) -> Transport:
    """The blocking transport that a client's arguments ask for.

    Raises:
        ConfigurationError: The arguments contradict each other, or an extra is not installed.
    """
    if isinstance(transport, str):
        _check_name(transport, http_client)
        try:
            from ._transport_fast import FastTransport
        except ModuleNotFoundError:
            raise _missing() from None
        return FastTransport()
    from ._transport_httpx import HttpxTransport

    return HttpxTransport(http_client, transport, plain_http=plain_http)


def async_transport_for(
    http_client: httpx.AsyncClient | None,
    transport: httpx.AsyncBaseTransport | Literal["fast"] | None,
    *,
    plain_http: bool,
) -> AsyncTransport:
    """The asynchronous transport that a client's arguments ask for. Raises as `transport_for`."""
    if isinstance(transport, str):
        _check_name(transport, http_client)
        try:
            from ._transport_fast_async import AsyncFastTransport
        except ModuleNotFoundError:
            raise _missing() from None
        return AsyncFastTransport()
    from ._transport_httpx_async import AsyncHttpxTransport

    return AsyncHttpxTransport(http_client, transport, plain_http=plain_http)


def _check_name(name: str, http_client: object) -> None:
    if name != "fast":
        raise ConfigurationError('transport must be "fast" or an httpx transport')
    if http_client is not None:
        raise ConfigurationError('give http_client or transport="fast", not both')


def _missing() -> ConfigurationError:
    return ConfigurationError('transport="fast" needs pycurl: pip install "brolly[fast]"')
