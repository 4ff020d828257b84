"""The InsureHero Shield clients: the generated operations, tokens, and complete lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from insurehero_api import AsyncInsureheroApi, InsureheroApi
from insurehero_api.authorization import authorize, authorize_channel

from ._core.answers import class_for
from ._core.arguments import check_flag, check_seconds
from ._core.auth import ApiKey, Clock, Secret, Tokens
from ._core.client import base_url as base_url_of, from_environment, running_loop
from ._core.limits import Options
from ._core.logs import set_up_logging
from ._core.pipeline import Pipeline
from ._core.reading import read_whole
from ._core.stop import Stop
from ._core.wire import Call, HttpResponse
from ._http.choice import async_transport_for, transport_for
from ._http.protocol import AsyncHttpClient, AsyncHttpTransport, HttpClient, HttpTransport
from ._paging.shells import AsyncLists, SyncLists
from .errors import ApiError, AuthenticationError, ConfigurationError

if TYPE_CHECKING:
    from insurehero_api.models.access_token import AccessToken

BASE_URL = "https://app.insurehero.io"
"""The host of the authorize call and of the integrations part."""

TOKEN_LIFETIME = 3600.0
TOKEN_LEEWAY = 300.0


class InsureHero(SyncLists, InsureheroApi):
    """A sync client for InsureHero Shield. Close it, or use it as a context manager.

    Threads may share it. The key is sent with the authorize call only. All other calls send the
    access token that authorize returns, which is renewed before it has less than `token_leeway`
    seconds left. The integrations part (reads) and the channel part (sales, users, uploads) have
    separate tokens.

    Args:
        api_key: By default `INSUREHERO_API_KEY` of the environment.
        channel_key: The key of a channel. By default `INSUREHERO_CHANNEL_KEY` of the environment,
            else the API key; the documents do not say whether they differ.
        base_url: By default `INSUREHERO_BASE_URL`, else the two documented hosts, each for the
            operations that are documented there. It must be HTTPS, except on loopback.
        timeout: Seconds that one attempt may take, from connecting to the last byte.
        max_retries: How often a failed call is repeated. Reads are repeated on 408, 429, 5xx and
            broken connections; writes only if the provider cannot have received them.
        token_lifetime: Seconds that a token is valid, unless it states less.
        token_leeway: Seconds that a token must have left to be used.
        allow_live_writes: Let a LIVE key write.
        whole_records: Keep what the provider sent for each record, with unknown members; see
            `brolly.raw`. It costs a little time, and the memory of the pages.
        http_client: Your own `httpx2.Client` or `httpx.Client`. You close it and configure its
            proxies and certificates.
        transport: Your own transport of httpx2 or httpx, such as that of the mock; or
            `"fast"`, which sends through libcurl at a fraction of the CPU time
            (`pip install "brolly[fast]"`).

    Raises:
        ConfigurationError: The key or an option is invalid.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        channel_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        token_lifetime: float = TOKEN_LIFETIME,
        token_leeway: float = TOKEN_LEEWAY,
        allow_live_writes: bool = False,
        whole_records: bool = False,
        http_client: HttpClient | None = None,
        transport: HttpTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        keys = _keys(api_key, channel_key)
        # Tracebacks can show local variables.
        del api_key, channel_key
        self._stop = Stop()
        self._pipeline = _pipeline(
            keys,
            base_url,
            Options(timeout, max_retries, whole_records),
            allow_live_writes,
            _clock,
            (token_lifetime, token_leeway),
        )
        self._transport = transport_for(http_client, transport, base_url=self._pipeline.base_url)


class AsyncInsureHero(AsyncLists, AsyncInsureheroApi):
    """An async client for InsureHero Shield, with the arguments and methods of `InsureHero`.

    Args:
        http_client: Your own `httpx2.AsyncClient` or `httpx.AsyncClient`; you close it.
        transport: Your own async transport of httpx2 or httpx, such as that of the mock; or
            `"fast"`.

    Raises:
        ConfigurationError: The key or an option is invalid.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        channel_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        token_lifetime: float = TOKEN_LIFETIME,
        token_leeway: float = TOKEN_LEEWAY,
        allow_live_writes: bool = False,
        whole_records: bool = False,
        http_client: AsyncHttpClient | None = None,
        transport: AsyncHttpTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        keys = _keys(api_key, channel_key)
        del api_key, channel_key
        self._stop = Stop()
        self._pipeline = _pipeline(
            keys,
            base_url,
            Options(timeout, max_retries, whole_records),
            allow_live_writes,
            _clock,
            (token_lifetime, token_leeway),
            running_loop,
        )
        self._transport = async_transport_for(
            http_client, transport, base_url=self._pipeline.base_url
        )


def _keys(api_key: str | None, channel_key: str | None) -> tuple[Secret, Secret]:
    key = Secret(from_environment(api_key, "INSUREHERO_API_KEY"))
    channel = Secret(from_environment(channel_key, "INSUREHERO_CHANNEL_KEY"))
    return key, key if channel.reveal() == "" else channel


def _pipeline(
    keys: tuple[Secret, Secret],
    base_url: str | None,
    options: Options,
    allow_live_writes: bool,
    clock: Clock,
    token: tuple[float, float],
    home: Callable[[], object] = lambda: None,
) -> Pipeline:
    set_up_logging()
    lifetime, leeway = token
    check_seconds(lifetime, "token_lifetime")
    if check_seconds(leeway, "token_leeway", or_zero=True) >= lifetime:
        raise ConfigurationError("token_leeway must be below token_lifetime")
    key = ApiKey.parse(keys[0], source="INSUREHERO_API_KEY")
    channel_key = ApiKey.parse(keys[1], source="INSUREHERO_CHANNEL_KEY")
    origin, servers = base_url_of(base_url, "INSUREHERO_BASE_URL", BASE_URL)
    return Pipeline(
        base_url=origin,
        mode="live" if "live" in (key.mode, channel_key.mode) else key.mode,
        # Only the channel page documents the header.
        credentials={
            "apiKey": ("x-api-key", key.secret),
            "channelKey": ("x-api-key", channel_key.secret),
        },
        servers=servers,
        meaning=_meaning,
        options=options,
        allow_live_writes=check_flag(allow_live_writes, "allow_live_writes"),
        clock=clock,
        tokens={
            scheme: (
                Tokens(leeway=leeway, lifetime=lifetime, clock=clock, home=home),
                authorizing,
                partial(_token, authorizing),
            )
            for scheme, authorizing in _AUTHORIZING.items()
        },
    )


def _meaning(call: Call[object], status: int) -> tuple[type[ApiError], str | None]:
    if status != 401:
        return class_for(status), None
    channel = not {"channelKey", "channelToken"}.isdisjoint(call.security)
    variable, argument = (
        ("INSUREHERO_CHANNEL_KEY", "channel_key") if channel else ("INSUREHERO_API_KEY", "api_key")
    )
    return AuthenticationError, (
        f"the {'channel' if channel else 'API'} key was not accepted; check {variable} (or the "
        f"{argument} argument): it must be complete and belong to this base URL"
    )


_AUTHORIZING: Mapping[str, Call[AccessToken]] = {
    "accessToken": authorize(),
    "channelToken": authorize_channel(),
}
"""The call that returns the token of each security scheme."""


def _token(authorizing: Call[AccessToken], response: HttpResponse) -> Secret:
    token = Secret(read_whole(authorizing, response.status, response.content).data)
    if not re.fullmatch(r"[!-~]+", token.reveal()):
        raise msgspec.ValidationError("not an access token - at `$.data`")
    return token
