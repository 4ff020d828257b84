"""Turns a response into a value or a typed error. Error texts never quote the response."""

from __future__ import annotations

import contextlib
import email.utils
import re
from collections.abc import Callable
from datetime import UTC
from typing import TypeVar, cast

import msgspec

from brolly_runtime import mismatch as _mismatch

from .. import errors
from ..errors import Answer, ApiError, Cause, ResponseValidationError, TransportError
from .auth import Clock
from .lenient import as_utf8, outline, plain, readable
from .wire import Call, Failure, HttpResponse

T = TypeVar("T")

Reader = Callable[[HttpResponse], T]

_BY_STATUS: dict[int, type[ApiError]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: errors.PaymentRequiredError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    405: errors.MethodNotAllowedError,
    409: errors.ConflictError,
    422: errors.UnprocessableError,
    429: errors.RateLimitError,
}


class Misfit(msgspec.ValidationError):
    """A value does not have the documented form. The text does not quote it."""

    def __init__(self, reason: str, path: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


class CutShortError(Exception):
    """A body ended early though the connection did not break, perhaps because of a proxy."""


def class_for(status_code: int) -> type[ApiError]:
    """The error class for an HTTP status."""
    if status_code >= 500:
        return errors.ServerError
    return _BY_STATUS.get(status_code, ApiError)


def typed(call: Call[object], read: Reader[T], response: HttpResponse, attempts: int) -> T:
    """The value of a response with a success status.

    Raises:
        CutShortError: The body ends too early.
        ResponseValidationError: It does not have the documented shape.
    """
    try:
        return read(response)
    except msgspec.DecodeError as error:
        cut = _is_cut(error, response.content)
        reason, path = mismatch(error)
    if cut:
        raise CutShortError
    # Raised outside the handler, because msgspec's own text may quote the response.
    kind = re.fullmatch(r"[\w.+/-]{1,80}", response.headers.get("content-type", "").split(";")[0])
    raise ResponseValidationError(
        f"the response does not match the documented schema at {path}: {reason} (status "
        f"{response.status}, {kind[0] if kind else 'no content type'}, {len(response.content)} "
        "bytes); the base URL may be wrong, or the API has changed",
        path=path,
        operation=call.operation,
        request_id=request_id_of(response),
        attempts=attempts,
        may_have_written=not call.replayable,
    )


def _is_cut(error: msgspec.DecodeError, content: bytes) -> bool:
    # msgspec gives the same error for a lone surrogate.
    text = as_utf8(content)
    if not text or str(error) != "Input data was truncated":
        return False
    found = outline(text)
    return found is None or found.end is None


CAUSES: dict[Cause, str] = {
    "dns": "the host of the base URL could not be resolved; check the base URL, the "
    "network and DNS",
    "refused": "connection refused: nothing listens at the host and port of the base "
    "URL; check both",
    "unreachable": "could not connect to the provider; check the base URL, the network, and "
    "whether you need a proxy (HTTPS_PROXY)",
    "tls": "could not open a secure connection to the provider; check the base URL",
    "proxy": "the proxy did not connect to the provider; check HTTPS_PROXY",
    "closed": "the connection was closed before the response was complete; try again later, and "
    "check scheme and port of the base URL if it happens each time",
    "protocol": "the response is not valid HTTP, or cannot be decoded; check the base "
    "URL, and any proxy in between",
    "interrupted": "the call was stopped on this side before the response was complete",
}
LATE = "no complete response within {:g} s; raise `timeout` or ask for less"
LATE_CONNECTION = (
    "could not connect in time; check the base URL, the network, and whether you need a proxy "
    "(HTTPS_PROXY)"
)


def transport_error(
    call: Call[object], failure: Failure, attempts: int, timeout: float
) -> TransportError:
    """The error for a call without a complete response."""
    text = failure.text or CAUSES.get(failure.cause)
    if text is None:
        text = LATE.format(timeout) if failure.sent else LATE_CONNECTION
    return failure.kind(
        text,
        cause=failure.cause,
        sent=failure.sent,
        operation=call.operation,
        request_id=request_id_of(failure),
        attempts=attempts,
        may_have_written=failure.sent and not call.replayable,
    )


def api_error(
    meaning: tuple[type[ApiError], str | None],
    call: Call[object],
    response: HttpResponse,
    attempts: int,
    clock: Clock,
) -> ApiError:
    """The error for a response with an error status and any body."""
    documented = _error_model(call, response)
    # KASKO sends status, message and errors; InsureHero error and details.
    status = _text(documented, "status", "error")
    message = _text(documented, "message", "details")
    errors = _member(documented, "errors")
    if status is None and message is None:
        # KASKO's error body as documented in 2015.
        earlier = _member(plain(readable(response.content)), "error")
        status, message = _text(earlier, "code"), _text(earlier, "message")
    kind, hint = meaning
    return kind(
        response.status,
        hint=hint,
        operation=call.operation,
        answer=Answer(
            response.content,
            status,
            message,
            tuple(cast("list[object]", errors)) if isinstance(errors, list) else (),
        ),
        request_id=request_id_of(response),
        attempts=attempts,
        retry_after=retry_after(response, clock),
        # Only a 4xx says that the write was refused.
        may_have_written=not call.replayable
        and (_is_elsewhere(response.status) or may_pass(response.status)),
    )


def _error_model(call: Call[object], response: HttpResponse) -> object | None:
    # The status decides: a body that cannot be read must not hide the error.
    with contextlib.suppress(UnicodeDecodeError, RecursionError):
        found = call.read_error(response.status, response.content)
        if found is not None:
            return found
        return call.read_error(response.status, readable(response.content))
    return None


def may_pass(status: int) -> bool:
    """Whether the same request may succeed another time."""
    return status == 408 or status >= 500


def _is_elsewhere(status: int) -> bool:
    """Whether the write may have been done before the redirect. 307 and 308 ask to repeat it."""
    return status < 400 and status not in (307, 308)


def _member(holder: object, name: str) -> object:
    if isinstance(holder, dict):
        return cast("dict[str, object]", holder).get(name)
    return getattr(holder, name, None)


def _text(holder: object, *names: str) -> str | None:
    """The first of these members that is text, of a model or a dict."""
    values = (_member(holder, name) for name in names)
    return next((value for value in values if isinstance(value, str)), None)


def request_id_of(response: HttpResponse | Failure) -> str | None:
    """The `X-Request-Id` of the response, if it is safe to print."""
    value = response.headers.get("x-request-id", "")
    return value if re.fullmatch(r"[!-~]{1,128}", value) else None


def retry_after(response: HttpResponse, clock: Clock) -> float | None:
    """Seconds to wait according to `Retry-After`, which holds seconds or a date."""
    value = response.headers.get("retry-after", "")
    # A proxy may have added a second one.
    numbers = [number.strip() for number in value.split(",")]
    if all(re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", number) for number in numbers):
        return max(map(float, numbers))
    moment = http_date(value)
    if moment is None:
        return None
    # Compared with the Date of the response, because the local clock may be wrong.
    now = http_date(response.headers.get("date", ""))
    return max(0.0, moment - (clock.wall() if now is None else now))


def http_date(value: str) -> float | None:
    """The Unix time of an HTTP date, or None if it is not one."""
    try:
        moment = email.utils.parsedate_to_datetime(value)
        # HTTP dates are always in UTC.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None


def mismatch(error: msgspec.DecodeError) -> tuple[str, str]:
    """What does not fit and its JSON path, without any value of the response."""
    return (error.reason, error.path) if isinstance(error, Misfit) else _mismatch(error)
