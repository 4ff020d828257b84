"""The KASKO clients: the generated operations, plus whole lists of policies without a gap."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any, Literal

from brolly_runtime import UNSET, Unset
from kasko_api import AsyncKaskoApi, KaskoApi
from kasko_api.api.datasets.list_dataset_items import list_dataset_items
from kasko_api.api.datasets.list_distinct_values import list_distinct_values
from kasko_api.api.policies.get_policy_v2 import get_policy_v2
from kasko_api.api.policies.list_policies import list_policies
from kasko_api.models.dataset_entry import DatasetEntry
from kasko_api.models.policy import Policy

from ._arguments import (
    Moment,
    check_flag,
    check_list,
    check_number,
    check_period,
    check_seconds,
    check_text,
)
from ._auth import ApiKey, Clock, Secret, basic, bearer
from ._client import AsyncClient, SyncClient, base_url as base_url_of, from_environment
from ._invalid import Invalid, Taken
from ._listing import Listing
from ._parallel import in_tasks, in_threads
from ._pipeline import Options, Pipeline, Sleep, Steps
from ._reading import ListReader, OnInvalid, Reply, reply_reader
from ._transports import async_transport_for, transport_for
from ._windows import Windows
from ._wire import Call
from .datasets import MOST_ROWS, RowWalk, as_json, by_id, by_number
from .errors import (
    ApiError,
    BadRequestError,
    ConfigurationError,
    KnockOutError,
    NotFoundError,
    PagingError,
    PolicyPendingError,
    ServerError,
    TransportError,
    UnprocessableError,
    class_for,
)
from .paging import Page, PageQuery, Position

if TYPE_CHECKING:
    import httpx

    from kasko_api.models.page_links import PageLinks
    from kasko_api.models.policy_collection import PolicyCollection
    from kasko_api.models.policy_v2 import PolicyV2

BASE_URL = "https://api.kasko.io"
"""The live host of all documents (seeds 000 and 001); TEST or LIVE is decided by the key."""

MOST_WORKERS = 20
"""As many connections as a client keeps open."""


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
        transport: Your own httpx transport, such as the mock in process; or `"fast"`, to send
            through libcurl at a fraction of the CPU time (`pip install "brolly[fast]"`).

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
        transport: httpx.BaseTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        # Tracebacks can show locals.
        del api_key
        self._pipeline = _pipeline(
            key, base_url, auth, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = transport_for(
            http_client, transport, plain_http=self._pipeline.base_url.is_plain_http
        )

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[Policy]:
        """Every policy created or changed in a period, in the order of the change.

        A policy that changes during the reading comes again, with its new `updated_at`; each
        (id, updated_at) comes once (seed 001: poll with `since`, upsert by id).

        Args:
            since: First second wanted, included; all by default. Unix time in seconds, a
                datetime with a time zone, a date (its whole day in UTC) or ISO 8601 text.
            until: Last second wanted, included, in the same forms; no end by default.
            page_size: Policies to ask for at once, 1 to 10,000. By default it starts at 100 and
                doubles up to 1,000 for as long as the provider sends as many as asked.
            cursor: Read on from a `Page.cursor`, in place of `since` and `until`.
            workers: How many requests may be under way at once, 1 to 20. More than one split the
                period into windows of time, and what each brings comes as it comes: the order of
                the change holds within a window only. A policy that changes meanwhile comes
                twice, and the newer may come first, so keep the one of the later `updated_at`.
            on_invalid: `"raise"`, or a function that takes each raw record that does not have
                the documented shape, and the error; the reading then goes on.

        Raises:
            ConfigurationError: An argument cannot be right.
            PagingError: The list cannot be read without a gap; it names the second.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider answered with an error status.
            TransportError: No complete answer came.
        """
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return chain.from_iterable(parts)

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[Page[Policy]]:
        """The same as `iter_policies`, page by page, each with a cursor to resume from.

        Save a page's cursor together with its policies; pages without news are left out. With
        several workers a cursor holds every window that is not read to its end (some kilobytes
        in all); whoever resumes may use more or fewer workers.
        """
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return (Page(rows, windows.cursor) for rows in parts)

    def wait_for_policy(self, policy_id: str, *, deadline: float = 60.0) -> Reply[PolicyV2]:
        """Read a policy once it is there: after a payment it is made in the background.

        It is asked for after growing pauses, from half a second to eight. KASKO does not document
        what it answers in the meantime; 404 and the status `pending` count as not yet.

        Args:
            policy_id: KASKO's id of the policy, which is that of the offer too.
            deadline: Seconds after which to give up.

        Returns:
            The policy, with its version: `Reply.etag` and `Reply.last_modified`.

        Raises:
            PolicyPendingError: It was not there when the time was over.
            ApiError: The provider answered with another error status.
            TransportError: No complete answer came.
        """
        return self._run(_waited(self._pipeline, policy_id, deadline))

    def iter_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] = (),
        sort: Sequence[Mapping[str, str]] = (),
        page_size: int = MOST_ROWS,
        on_invalid: OnInvalid = "raise",
    ) -> Iterator[DatasetEntry]:
        """Every row of a dataset, each once (kasko.md 4.17).

        Args:
            dataset_id: The dataset.
            language: One of the dataset's languages.
            fields: Names of the fields that rows shall have.
            query: Conditions that all have to hold, each with `field`, `search` and maybe
                `operator`: `>`, `>=`, `<`, `<=` or `IN`.
            sort: The order, each with `field` and `dir`: `asc` or `desc`.
            page_size: Rows to ask for at once, 1 to 100.
            on_invalid: `"raise"`, or a function that takes each raw row that does not have the
                documented shape, and the error; the reading then goes on.

        Raises:
            ConfigurationError: An argument cannot be right.
            PagingError: The provider sends the same rows whatever it is asked for.
            ResponseValidationError: A row does not have the documented shape.
            ApiError: The provider answered with an error status.
            TransportError: No complete answer came.
        """
        return self._read(
            _rows(dataset_id, language, fields, query, sort, by_id(page_size), on_invalid)
        )

    def iter_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] = (),
        sort: Sequence[Mapping[str, str]] = (),
        page_size: int = MOST_ROWS,
    ) -> Iterator[dict[str, Any]]:
        """Every combination of values that some fields of a dataset have, each once.

        Args:
            page_size: Rows to ask for at once, 2 to 100.
            dataset_id, language, fields, query, sort: See `iter_dataset_items`, as for the errors.
        """
        return self._read(_values(dataset_id, language, fields, query, sort, by_number(page_size)))

    def _parts(
        self, windows: Windows[Policy], workers: int, reader: ListReader
    ) -> Iterator[list[Policy]]:
        """The policies of each page that brings any, once `windows` knows that they came."""
        end = int(self._pipeline.clock.wall())
        try:
            if workers > 1:
                # The first page tells where the rows begin and whether there is more to share.
                for first in islice(self._window(windows, 0, reader), 1):
                    reader.report(first[0].invalid)
                    if rows := windows.hand_out(0, first):
                        yield rows
                windows.split(end, workers)
            shares = (
                (share, self._window(windows, share, reader)) for share in windows.shares(end)
            )
            for share, found in in_threads(shares, workers):
                if found:
                    reader.report(found[0].invalid)
                if rows := windows.hand_out(share, found):
                    yield rows
        except PagingError as error:
            windows.tell(error)
            raise

    def _window(
        self, windows: Windows[Policy], number: int, reader: ListReader
    ) -> Iterator[tuple[Taken[Policy], Position]]:
        walk = windows.walks[number]
        while (query := windows.query(number)) is not None:
            try:
                collection, invalid = self._run(_page(self._pipeline, query, reader))
            except (BadRequestError, UnprocessableError):
                if not walk.shrink():
                    raise
            except (ServerError, TransportError) as failure:
                if not walk.shrink(failure):
                    raise
            else:
                taken, position = windows.take(number, *_rows_and_link(collection), invalid)
                if taken.records or taken.invalid:
                    yield taken, position


class AsyncKasko(AsyncClient, AsyncKaskoApi):
    """KASKO on asyncio. The same arguments and methods as `Kasko`, to be awaited.

    Args:
        http_client: Your own `httpx.AsyncClient`; you close it.
        transport: Your own async httpx transport, such as the mock in process; or `"fast"`.

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
        transport: httpx.AsyncBaseTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        del api_key
        self._pipeline = _pipeline(
            key, base_url, auth, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = async_transport_for(
            http_client, transport, plain_http=self._pipeline.base_url.is_plain_http
        )

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[Policy]:
        """See `Kasko.iter_policies`."""
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return (policy async for rows in parts for policy in rows)

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[Page[Policy]]:
        """See `Kasko.iter_policy_pages`."""
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return (Page(rows, windows.cursor) async for rows in parts)

    async def wait_for_policy(self, policy_id: str, *, deadline: float = 60.0) -> Reply[PolicyV2]:
        """See `Kasko.wait_for_policy`."""
        return await self._run(_waited(self._pipeline, policy_id, deadline))

    def iter_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] = (),
        sort: Sequence[Mapping[str, str]] = (),
        page_size: int = MOST_ROWS,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncIterator[DatasetEntry]:
        """See `Kasko.iter_dataset_items`."""
        return self._read(
            _rows(dataset_id, language, fields, query, sort, by_id(page_size), on_invalid)
        )

    def iter_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] = (),
        sort: Sequence[Mapping[str, str]] = (),
        page_size: int = MOST_ROWS,
    ) -> AsyncIterator[dict[str, Any]]:
        """See `Kasko.iter_distinct_values`."""
        return self._read(_values(dataset_id, language, fields, query, sort, by_number(page_size)))

    async def _parts(
        self, windows: Windows[Policy], workers: int, reader: ListReader
    ) -> AsyncGenerator[list[Policy]]:
        """See `Kasko._parts`."""
        end = int(self._pipeline.clock.wall())
        try:
            if workers > 1:
                async with aclosing(self._window(windows, 0, reader)) as pages:
                    async for first in pages:
                        await reader.report_async(first[0].invalid)
                        if rows := windows.hand_out(0, first):
                            yield rows
                        break
                windows.split(end, workers)
            shares = (
                (share, self._window(windows, share, reader)) for share in windows.shares(end)
            )
            async with aclosing(in_tasks(shares, workers)) as results:
                async for share, found in results:
                    if found:
                        await reader.report_async(found[0].invalid)
                    if rows := windows.hand_out(share, found):
                        yield rows
        except PagingError as error:
            windows.tell(error)
            raise

    async def _window(
        self, windows: Windows[Policy], number: int, reader: ListReader
    ) -> AsyncGenerator[tuple[Taken[Policy], Position]]:
        walk = windows.walks[number]
        while (query := windows.query(number)) is not None:
            try:
                collection, invalid = await self._run(_page(self._pipeline, query, reader))
            except (BadRequestError, UnprocessableError):
                if not walk.shrink():
                    raise
            except (ServerError, TransportError) as failure:
                if not walk.shrink(failure):
                    raise
            else:
                taken, position = windows.take(number, *_rows_and_link(collection), invalid)
                if taken.records or taken.invalid:
                    yield taken, position


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
    404: "there is no such record, or this key may not see it (where KASKO answers 404 too); "
    "check the id, and that a TEST key is not used for LIVE data or the reverse",
}


def _meaning(call: Call[object], status: int) -> tuple[type[ApiError], str | None]:
    # Only for quotes do the documents explain this status.
    if status == 422 and call.template == "/quotes":
        return KnockOutError, None
    return class_for(status), _HINTS.get(status)


def _windows(
    since: Moment | None,
    until: Moment | None,
    page_size: int | None,
    cursor: str | None,
    workers: int,
) -> Windows[Policy]:
    check_number(workers, "workers", 1, MOST_WORKERS)
    first, last = check_period(since, until)
    return Windows(since=first, until=last, page_size=page_size, cursor=cursor)


def _list_reader(on_invalid: OnInvalid) -> ListReader:
    return ListReader(on_invalid, "_embedded", "item")


def _page(
    pipeline: Pipeline, query: PageQuery, reader: ListReader
) -> Steps[tuple[PolicyCollection, list[Invalid]]]:
    request = list_policies(
        since=UNSET if query.since is None else query.since,
        until=UNSET if query.until is None else query.until,
        limit=query.limit,
    )
    return pipeline.call(request, reader.of(request))


def _rows_and_link(collection: PolicyCollection) -> tuple[list[Policy], str | None]:
    return (
        collection.embedded.item,
        _next(collection.links) or _next(collection.embedded.links),
    )


def _next(links: PageLinks | Unset | None) -> str | None:
    """The `next` link; the documents show the links at the top and inside `_embedded` (C4)."""
    link = links.next_ if links else None
    return (link.href or None) if link else None


def _waited(pipeline: Pipeline, policy_id: str, deadline: float) -> Steps[Reply[PolicyV2]]:
    check_seconds(deadline, "deadline")
    request = get_policy_v2(policy_id)
    end = pipeline.clock.monotonic() + deadline
    for pause in chain((0.5, 1.0, 2.0, 4.0), repeat(8.0)):  # pragma: no branch - it has no end
        left = max(0.01, end - pipeline.clock.monotonic())
        options = pipeline.options.changed(min(pipeline.options.timeout, left), None)
        with suppress(NotFoundError):
            reply = yield from replace(pipeline, options=options).call(
                request, reply_reader(request)
            )
            if str(reply.value.status).casefold() != "pending":
                return reply
        if pipeline.clock.monotonic() + pause > end:
            break
        yield Sleep(pause)
    raise PolicyPendingError(
        f"the policy did not appear within {deadline:g} s. If it was paid for, do not pay again: "
        "it is made in the background, so wait for it once more or look it up by iter_policies",
        policy_id=policy_id,
    )


def _rows(
    dataset_id: str,
    language: str,
    fields: Sequence[str],
    query: Sequence[Mapping[str, Any]],
    sort: Sequence[Mapping[str, str]],
    walk: RowWalk[DatasetEntry, str],
    on_invalid: OnInvalid,
) -> Listing[tuple[str | None, int], DatasetEntry]:
    selection = _selection(language, fields, query, sort)
    return Listing(
        walk,
        lambda wanted: list_dataset_items(
            dataset_id,
            limit=wanted[1],
            starting_after=UNSET if wanted[0] is None else wanted[0],
            **selection,
        ),
        list,
        ListReader(on_invalid),
    )


def _values(
    dataset_id: str,
    language: str,
    fields: Sequence[str],
    query: Sequence[Mapping[str, Any]],
    sort: Sequence[Mapping[str, str]],
    walk: RowWalk[dict[str, Any], int],
) -> Listing[tuple[int | None, int], dict[str, Any]]:
    selection = _selection(language, fields, query, sort)
    return Listing(
        walk,
        lambda wanted: list_distinct_values(
            dataset_id,
            limit=wanted[1],
            starting_after=UNSET if wanted[0] is None else wanted[0],
            **selection,
        ),
        list,
        ListReader("raise"),
    )


def _selection(
    language: str,
    fields: Sequence[str],
    query: Sequence[Mapping[str, Any]],
    sort: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """What of a dataset is wanted, as parameters."""
    return {
        "language": check_text(language, "language"),
        "fields": as_json(check_list(fields, "fields", "names")),
        "query": as_json(query) if check_list(query, "query", "conditions") else UNSET,
        "sort": as_json(sort) if check_list(sort, "sort", "mappings") else UNSET,
    }
