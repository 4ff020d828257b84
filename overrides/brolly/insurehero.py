"""The InsureHero Shield clients: the generated operations, access tokens and whole lists."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from insurehero_api import AsyncInsureheroApi, InsureheroApi
from insurehero_api.api.authorization.authorize import authorize
from insurehero_api.api.claims.list_claim_events import list_claim_events
from insurehero_api.api.claims.list_claims import list_claims
from insurehero_api.api.orders.list_orders import list_orders
from insurehero_api.api.risk_items.list_risk_items import list_risk_items
from insurehero_api.models.claim import Claim
from insurehero_api.models.risk_item import RiskItem
from insurehero_api.types import UNSET, Unset

from ._auth import ApiKey, AsyncTokens, Clock, Secret, SyncTokens, TokenCache
from ._client import AsyncClient, SyncClient, from_environment
from ._pipeline import BaseUrl, Call, HttpResponse, Options, Pipeline, Steps
from ._reading import ListReader, OnInvalid, reader
from ._transport import AsyncHttpxTransport, HttpxTransport
from .errors import ConfigurationError
from .paging import MOST_RECORDS_PER_RANGE, IdentifiedRow, IndexWalk

if TYPE_CHECKING:
    import httpx

    from insurehero_api.models.claim_event import ClaimEvent
    from insurehero_api.models.order import Order

BASE_URL = "https://app.insurehero.io"
"""The host of the authorize call (seed 002) and of all integrations reads."""

TOKEN_LIFETIME = 3600.0
TOKEN_LEEWAY = 300.0

T = TypeVar("T")
Record = TypeVar("Record", bound=IdentifiedRow)
Record_co = TypeVar("Record_co", bound=IdentifiedRow, covariant=True)


class _DataPage(Protocol[Record_co]):
    """The envelope of every list (insurehero.md section 3)."""

    @property
    def data(self) -> Sequence[Record_co]: ...


class InsureHero(SyncClient, InsureheroApi):
    """InsureHero Shield, blocking. Close it, or use it as a context manager; threads may share it.

    The key goes out with the authorize call alone; every other call carries the access token made
    from it, which is renewed before it has less than `token_leeway` seconds left (seed 002).

    Args:
        api_key: By default `INSUREHERO_API_KEY` of the environment.
        base_url: By default `INSUREHERO_BASE_URL`, else `https://app.insurehero.io`. HTTPS, but
            for loopback.
        timeout: Seconds that one attempt may take, from connecting to the last byte.
        max_retries: How often a failed call may be repeated. Reads are repeated on 408, 429, 5xx
            and broken connections; writes only if the provider surely did not get them.
        token_lifetime: Seconds that a token lives where it does not say less itself.
        token_leeway: Seconds that a token must have left to be used.
        allow_live_writes: Let a LIVE key write.
        http_client: Your own `httpx.Client`, for proxies and the like; you close it.
        transport: Your own httpx transport, such as the mock in process.

    Raises:
        ConfigurationError: The key or an option cannot be right.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        token_lifetime: float = TOKEN_LIFETIME,
        token_leeway: float = TOKEN_LEEWAY,
        allow_live_writes: bool = False,
        http_client: httpx.Client | None = None,
        transport: httpx.BaseTransport | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "INSUREHERO_API_KEY"))
        # Tracebacks can show locals.
        del api_key
        self._authorizing, self._pipeline = _pipelines(
            key, base_url, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = HttpxTransport(
            http_client, transport, plain_http=self._pipeline.base_url.is_plain_http
        )
        self._tokens = SyncTokens(
            _token_cache(token_lifetime, token_leeway),
            _clock,
            lambda: self._run(_new_token(self._authorizing)),
        )

    def send(self, request: Call[T]) -> T:
        """Carry out one call, typed by its request; the generated methods all end here."""
        return self._run(_pipeline_for(request, self._authorizing, self._pipeline))

    def iter_risk_items(
        self,
        *,
        start: int = 0,
        page_size: int = MOST_RECORDS_PER_RANGE,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[RiskItem]:
        """Every risk item, each id once.

        Args:
            start: Index of the first record.
            page_size: Records to ask for at once, 3 to 100 (the documented most).
            on_invalid: `"raise"`, or a function that takes each raw record that does not have
                the documented shape, and the error; the reading then goes on.

        Raises:
            ConfigurationError: An argument cannot be right.
            PagingError: The provider sends the same records for every index.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider answered with an error status.
            TransportError: No complete answer came.
        """
        walk: IndexWalk[RiskItem] = IndexWalk(start=start, page_size=page_size)
        return self._records(
            walk,
            lambda first, last: list_risk_items(from_=first, to=last),
            ListReader(on_invalid, RiskItem, "data"),
        )

    def iter_claims(
        self,
        *,
        comm_info: bool | Unset = UNSET,
        policy_ref: bool | Unset = UNSET,
        general: bool | Unset = UNSET,
        start: int = 0,
        page_size: int = MOST_RECORDS_PER_RANGE,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[Claim]:
        """Every claim, each id once.

        Args:
            comm_info: Ask for the claim's communications.
            policy_ref: Ask for the policy that the claim refers to.
            general: Ask for the claim's details.
            start, page_size, on_invalid: See `iter_risk_items`, as for the errors raised.
        """
        walk: IndexWalk[Claim] = IndexWalk(start=start, page_size=page_size)
        return self._records(
            walk,
            lambda first, last: list_claims(
                from_=first, to=last, comm_info=comm_info, policy_ref=policy_ref, general=general
            ),
            ListReader(on_invalid, Claim, "data"),
        )

    def iter_orders(self, risk_item_id: str | None = None) -> Iterator[Order]:
        """The orders of one risk item, or of every risk item with one more call for each."""
        ids = (
            (item.id for item in self.iter_risk_items()) if risk_item_id is None else [risk_item_id]
        )
        return (order for id_ in ids for order in self.send(list_orders(id_)).data)

    def iter_claim_events(self, claim_id: str | None = None) -> Iterator[ClaimEvent]:
        """The events of one claim, or of every claim with one more call for each."""
        ids = (claim.id for claim in self.iter_claims()) if claim_id is None else [claim_id]
        return (event for id_ in ids for event in self.send(list_claim_events(id_)).data)

    def _records(
        self,
        walk: IndexWalk[Record],
        request_for: Callable[[int, int], Call[_DataPage[Record]]],
        list_reader: ListReader,
    ) -> Iterator[Record]:
        while (query := walk.query()) is not None:
            request = request_for(*query)
            page = self._run(self._pipeline.call(request, list_reader.of(request)))
            yield from walk.feed(page.data, list_reader.dropped)


class AsyncInsureHero(AsyncClient, AsyncInsureheroApi):
    """InsureHero Shield on asyncio. The same arguments and methods as `InsureHero`, to be awaited.

    Args:
        http_client: Your own `httpx.AsyncClient`; you close it.
        transport: Your own async httpx transport, such as the mock in process.

    Raises:
        ConfigurationError: The key or an option cannot be right.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        token_lifetime: float = TOKEN_LIFETIME,
        token_leeway: float = TOKEN_LEEWAY,
        allow_live_writes: bool = False,
        http_client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "INSUREHERO_API_KEY"))
        del api_key
        self._authorizing, self._pipeline = _pipelines(
            key, base_url, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = AsyncHttpxTransport(
            http_client, transport, plain_http=self._pipeline.base_url.is_plain_http
        )
        self._tokens = AsyncTokens(
            _token_cache(token_lifetime, token_leeway),
            _clock,
            lambda: self._run(_new_token(self._authorizing)),
        )

    async def send(self, request: Call[T]) -> T:
        """Carry out one call, typed by its request; the generated methods all end here."""
        return await self._run(_pipeline_for(request, self._authorizing, self._pipeline))

    def iter_risk_items(
        self,
        *,
        start: int = 0,
        page_size: int = MOST_RECORDS_PER_RANGE,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[RiskItem]:
        """See `InsureHero.iter_risk_items`."""
        walk: IndexWalk[RiskItem] = IndexWalk(start=start, page_size=page_size)
        return self._records(
            walk,
            lambda first, last: list_risk_items(from_=first, to=last),
            ListReader(on_invalid, RiskItem, "data"),
        )

    def iter_claims(
        self,
        *,
        comm_info: bool | Unset = UNSET,
        policy_ref: bool | Unset = UNSET,
        general: bool | Unset = UNSET,
        start: int = 0,
        page_size: int = MOST_RECORDS_PER_RANGE,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[Claim]:
        """See `InsureHero.iter_claims`."""
        walk: IndexWalk[Claim] = IndexWalk(start=start, page_size=page_size)
        return self._records(
            walk,
            lambda first, last: list_claims(
                from_=first, to=last, comm_info=comm_info, policy_ref=policy_ref, general=general
            ),
            ListReader(on_invalid, Claim, "data"),
        )

    async def iter_orders(self, risk_item_id: str | None = None) -> AsyncIterator[Order]:
        """See `InsureHero.iter_orders`."""
        async for id_ in _ids(self.iter_risk_items(), risk_item_id):
            for order in (await self.send(list_orders(id_))).data:
                yield order

    async def iter_claim_events(self, claim_id: str | None = None) -> AsyncIterator[ClaimEvent]:
        """See `InsureHero.iter_claim_events`."""
        async for id_ in _ids(self.iter_claims(), claim_id):
            for event in (await self.send(list_claim_events(id_))).data:
                yield event

    async def _records(
        self,
        walk: IndexWalk[Record],
        request_for: Callable[[int, int], Call[_DataPage[Record]]],
        list_reader: ListReader,
    ) -> AsyncIterator[Record]:
        while (query := walk.query()) is not None:
            request = request_for(*query)
            page = await self._run(self._pipeline.call(request, list_reader.of(request)))
            for record in walk.feed(page.data, list_reader.dropped):
                yield record


async def _ids(records: AsyncIterator[IdentifiedRow], only: str | None) -> AsyncIterator[str]:
    if only is not None:
        yield only
        return
    async for record in records:
        yield record.id


def _pipelines(
    secret: Secret,
    base_url: str | None,
    options: Options,
    allow_live_writes: bool,
    clock: Clock,
) -> tuple[Pipeline, Pipeline]:
    """One that sends the key, for authorize alone, and one that sends access tokens."""
    key = ApiKey.parse(secret, source="INSUREHERO_API_KEY")
    authorizing = Pipeline(
        base_url=BaseUrl.parse(
            from_environment(base_url, "INSUREHERO_BASE_URL", BASE_URL),
            source="INSUREHERO_BASE_URL",
        ),
        key=key,
        # The seed names no header; the channel page of the documents does (insurehero.md G1).
        credentials=("x-api-key", key.secret),
        options=options,
        allow_live_writes=allow_live_writes,
        clock=clock,
    )
    return authorizing, replace(authorizing, credentials=None)


def _pipeline_for(request: Call[T], authorizing: Pipeline, pipeline: Pipeline) -> Steps[T]:
    chosen = authorizing if request.operation == authorize().operation else pipeline
    return chosen.call(request, reader(request))


def _new_token(authorizing: Pipeline) -> Steps[Secret]:
    request = authorize()

    def read(response: HttpResponse) -> Secret:
        token = Secret(request.read(response.status, response.content).data)
        if not re.fullmatch(r"[!-~]+", token.reveal()):
            raise msgspec.ValidationError("not an access token - at `$.data`")
        return token

    return authorizing.call(request, read)


def _token_cache(lifetime: float, leeway: float) -> TokenCache:
    if not 0 <= leeway < lifetime:
        raise ConfigurationError("token_leeway must be 0 or more and below token_lifetime")
    return TokenCache(leeway=leeway, lifetime=lifetime)
