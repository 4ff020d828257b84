"""The KASKO clients: the generated operations, and iterators over complete lists."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Literal

from kasko_api import AsyncKaskoApi, KaskoApi
from kasko_api.policies import get_policy_v2

from ._core.answers import class_for
from ._core.arguments import check_flag, check_seconds
from ._core.auth import ApiKey, Clock, Secret, basic, bearer
from ._core.client import base_url as base_url_of, from_environment
from ._core.limits import Bound, Options
from ._core.logs import set_up_logging
from ._core.pipeline import Pipeline, Sleep, Steps, passes
from ._core.reading import reader
from ._core.stop import Stop
from ._core.wire import Call
from ._http.choice import async_transport_for, transport_for
from ._http.protocol import AsyncHttpClient, AsyncHttpTransport, HttpClient, HttpTransport
from ._paging.shells import AsyncLists, SyncLists
from .errors import (
    ApiError,
    ConfigurationError,
    KnockOutError,
    NotFoundError,
    PolicyPendingError,
    TransportError,
)

if TYPE_CHECKING:
    from kasko_api.models.policy_v2 import PolicyV2

BASE_URL = "https://api.kasko.io"
"""The only documented host. The key decides between TEST and LIVE."""


class Kasko(SyncLists, KaskoApi):
    """A sync client for KASKO. Close it, or use it as a context manager. Threads may share it.

    Args:
        api_key: A secret key, TEST or LIVE; by default `KASKO_API_KEY` of the environment.
        base_url: By default `KASKO_BASE_URL`, else `https://api.kasko.io`. It must be HTTPS,
            except on loopback.
        timeout: Seconds that one attempt may take, from connecting to the last byte.
        max_retries: How often a failed call is repeated. Reads are repeated on 408, 429, 5xx and
            broken connections; writes only if the provider cannot have received them.
        auth: `"basic"` (the key is the user name) or `"bearer"`.
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
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        auth: Literal["basic", "bearer"] = "basic",
        allow_live_writes: bool = False,
        whole_records: bool = False,
        http_client: HttpClient | None = None,
        transport: HttpTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        # Tracebacks can show local variables.
        del api_key
        self._stop = Stop()
        self._pipeline = _pipeline(
            key,
            base_url,
            auth,
            Options(timeout, max_retries, whole_records),
            allow_live_writes,
            _clock,
        )
        self._transport = transport_for(http_client, transport, base_url=self._pipeline.base_url)

    def wait_for_policy(self, policy_id: str, *, deadline: float = 60.0) -> PolicyV2:
        """Read a policy as soon as it exists. KASKO creates it in the background after a payment.

        It is requested at growing intervals, from half a second to eight. KASKO does not document
        its response in the meantime; 404 and the status `pending` mean not yet.

        Args:
            policy_id: KASKO's id of the policy, which is also the id of the offer.
            deadline: Seconds after which to give up. This includes slow responses and waiting for
                a rate limit. A pause that would end after the deadline is not made.

        Returns:
            The policy, with the version that `brolly.purchase` needs; `brolly.raw` returns the
            original.

        Raises:
            PolicyPendingError: It did not exist at the deadline.
            ApiError: The provider returned another error status.
            TransportError: No complete response arrived.
        """
        return self._run(_waited(self._pipeline, policy_id, deadline))


class AsyncKasko(AsyncLists, AsyncKaskoApi):
    """An async client for KASKO, with the arguments and methods of `Kasko`.

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
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        auth: Literal["basic", "bearer"] = "basic",
        allow_live_writes: bool = False,
        whole_records: bool = False,
        http_client: AsyncHttpClient | None = None,
        transport: AsyncHttpTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        del api_key
        self._stop = Stop()
        self._pipeline = _pipeline(
            key,
            base_url,
            auth,
            Options(timeout, max_retries, whole_records),
            allow_live_writes,
            _clock,
        )
        self._transport = async_transport_for(
            http_client, transport, base_url=self._pipeline.base_url
        )

    async def wait_for_policy(self, policy_id: str, *, deadline: float = 60.0) -> PolicyV2:
        """See `Kasko.wait_for_policy`."""
        return await self._run(_waited(self._pipeline, policy_id, deadline))


def _pipeline(
    secret: Secret,
    base_url: str | None,
    auth: str,
    options: Options,
    allow_live_writes: bool,
    clock: Clock,
) -> Pipeline:
    set_up_logging()
    key = ApiKey.parse(secret, source="KASKO_API_KEY")
    if auth not in ("basic", "bearer"):
        raise ConfigurationError('auth must be "basic" or "bearer"')
    value = basic(key) if auth == "basic" else bearer(key.secret)
    origin, servers = base_url_of(base_url, "KASKO_BASE_URL", BASE_URL)
    return Pipeline(
        base_url=origin,
        mode=key.mode,
        credentials={f"{auth}Auth": ("Authorization", value)},
        servers=servers,
        meaning=_meaning,
        options=options,
        allow_live_writes=check_flag(allow_live_writes, "allow_live_writes"),
        clock=clock,
    )


_HINTS = {
    401: "the API key was not accepted; check KASKO_API_KEY (or the api_key argument): it must be "
    "complete and belong to this base URL",
    404: "there is no such record, or this key may not see it (KASKO answers 404 "
    "for both); check the id, and do not use a TEST key for LIVE data or the reverse",
}


def _meaning(call: Call[object], status: int) -> tuple[type[ApiError], str | None]:
    # The documents explain this status for quotes only.
    if status == 422 and call.template == "/quotes":
        return KnockOutError, None
    return class_for(status), _HINTS.get(status)


def _waited(pipeline: Pipeline, policy_id: str, deadline: float) -> Steps[PolicyV2]:
    check_seconds(deadline, "deadline")
    request = get_policy_v2(policy_id)
    end = pipeline.clock.monotonic() + deadline
    cause: Exception | None = None
    for pause in chain((0.5, 1.0, 2.0, 4.0), repeat(8.0)):  # pragma: no branch - it has no end
        bound = Bound(pipeline.options, pipeline.clock, end)
        try:
            policy = yield from pipeline.call(request, reader(request, whole=True), bound)
            if str(policy.status).casefold() != "pending":
                return policy
        except NotFoundError:
            pass
        except (ApiError, TransportError) as error:
            if not (bound.at_deadline and passes(error)):
                raise
            cause = error
        if not bound.allows(pause):
            break
        yield Sleep(pause)
    raise PolicyPendingError(
        f"the policy did not appear within {deadline:g} s; KASKO creates it in the background. If "
        "it was paid for, do not pay again: call wait_for_policy again, or find it with "
        "iter_policies",
        policy_id=policy_id,
    ) from cause
