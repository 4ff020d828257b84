"""KASKO as a whole: lets calls in, hands them to their operation, finishes the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any, TypeAlias, cast
from uuid import uuid4

from ..bodies import JSON
from ..clock import Clock
from ..exchange import Answer, Call
from ..refusal import RefusedError
from ..settings import MockSettings
from ..spec import InvalidRequestError, Operation, load
from ..store import Store
from . import services
from .answers import Request, error, invalid, invalid_member, parsed, refused
from .datasets import Datasets
from .keys import FOR_PUBLIC_KEYS, WITHOUT_KEY, mode
from .leads import Leads
from .media import Media
from .offers import Offers
from .paging import Pager
from .payments import Payments
from .policies import Policies
from .quotes import Quotes

Handler: TypeAlias = Callable[[Request], Answer]


@dataclass(frozen=True, slots=True)
class Kasko:
    """Answers the calls of KASKO's operations."""

    settings: MockSettings
    offers: Offers
    payments: Payments
    _handlers: Mapping[str, Handler]
    _lock: RLock

    @classmethod
    def over(cls, store: Store, settings: MockSettings, clock: Clock) -> Kasko:
        """KASKO on a store, read as the settings say."""
        reading = settings.kasko
        quotes = Quotes(store, clock)
        offers = Offers(store, clock, quotes, reading)
        payments = Payments(store, clock, offers, settings)
        pager = Pager(store, reading, settings.seed)
        policies = Policies(store, clock, quotes, settings, pager)
        media = Media(store, clock, policies, reading)
        leads = Leads(store, clock, quotes, settings)
        parts = (policies, quotes, offers, payments, leads, media, Datasets(), services)
        handlers: dict[str, Handler] = {
            operation.id: getattr(part, operation.id)
            for operation in load("kasko").operations
            for part in parts
            if hasattr(part, operation.id)
        }
        return cls(settings, offers, payments, handlers, RLock())

    def answer(self, call: Call, operation: Operation) -> Answer:
        """Authenticate, validate, serve."""
        handler = self._handlers.get(operation.id)
        if handler is None:
            return error(
                501, f"The mock has no handler: write {operation.id} in brolly_mock/kasko."
            )
        # One call at a time: what is looked at and what is written belong together.
        with self._lock:
            self.payments.settle()
            try:
                answer = handler(self._request(call, operation))
            except InvalidRequestError as mistakes:
                return invalid(mistakes)
            except RefusedError as refusal:
                return refusal.answer
        if operation.media_types:
            answer.media_type = operation.media_types[0]
        if self.settings.kasko.empty_map == "array":
            answer.payload = _as_php(answer.payload)
        return answer

    def settle(self) -> None:
        """Do what is due in the background; each call does it as well."""
        with self._lock:
            self.payments.settle()

    def refuse(self, status: int, message: str) -> Answer:
        """An error in KASKO's form."""
        return error(status, message)

    def complete(self, answer: Answer) -> None:
        """Put on what every answer of KASKO carries."""
        answer.headers.setdefault("X-Request-Id", str(uuid4()))

    def _request(self, call: Call, operation: Operation) -> Request:
        caller = mode(call, self.settings)
        values, body = operation.read(call), operation.body(call)
        if isinstance(body, dict) and operation.content and operation.content.media_type == JSON:
            body = _php_json(call.body)
        if caller == "public" and operation.id not in FOR_PUBLIC_KEYS | WITHOUT_KEY:
            raise _forbidden(operation, values)
        return Request(call, caller == "live", caller is not None, values, body)


def _forbidden(operation: Operation, values: Mapping[str, Any]) -> RefusedError:
    """The refusal of a public key: that a record exists is a secret, that records exist is not."""
    named = [values[one.name] for one in operation.parameters if one.place == "path"]
    if named:
        return refused(404, f"{named[0]} was not found.")
    return refused(403, "This key may not do that.")


def _php_json(content: bytes) -> Any:
    try:
        return parsed(content)
    except ValueError:
        raise invalid_member("body") from None


def _as_php(value: Any) -> Any:
    """The same with each member that is an empty map as an empty list, as PHP may write it."""
    if isinstance(value, dict):
        members = cast(dict[str, Any], value)
        return {name: _as_php([] if one == {} else one) for name, one in members.items()}
    if isinstance(value, list):
        return [_as_php(item) for item in cast(Any, value)]
    return value
