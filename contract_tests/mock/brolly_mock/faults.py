"""Faults on demand: which fault, for which calls, how often.

    mock.faults.add(rate_limit(2))                               # the next call, whichever
    mock.faults.add(status(503), operation="list_policies", times=3)
    mock.faults.add(truncate(0.5), operation="get_claim", skip=1)
    mock.faults.add(latency(0.2), times=None)                    # every call from now on

An effect is an `Interceptor`, so a test can pass a function of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from threading import Lock
from typing import Any, Literal, cast

from .document import Document
from .exchange import Answer, Call, Handler, Interceptor, intercepted, phrase


@dataclass(slots=True)
class Fault:
    """An active fault. `hits` counts the calls that it affected."""

    effect: Interceptor
    operation: str | None
    times: int | None
    skip: int
    hits: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def strikes(self, call: Call) -> bool:
        """Count a call and return whether the fault applies to it."""
        if self.operation not in {None, call.operation}:
            return False
        with self._lock:
            if self.skip:
                self.skip -= 1
                return False
            if self.times is not None and self.hits >= self.times:
                return False
            self.hits += 1
            return True


class Faults:
    """The faults of one mock."""

    def __init__(self) -> None:
        self._faults: tuple[Fault, ...] = ()
        self._lock = Lock()

    def add(
        self,
        effect: Interceptor,
        *,
        operation: str | None = None,
        times: int | None = 1,
        skip: int = 0,
    ) -> Fault:
        """Put a fault in place for calls still to come.

        `operation` is an operationId, None for all. `times` is how many calls it strikes, None for
        no end, after the first `skip` matching calls went through. A call that several faults
        strike meets the one added first on the outside.
        """
        fault = Fault(effect, operation, times, skip)
        with self._lock:
            self._faults = (*self._faults, fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Remove a fault; ignored if it is not active."""
        with self._lock:
            self._faults = tuple(other for other in self._faults if other is not fault)

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults = ()

    def around(self, call: Call, handler: Handler) -> Answer:
        """Handle a call through the faults that apply to it."""
        for fault in reversed([fault for fault in self._faults if fault.strikes(call)]):
            handler = intercepted(handler, fault.effect)
        return handler(call)


def status(code: int, message: str | None = None) -> Interceptor:
    """Answer with an error status in the provider's own form, without acting."""
    return lambda call, _: call.refuse(code, message or phrase(code))


def rate_limit(retry_after: float | datetime | None = None) -> Interceptor:
    """Answer 429; `retry_after` becomes the header, as seconds or as an HTTP date."""

    def effect(call: Call, _: Handler) -> Answer:
        answer = call.refuse(429, "Too Many Requests API rate limit exceeded")
        if isinstance(retry_after, datetime):
            answer.headers["Retry-After"] = format_datetime(retry_after, usegmt=True)
        elif retry_after is not None:
            answer.headers["Retry-After"] = f"{retry_after:g}"
        return answer

    return effect


def file_refused(position: int = 0) -> Interceptor:
    """Refuse one file of an upload, counted from 0, and take the others."""

    def effect(call: Call, proceed: Handler) -> Answer:
        answer = proceed(call)
        results = records_of(answer)
        if position < len(results):
            results[position].update(success=False, url=None, error="The file cannot be stored.")
        return answer

    return effect


def html(code: int = 502) -> Interceptor:
    """Answer with the HTML page of a proxy in front of the provider."""
    page = f"<html><head><title>{code}</title></head><body><h1>Proxy error</h1></body></html>"
    return body(page.encode(), media_type="text/html", code=code)


def body(
    content: bytes,
    *,
    media_type: str = "application/json",
    code: int | None = None,
    headers: dict[str, str] | None = None,
) -> Interceptor:
    """Let the provider act, then replace its body (and its status) with these."""

    def effect(call: Call, proceed: Handler) -> Answer:
        answer = proceed(call)
        answer.content = content
        answer.media_type = media_type
        answer.status = code or answer.status
        answer.headers |= headers or {}
        return answer

    return effect


def wrong_type(
    member: str = "amount", value: Any = "not a number", *, index: int = 0
) -> Interceptor:
    """Give one record of a page a value of the wrong type."""

    def effect(call: Call, proceed: Handler) -> Answer:
        answer = proceed(call)
        records = records_of(answer)
        if index < len(records):
            records[index][member] = value
        return answer

    return effect


def latency(seconds: float) -> Interceptor:
    """Answer late."""
    return _delivered(delay=seconds)


def reset(at: Literal["start", "headers", "body"] = "start") -> Interceptor:
    """Let the provider act, then reset the connection (TCP RST) here in the response."""
    return _delivered(cut=at, reset=True)


def truncate(keep: float = 0.5) -> Interceptor:
    """Close the connection in an orderly way after this share of the body."""
    return _delivered(cut="body", keep=keep)


def trickle(chunk: int = 16, pause: float = 0.1) -> Interceptor:
    """Send the body in chunks of so many bytes, with a pause in seconds after each."""
    return _delivered(chunk=chunk, pause=pause)


def raw(content: bytes, *, pause: float = 0.0) -> Interceptor:
    """Send these bytes instead of an HTTP response and close; needs a mock on a real port.

    With a `pause` in seconds they come one at a time.
    """
    return _delivered(raw=content, chunk=1 if pause else None, pause=pause)


def expire_tokens(call: Call, proceed: Handler) -> Answer:
    """Let all access tokens expire just before the call is looked at."""
    call.parts.tokens.expire_all()
    return proceed(call)


def records_of(answer: Answer) -> list[Document]:
    """The policies or InsureHero records of a successful answer; an empty list for any other."""
    if answer.status not in {200, 201}:
        return []
    payload: Document = answer.payload
    content = payload.get("_embedded", payload.get("data", payload))
    if isinstance(content, dict):
        content = cast(Document, content).get("item", [content])
    return cast(list[Document], content) if isinstance(content, list) else []


def _delivered(**changes: Any) -> Interceptor:
    def effect(call: Call, proceed: Handler) -> Answer:
        answer = proceed(call)
        answer.delivery = replace(answer.delivery, **changes)
        return answer

    return effect
