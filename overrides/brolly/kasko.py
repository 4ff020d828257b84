"""The KASKO clients: the generated operations, plus whole lists of policies without a gap."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import aclosing, closing
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

from ._core.arguments import (
    Moment,
    check_flag,
    check_list,
    check_number,
    check_period,
    check_seconds,
    check_text,
)
from ._core.auth import ApiKey, Clock, Secret, basic, bearer
from ._core.client import AsyncClient, SyncClient, base_url as base_url_of, from_environment
from ._core.pipeline import Bound, Options, Pipeline, Sleep, Steps, passes
from ._core.reading import Reply, reply_reader
from ._core.stop import Stop
from ._core.wire import Call
from ._http.choice import async_transport_for, transport_for
from ._http.protocol import (
    AsyncHttpClient,
    AsyncHttpTransport,
    HttpClient,
    HttpTransport,
)
from ._paging.by_row import MOST_ROWS, RowWalk, as_json, by_id, by_number
from ._paging.by_time import PageQuery
from ._paging.invalid import Invalid, Taken
from ._paging.listing import Listing
from ._paging.page import Page, Position
from ._paging.parallel import in_tasks, in_threads
from ._paging.reader import ListReader, OnInvalid
from ._paging.windows import Windows
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

if TYPE_CHECKING:
    from kasko_api.models.page_links import PageLinks
    from kasko_api.models.policy_collection import PolicyCollection
    from kasko_api.models.policy_v2 import PolicyV2

BASE_URL = "https://api.kasko.io"
"""The live host of all documents; TEST or LIVE is decided by the key."""

MOST_WORKERS = 20
"""As many connections as a client keeps open."""

Found = tuple[Taken[Policy], Position]
"""What one page brings, and where its window stands then."""


class Kasko(SyncClient, KaskoApi):
    """KASKO, blocking. Close it, or use it as a context manager; threads may share it.

    Args:
        api_key: A secret key, TEST or LIVE; by default `KASKO_API_KEY` of the environment.
        base_url: By default `KASKO_BASE_URL`, else `https://api.kasko.io`. HTTPS, but for
            loopback.
        timeout: Seconds that one attempt may take, from connecting to the last byte.
        max_retries: How often a failed call may be repeated. Reads are repeated on 408, 429, 5xx
            and broken connections; writes only if the provider surely did not get them.
        auth: `"basic"` (the key as user name) or `"bearer"`.
        allow_live_writes: Let a LIVE key write.
        http_client: Your own `httpx2.Client` or `httpx.Client`; you close it, and its proxies
            and certificates are as you set them.
        transport: Your own transport of httpx2 or httpx, such as the mock in process; or
            `"fast"`, to send through libcurl at a fraction of the CPU time
            (`pip install "brolly[fast]"`).

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
        http_client: HttpClient | None = None,
        transport: HttpTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        # Tracebacks can show locals.
        del api_key
        self._stop = Stop()
        self._pipeline = _pipeline(
            key, base_url, auth, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = transport_for(http_client, transport, base_url=self._pipeline.base_url)

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> Generator[Policy]:
        """Every policy created or changed in a period, in the order of the change.

        A policy that changes during the reading comes again, with its new `updated_at`; each
        (id, updated_at) comes once (poll with `since`, upsert by id).

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
        return _flat(parts)

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> Generator[Page[Policy]]:
        """The same as `iter_policies`, page by page, each with a cursor to resume from.

        Save a page's cursor together with its policies; pages without news are left out. With
        several workers a cursor holds every window that is not read to its end (some kilobytes
        in all); whoever resumes may use more or fewer workers.
        """
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return _pages(parts, windows)

    def wait_for_policy(self, policy_id: str, *, deadline: float = 60.0) -> Reply[PolicyV2]:
        """Read a policy once it is there: after a payment it is made in the background.

        It is asked for after growing pauses, from half a second to eight. KASKO does not document
        what it answers in the meantime; 404 and the status `pending` count as not yet.

        Args:
            policy_id: KASKO's id of the policy, which is that of the offer too.
            deadline: Seconds after which to give up, whatever asks to wait: an answer that does
                not come, or a provider that limits the rate of calls. Where a pause would go
                beyond it, there is none.

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
    ) -> Generator[DatasetEntry]:
        """Every row of a dataset, each once.

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
    ) -> Generator[dict[str, Any]]:
        """Every combination of values that some fields of a dataset have, each once.

        Args:
            page_size: Rows to ask for at once, 2 to 100.
            dataset_id, language, fields, query, sort: See `iter_dataset_items`, as for the errors.
        """
        return self._read(_values(dataset_id, language, fields, query, sort, by_number(page_size)))

    def _parts(
        self, windows: Windows[Policy], workers: int, reader: ListReader
    ) -> Generator[list[Policy]]:
        """The policies of each page that brings any, once `windows` knows that they came."""
        end = int(self._pipeline.clock.wall())
        stop = Stop(within=self._stop)

        def take() -> tuple[int, Generator[Found]] | None:
            number = windows.share(end)
            return None if number is None else (number, self._window(windows, number, reader, stop))

        try:
            if workers > 1:
                # The first page tells where the rows begin and whether there is more to share.
                for first in islice(self._window(windows, 0, reader, stop), 1):
                    if rows := _handed_out(windows, 0, first, reader):
                        yield rows
                windows.split(end, workers)
            with closing(in_threads(take, workers, stop)) as results:
                for number, found in results:
                    if rows := _handed_out(windows, number, found, reader):
                        yield rows
        except PagingError as error:
            windows.tell(error)
            raise

    def _window(
        self, windows: Windows[Policy], number: int, reader: ListReader, stop: Stop
    ) -> Generator[Found]:
        walk = windows.walks[number]
        while (query := windows.query(number)) is not None:
            try:
                collection, invalid = self._run(_page(self._pipeline, query, reader), stop)
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
        http_client: Your own `httpx2.AsyncClient` or `httpx.AsyncClient`; you close it.
        transport: Your own async transport of httpx2 or httpx, such as the mock in process;
            or `"fast"`.

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
        http_client: AsyncHttpClient | None = None,
        transport: AsyncHttpTransport | Literal["fast"] | None = None,
        _clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> None:
        key = Secret(from_environment(api_key, "KASKO_API_KEY"))
        del api_key
        self._stop = Stop()
        self._pipeline = _pipeline(
            key, base_url, auth, Options(timeout, max_retries), allow_live_writes, _clock
        )
        self._transport = async_transport_for(
            http_client, transport, base_url=self._pipeline.base_url
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
    ) -> AsyncGenerator[Policy]:
        """See `Kasko.iter_policies`."""
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return _flat_async(parts)

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
    ) -> AsyncGenerator[Page[Policy]]:
        """See `Kasko.iter_policy_pages`."""
        windows = _windows(since, until, page_size, cursor, workers)
        parts = self._parts(windows, workers, _list_reader(on_invalid))
        return _pages_async(parts, windows)

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
    ) -> AsyncGenerator[DatasetEntry]:
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
    ) -> AsyncGenerator[dict[str, Any]]:
        """See `Kasko.iter_distinct_values`."""
        return self._read(_values(dataset_id, language, fields, query, sort, by_number(page_size)))

    async def _parts(
        self, windows: Windows[Policy], workers: int, reader: ListReader
    ) -> AsyncGenerator[list[Policy]]:
        """See `Kasko._parts`."""
        end = int(self._pipeline.clock.wall())

        def take() -> tuple[int, AsyncGenerator[Found]] | None:
            number = windows.share(end)
            return None if number is None else (number, self._window(windows, number, reader))

        try:
            if workers > 1:
                async with aclosing(self._window(windows, 0, reader)) as pages:
                    async for first in pages:
                        if rows := await _handed_out_async(windows, 0, first, reader):
                            yield rows
                        break
                windows.split(end, workers)
            async with aclosing(in_tasks(take, workers)) as results:
                async for number, found in results:
                    if rows := await _handed_out_async(windows, number, found, reader):
                        yield rows
        except PagingError as error:
            windows.tell(error)
            raise

    async def _window(
        self, windows: Windows[Policy], number: int, reader: ListReader
    ) -> AsyncGenerator[Found]:
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


def _handed_out(
    windows: Windows[Policy], number: int, found: Found | None, reader: ListReader
) -> list[Policy]:
    """What the caller gets of a page, or [] where a window has ended or nothing of it is new."""
    if found is None:
        windows.ended(number)
        return []
    taken, position = found
    reader.report(taken.invalid)
    windows.hand_out(number, position)
    return taken.records


async def _handed_out_async(
    windows: Windows[Policy], number: int, found: Found | None, reader: ListReader
) -> list[Policy]:
    """See `_handed_out`."""
    if found is None:
        windows.ended(number)
        return []
    taken, position = found
    await reader.report_async(taken.invalid)
    windows.hand_out(number, position)
    return taken.records


def _flat(parts: Generator[list[Policy]]) -> Generator[Policy]:
    with closing(parts):
        for rows in parts:
            yield from rows


def _pages(parts: Generator[list[Policy]], windows: Windows[Policy]) -> Generator[Page[Policy]]:
    with closing(parts):
        for rows in parts:
            yield Page(rows, windows.cursor)


async def _flat_async(parts: AsyncGenerator[list[Policy]]) -> AsyncGenerator[Policy]:
    async with aclosing(parts):
        async for rows in parts:
            for row in rows:
                yield row


async def _pages_async(
    parts: AsyncGenerator[list[Policy]], windows: Windows[Policy]
) -> AsyncGenerator[Page[Policy]]:
    async with aclosing(parts):
        async for rows in parts:
            yield Page(rows, windows.cursor)


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
    cause: Exception | None = None
    for pause in chain((0.5, 1.0, 2.0, 4.0), repeat(8.0)):  # pragma: no branch - it has no end
        bound = Bound(pipeline.options, pipeline.clock, end)
        try:
            reply = yield from pipeline.call(request, reply_reader(request), bound)
            if str(reply.value.status).casefold() != "pending":
                return reply
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
        f"the policy did not appear within {deadline:g} s. If it was paid for, do not pay again: "
        "it is made in the background, so wait for it once more or look it up by iter_policies",
        policy_id=policy_id,
    ) from cause


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
