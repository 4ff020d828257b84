"""Everything brolly raises on purpose, as one tree.

    BrollyError
    ├── ConfigurationError          a key, a base URL, an option or an argument is wrong
    ├── LiveKeyError                a LIVE key was about to write
    ├── ForeignOriginError          credentials were about to leave the configured origin
    ├── PagingError                 a list could not be read without a gap
    ├── PolicyPendingError          a policy that was paid for does not exist yet
    ├── WebhookError                a webhook delivery is not acceptable
    │   ├── WebhookSignatureError   it is not from KASKO
    │   └── WebhookBusyError        the same delivery is already being handled
    └── CallError                   a call failed; see .may_have_written
        ├── ResponseValidationError a response does not match the documented schema
        ├── TransportError          no complete response arrived
        │   ├── ConnectError        nothing was sent
        │   ├── TimeoutError        the time allowed ran out
        │   └── ConnectTimeoutError both: it ran out before anything was sent
        └── ApiError                the provider answered with an error status
            ├── BadRequestError         400
            ├── AuthenticationError     401
            ├── PaymentRequiredError    402
            ├── PermissionDeniedError   403
            ├── NotFoundError           404
            ├── MethodNotAllowedError   405
            ├── ConflictError           409
            ├── UnprocessableError      422
            │   └── KnockOutError       422 of a KASKO quote: no price can be given
            ├── RateLimitError          429
            └── ServerError             5xx

The text of an error contains the operation, the status, the request id, the names of refused fields
and what to do. What the provider says is on attributes only: it may repeat a name, an e-mail
address or a key, and texts of errors end up in logs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Literal, Required, TypedDict, Unpack

from brolly_runtime import BrollyError, ConfigurationError

# Tracebacks show the name that users import.
BrollyError.__module__ = ConfigurationError.__module__ = __name__

__all__ = [
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "BrollyError",
    "CallError",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "ConnectTimeoutError",
    "ForeignOriginError",
    "KnockOutError",
    "LiveKeyError",
    "MethodNotAllowedError",
    "NotFoundError",
    "PagingError",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "PolicyPendingError",
    "RateLimitError",
    "ResponseValidationError",
    "ServerError",
    "SyncBusyError",
    "SyncError",
    "TimeoutError",
    "TransportError",
    "UnprocessableError",
    "WebhookBusyError",
    "WebhookError",
    "WebhookSignatureError",
]


class LiveKeyError(BrollyError):
    """A LIVE key was about to write without `allow_live_writes=True`; nothing was sent."""


class SyncError(BrollyError):
    """A copy could not be written or read, because the database or folder failed. What was loaded
    before is kept, and the next run continues from it."""


class SyncBusyError(SyncError):
    """Another run is working on the same tables."""


class ForeignOriginError(BrollyError):
    """A redirect or link would have sent the credentials to another scheme, host or port."""


class WebhookError(BrollyError):
    """A webhook delivery is not acceptable; the text says which status to return."""


class WebhookSignatureError(WebhookError):
    """A delivery is not from KASKO, or was changed on the way: return 400 and ignore it."""


class WebhookBusyError(WebhookError):
    """The same delivery is already being handled: return 503, so that it may be sent again."""


class PagingError(BrollyError):
    """A list could not be read to its end without a gap.

    Attributes:
        second: Unix time (UTC) of the second that could not be read in full, or None when the
            list is not paged by time.
        cursor: Where the reading stood; pass it to the iterator to continue from there, or None.
    """

    def __init__(
        self, message: str, *, second: int | None = None, cursor: str | None = None
    ) -> None:
        super().__init__(message)
        self.second = second
        self.cursor = cursor


class PolicyPendingError(BrollyError):
    """A policy does not exist yet. KASKO creates it in the background, so do not pay again.

    Attributes:
        policy_id: KASKO's id of the policy.
    """

    def __init__(self, message: str, *, policy_id: str | None = None) -> None:
        super().__init__(message)
        self.policy_id = policy_id


class _Call(TypedDict, total=False):
    """What every error of a call knows."""

    operation: Required[str]
    request_id: str | None
    attempts: int
    may_have_written: bool


class CallError(BrollyError):
    """A call failed.

    Attributes:
        operation: The operationId of the call, such as `list_policies`.
        request_id: The `X-Request-Id` of the response, for the provider's support, or None.
        attempts: How often the request was sent.
        may_have_written: True if the call writes and the provider may have carried it out: check
            before you send it again.
    """

    def __init__(self, text: str, **call: Unpack[_Call]) -> None:
        self.operation = call["operation"]
        self.request_id = call.get("request_id")
        self.attempts = call.get("attempts", 1)
        self.may_have_written = call.get("may_have_written", False)
        if self.may_have_written:
            text += (
                "; the provider may have carried out the write, so check before you send it again"
            )
        details = [f"attempts: {self.attempts}"] if self.attempts > 1 else []
        if self.request_id:
            details.insert(0, f"request id: {self.request_id}")
        super().__init__(
            f"{self.operation}: {text}" + (f" ({', '.join(details)})" if details else "")
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, dict(self.__dict__))


class ResponseValidationError(CallError):
    """A response with a success status does not match the documented schema.

    Attributes:
        path: JSON path of the first member that is wrong, such as `$._embedded.item[3].amount`.
    """

    def __init__(self, text: str, *, path: str, **call: Unpack[_Call]) -> None:
        self.path = path
        super().__init__(text, **call)


Cause = Literal[
    "dns", "refused", "unreachable", "tls", "proxy", "timeout", "closed", "protocol", "interrupted"
]


class TransportError(CallError):
    """No complete response arrived: reset, truncated, undecodable, closed too early.

    Attributes:
        cause: What went wrong: `"dns"` (the host has no address), `"refused"` (nothing listens
            there), `"unreachable"` (no route to the address), `"tls"` (no secure connection),
            `"proxy"` (the proxy did not connect), `"timeout"`, `"closed"` (the connection was
            closed too early), `"protocol"` (the response is not valid HTTP, or cannot be decoded),
            `"interrupted"` (stopped on this side).
        sent: False if no part of the request was sent.
    """

    cause: Cause
    sent: bool

    def __init__(
        self, text: str, *, cause: Cause = "closed", sent: bool = True, **call: Unpack[_Call]
    ) -> None:
        self.cause = cause
        self.sent = sent
        super().__init__(text, **call)


class ConnectError(TransportError):
    """Could not connect, so the provider did not receive the request."""


class TimeoutError(TransportError):
    """The time limit of an attempt ended before the response was complete."""


class ConnectTimeoutError(ConnectError, TimeoutError):
    """The time limit ended before anything was sent."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What the provider said, kept out of every repr and pickle."""

    body: bytes = b""
    status: str | None = None
    message: str | None = None
    errors: tuple[object, ...] = ()

    def __repr__(self) -> str:
        return "Answer(***)"

    def __reduce__(self) -> tuple[type[Answer], tuple[()]]:
        return Answer, ()


class ApiError(CallError):
    """The provider answered with an error status.

    Attributes:
        status_code: The HTTP status, an int from 100 to 999.
        retry_after: Seconds to wait, if the provider says so, or None.
    """

    hint: ClassVar[str] = "unexpected status; see .message and .body for what the provider says"

    def __init__(
        self,
        status_code: int,
        *,
        answer: Answer,
        hint: str | None = None,
        retry_after: float | None = None,
        **call: Unpack[_Call],
    ) -> None:
        self.status_code = status_code
        self.retry_after = retry_after
        self._answer = answer
        refused = _refused_fields(answer.errors)
        phrase = _PHRASES.get(status_code, "(no standard status)")
        super().__init__(
            f"{status_code} {phrase}: {hint or self.hint}"
            + (f"; refused: {refused}" if refused else ""),
            **call,
        )

    @property
    def status(self) -> str | None:
        """The provider's status phrase (KASKO) or error class (InsureHero), or None."""
        return self._answer.status

    @property
    def message(self) -> str | None:
        """The provider's explanation, or None. It may contain personal data."""
        return self._answer.message

    @property
    def errors(self) -> tuple[object, ...]:
        """The request fields that the provider refused (KASKO), if any."""
        return self._answer.errors

    @property
    def body(self) -> bytes:
        """The response body as received. It may contain personal data."""
        return self._answer.body


class BadRequestError(ApiError):
    """400: a parameter is missing or invalid."""

    hint = "a parameter is missing or invalid; see .message and .errors"


class AuthenticationError(ApiError):
    """401: the key (or the access token made from it) is not valid."""

    hint = "the API key was not accepted; check that it is complete and belongs to this base URL"


class PaymentRequiredError(ApiError):
    """402: the account has an open payment (InsureHero). Never retried."""

    hint = "the account has an open payment; settle it with the provider, a retry will not help"


class PermissionDeniedError(ApiError):
    """403: the key is valid but may not do this."""

    hint = "this key may not do that; use a key with the permission, or ask the provider"


class NotFoundError(ApiError):
    """404: it does not exist, or this key may not see it."""

    hint = "there is no such record, or this key may not see it; check the id"


class MethodNotAllowedError(ApiError):
    """405: the provider does not offer this method here."""

    hint = "the provider does not offer this method here; check the base URL"


class ConflictError(ApiError):
    """409: the request conflicts with another one."""

    hint = "the request conflicts with another one; read the current state, then decide"


class UnprocessableError(ApiError):
    """422: well-formed, but refused by a business rule."""

    hint = "a business rule refused the request; see .message and .errors"


class KnockOutError(UnprocessableError):
    """422 of a KASKO quote: the risk is knocked out, so there is no price."""

    hint = "no price can be given for this risk (knock-out); see .message and .errors"


class RateLimitError(ApiError):
    """429: too many requests; `retry_after` has the seconds to wait, if the provider says so."""

    hint = "too many requests; wait .retry_after seconds (if given) and call less often"


class ServerError(ApiError):
    """5xx: the provider failed."""

    hint = (
        "the provider failed; try again later, and contact its support with the request id if "
        "this continues"
    )


_FIELD = re.compile(r"(?![sp]k_)[A-Za-z_][\w.\[\]-]{0,39}", re.ASCII)
_MOST_FIELDS = 5
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


def _refused_fields(errors: tuple[object, ...]) -> str:
    """The names of refused fields and codes; free text is left out, as it may quote a person."""
    fields: list[str] = []
    for error in errors:
        names = [
            name
            for name in (getattr(error, "path", None), getattr(error, "field", None))
            if isinstance(name, str) and _FIELD.fullmatch(name)
        ]
        code = getattr(error, "code", None)
        known = isinstance(code, str) and _FIELD.fullmatch(code)
        if names:
            fields.append(".".join(names) + (f" ({code})" if known else ""))
        elif known:
            fields.append(f"({code})")
    shown = fields[:_MOST_FIELDS]
    more = [f"and {len(fields) - _MOST_FIELDS} more"] if len(fields) > _MOST_FIELDS else []
    return ", ".join(shown + more)


def _restore(
    cls: type[BrollyError], args: tuple[object, ...], state: dict[str, object]
) -> BrollyError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
