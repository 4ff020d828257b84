"""What the models of a client leave out: members that they do not know, and the provider's time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar, cast

import msgspec

from .._core.stop import Stop
from .._core.wire import Failure, HttpRequest, HttpResponse
from .._http.protocol import Transport
from ..insurehero import InsureHero
from ..kasko import Kasko
from ..tables import Columns

Client = TypeVar("Client", Kasko, InsureHero)

_Key = tuple[str, datetime | None]


class Watch:
    """Sees each answer that a client gets, in whatever thread it comes.

    Args:
        columns: Of the records that are read meanwhile.

    Attributes:
        provider_time: `Date` of the first answer, Unix time (UTC); None where it had none.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._sent: dict[_Key, Mapping[str, Any]] = {}
        self._lock = threading.Lock()
        self._begun = False
        self.provider_time: int | None = None

    def over(self, client: Client) -> Client:
        """The same client, watched. Closing it does not close the other."""
        twin = client.with_options()
        twin._transport = _Watched(client._transport, self)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        return twin

    def sent(self, record: Any) -> Mapping[str, Any] | None:
        """What came for a record, if the model does not know all of it; once."""
        return self._sent.pop(_key(record), None) if self._sent else None

    def saw(self, response: HttpResponse) -> None:
        """Note what of an answer is not in the models."""
        if not self._begun:
            with self._lock:
                if not self._begun:
                    self.provider_time = _seconds(response.headers.get("date"))
                    self._begun = True
        for record in _records(response.content):
            if self._columns.has_unknown(record):
                self._sent[_key(record)] = record


class _Watched:
    def __init__(self, transport: Transport, watch: Watch) -> None:
        self._transport = transport
        self._watch = watch

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure:
        outcome = self._transport.send(request, timeout, stop)
        if isinstance(outcome, HttpResponse) and outcome.status == 200:
            self._watch.saw(outcome)
        return outcome

    def close(self) -> None:
        """The other client does it."""


def _records(content: bytes) -> list[dict[str, Any]]:
    """The objects of a list, or the one of an answer about one. Odd JSON holds none: what can be
    read of it all the same has no unknown members worth the name."""
    try:
        body = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    if not isinstance(body, dict):
        return []
    members = cast("dict[str, Any]", body)
    embedded = members.get("_embedded")
    found = embedded.get("item") if isinstance(embedded, dict) else members.get("data")
    if isinstance(found, dict):
        return [found]
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _key(record: Any) -> _Key:
    if isinstance(record, dict):
        written = record.get("updated_at")
        try:
            time = datetime.fromisoformat(written) if isinstance(written, str) else None
        except ValueError:
            time = None
        return str(record.get("id")), time
    return str(record.id), getattr(record, "updated_at", None)


def _seconds(date: str | None) -> int | None:
    try:
        return int(parsedate_to_datetime(date or "").timestamp())
    except ValueError:
        return None
