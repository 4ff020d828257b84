"""The KASKO clients: the generated operations, plus whole lists of policies without a gap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from kasko_api import AsyncKaskoApi, KaskoApi
from kasko_api.api.policies.list_policies import list_policies
from kasko_api.models.policy import Policy
from kasko_api.types import UNSET, Unset

from ._auth import ApiKey, Clock, Secret, basic, bearer
from ._client import AsyncClient, SyncClient, from_environment
from ._pipeline import BaseUrl, Options, Pipeline, Steps
from ._reading import ListReader, OnInvalid
from ._transport import AsyncHttpxTransport, HttpxTransport
from .errors import ConfigurationError
from .paging import DEFAULT_PAGE_SIZE, Page, PageQuery, PolicyWalk

if TYPE_CHECKING:
    import httpx

    from kasko_api.models.page_links import PageLinks
    from kasko_api.models.policy_collection import PolicyCollection

BASE_URL = "https://api.kasko.io"
"""The live host of all documents (seeds 000 and 001); TEST or LIVE is decided by the key."""

Moment = int | datetime
"""Unix time in whole seconds (UTC), or a datetime with a time zone."""


class Kasko(SyncClient, KaskoApi):
    """KASKO, blocking. Close it, or use it as a context manager; threads may share it.

    Args:
        api_key: A secret key, TEST or LIVE; by default `KASKO_API_KEY` of the environment.
        base_url: By default `KASKO_BASE_URL`, else `https://api.kasko.io`. HTTPS, but for
            loopback.
        timeout: Seconds that one attempt may take, from connecting to the last byte.
        max_retries: How often a failed call may be repeated. Reads are repeated on 408, 429, 5xx
            and broken connections; writes only if the provider surely did not get them.
        auth: `"basic"` (key as user name, seed 000) or `"bearer"` (seeds 000 and 001).
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
        auth: Literal["basic", "bearer"] = "basic",
        allow_live_writes: bool = False,
        http_client: httpx.Client | None = None,
        transport: httpx.BaseTransport | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        # Tracebacks can show locals.
        del api_key
        self._pipeline = _pipeline(
            key, base_url, auth, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = HttpxTransport(
            http_client, transport, plain_http=self._pipeline.base_url.is_plain_http
        )

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int = DEFAULT_PAGE_SIZE,
        cursor: str | None = None,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[Policy]:
        """Every policy created or changed in a period, in the order of the change.

        A policy that changes during the reading comes again, with its new `updated_at`; each
        (id, updated_at) comes once (seed 001: poll with `since`, upsert by id).

        Args:
            since: First second wanted, included; all by default.
            until: Last second wanted, included; no end by default.
            page_size: Policies to ask for at once, 1 to 10,000.
            cursor: Read on from a `Page.cursor`, in place of `since` and `until`.
            on_invalid: `"raise"`, or a function that takes each raw record that does not have
                the documented shape, and the error; the reading then goes on.

        Raises:
            ConfigurationError: An argument cannot be right.
            PagingError: The list cannot be read without a gap; it names the second.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider answered with an error status.
            TransportError: No complete answer came.
        """
        pages = self.iter_policy_pages(
            since=since, until=until, page_size=page_size, cursor=cursor, on_invalid=on_invalid
        )
        return (policy for page in pages for policy in page.items)

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int = DEFAULT_PAGE_SIZE,
        cursor: str | None = None,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[Page[Policy]]:
        """The same as `iter_policies`, page by page, each with a cursor to resume from.

        Save a page's cursor together with its policies; pages without news are left out.
        """
        return self._pages(_walk(since, until, page_size, cursor), _list_reader(on_invalid))

    def _pages(self, walk: PolicyWalk[Policy], reader: ListReader) -> Iterator[Page[Policy]]:
        while (query := walk.query()) is not None:
            page = _feed(walk, self._run(_page(self._pipeline, query, reader)))
            if page.items:
                yield page


class AsyncKasko(AsyncClient, AsyncKaskoApi):
    """KASKO on asyncio. The same arguments and methods as `Kasko`, to be awaited.

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
        auth: Literal["basic", "bearer"] = "basic",
        allow_live_writes: bool = False,
        http_client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        del api_key
        self._pipeline = _pipeline(
            key, base_url, auth, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = AsyncHttpxTransport(
            http_client, transport, plain_http=self._pipeline.base_url.is_plain_http
        )

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int = DEFAULT_PAGE_SIZE,
        cursor: str | None = None,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[Policy]:
        """See `Kasko.iter_policies`."""
        pages = self.iter_policy_pages(
            since=since, until=until, page_size=page_size, cursor=cursor, on_invalid=on_invalid
        )
        return (policy async for page in pages for policy in page.items)

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int = DEFAULT_PAGE_SIZE,
        cursor: str | None = None,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[Page[Policy]]:
        """See `Kasko.iter_policy_pages`."""
        return self._pages(_walk(since, until, page_size, cursor), _list_reader(on_invalid))

    async def _pages(
        self, walk: PolicyWalk[Policy], reader: ListReader
    ) -> AsyncIterator[Page[Policy]]:
        while (query := walk.query()) is not None:
            page = _feed(walk, await self._run(_page(self._pipeline, query, reader)))
            if page.items:
                yield page


def _pipeline(
    secret: Secret,
    base_url: str | None,
    auth: str,
    options: Options,
    allow_live_writes: bool,
    clock: Clock,
) -> Pipeline:
    key = ApiKey.parse(secret, source="KASKO_API_KEY")
    if auth not in ("basic", "bearer"):
        raise ConfigurationError('auth must be "basic" or "bearer"')
    return Pipeline(
        base_url=BaseUrl.parse(
            from_environment(base_url, "KASKO_BASE_URL", BASE_URL), source="KASKO_BASE_URL"
        ),
        key=key,
        credentials=("Authorization", basic(key) if auth == "basic" else bearer(key.secret)),
        options=options,
        allow_live_writes=allow_live_writes,
        clock=clock,
    )


def _walk(
    since: Moment | None, until: Moment | None, page_size: int, cursor: str | None
) -> PolicyWalk[Policy]:
    return PolicyWalk(
        since=_second(since, "since"),
        until=_second(until, "until"),
        page_size=page_size,
        cursor=cursor,
    )


def _second(moment: Moment | None, name: str) -> int | None:
    """Whole Unix seconds; 0 means no bound, as in the documents (seed 001)."""
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ConfigurationError(f"{name} needs a time zone, for example tzinfo=UTC")
        moment = int(moment.timestamp())
    if moment is not None and moment < 0:
        raise ConfigurationError(f"{name} must not be before 1970")
    return moment or None


def _list_reader(on_invalid: OnInvalid) -> ListReader:
    return ListReader(on_invalid, Policy, "_embedded", "item")


def _page(pipeline: Pipeline, query: PageQuery, reader: ListReader) -> Steps[PolicyCollection]:
    request = list_policies(
        since=UNSET if query.since is None else query.since,
        until=UNSET if query.until is None else query.until,
        limit=query.limit,
    )
    return pipeline.call(request, reader.of(request))


def _feed(walk: PolicyWalk[Policy], collection: PolicyCollection) -> Page[Policy]:
    return walk.feed(
        collection.embedded.item,
        _next(collection.links) or _next(collection.embedded.links),
    )


def _next(links: PageLinks | Unset | None) -> str | None:
    """The `next` link; the documents show the links at the top and inside `_embedded` (C4)."""
    link = links.next_ if links else None
    return (link.href or None) if link else None
