"""Webhooks of both providers: checks the signature, reads the delivery, detects duplicates.

KASKO signs its deliveries. InsureHero does not, so its deliveries only tell what to read again. The
page about webhooks in the documentation has receivers for Starlette, FastAPI and WSGI.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import threading
from collections import OrderedDict
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import msgspec

from brolly_runtime import decode
from insurehero_api.models.table_change import TableChange
from kasko_api.models.webhook_policy import WebhookPolicy

from ._core.answers import mismatch
from ._core.arguments import check_number, check_text
from ._core.auth import Secret
from ._core.lenient import as_utf8
from ._core.reading import read_mended
from ._http.fork import renew_after_fork
from .errors import ConfigurationError, WebhookBusyError, WebhookError, WebhookSignatureError

if TYPE_CHECKING:
    from .insurehero import AsyncInsureHero, InsureHero

T = TypeVar("T")

Headers = Mapping[str, Any] | Iterable[tuple[str | bytes, str | bytes]]
"""The headers of a request: a mapping of any framework, a list of pairs, or a WSGI environ.

The value of a mapping may be a list of texts, as `parse_qs` and AWS return them.
"""

Body = bytes | bytearray | memoryview
"""The body of a request, as received."""

Table = Literal["claims", "risk_items", "claims_events", "orders"]
Action = Literal["inserted", "updated"]

_SIGNATURE = re.compile(r"sha1=[0-9a-f]{40}")
# No comma, because servers join repeated headers with one.
_VISIBLE = re.compile(r"[!-+\--~]{1,200}")
_MESSAGE = re.compile(r"A (claims|risk_items|claims_events|orders) was (updated|inserted)\.")


@dataclass(frozen=True, slots=True)
class KaskoDelivery:
    """A delivery with a valid signature of KASKO.

    Attributes:
        event: `policy.created`, `policy.updated` or another event.
        delivery_id: Id of the delivery, for `Replays`. The signature covers the body only, not
            this id and not the event.
        policy: The policy. A webhook leaves out its status, currency and time of the last
            change; if you need these, read it with `get_policy(policy.id)`.
    """

    event: str
    delivery_id: str
    policy: WebhookPolicy


class KaskoWebhooks:
    """Accepts deliveries of KASKO that are signed with one of your secrets.

    Args:
        secrets: The secret of the webhook; two while you replace one by another.

    Raises:
        ConfigurationError: There is no secret, or one is empty, not text, or has a space, a line
            break or another character that secrets never have.
    """

    def __init__(self, *secrets: str) -> None:
        fault = _fault_of(secrets)
        self._secrets = [] if fault else [Secret(secret) for secret in secrets]
        # Tracebacks can show local variables.
        del secrets
        if fault:
            raise ConfigurationError(fault)

    def verify(self, body: Body, headers: Headers) -> KaskoDelivery:
        """Check the signature of a delivery and read it.

        Args:
            body: The body of the request, not decoded and not parsed.
            headers: The headers of the request.

        Raises:
            WebhookSignatureError: A header is missing, repeated or malformed, or none of the
                secrets gives this signature.
            WebhookError: The signature is valid, but the body does not have the documented shape.
            ConfigurationError: `body` is not bytes, or `headers` are not headers.
        """
        try:
            return self._verified(_content(body), _headers(headers))
        except (WebhookError, ConfigurationError) as error:
            refused = error.with_traceback(None)
        # Tracebacks can show local variables.
        del body, headers
        raise refused

    def _verified(self, content: bytes, headers: dict[str, list[str]]) -> KaskoDelivery:
        signature = _single(headers, "x-kasko-signature", _SIGNATURE)
        delivery_id = _single(headers, "x-kasko-delivery", _VISIBLE)
        event = _single(headers, "x-kasko-event", _VISIBLE)
        # All secrets are tried, so that the time does not show which one matched.
        matches = [
            hmac.compare_digest(signature, _sign(secret, content)) for secret in self._secrets
        ]
        if not any(matches):
            raise WebhookSignatureError(
                "X-KASKO-Signature does not match the body: the secret belongs to another "
                "webhook, or the body was changed or parsed before; answer 400"
            )
        return KaskoDelivery(event, delivery_id, _read(content, WebhookPolicy))


@dataclass(frozen=True, slots=True)
class ShieldEvent:
    """A change that InsureHero reports. It is not signed: anyone who knows the URL can send it.

    Attributes:
        table: The table that changed, or None for an undocumented one.
        action: `inserted` or `updated`, or None for an unknown one.
        id: The id of the record. For `orders` it is that of the risk item; for `claims_events` the
            documents do not say, so it is taken for that of the claim.
        message: The original text, which names table and action.
    """

    table: Table | None
    action: Action | None
    id: str
    message: str = field(repr=False)

    @property
    def operation(self) -> str | None:
        """The operation that reads the record. None for an unknown table: read all lists again."""
        return _READS[self.table] if self.table else None

    def fetch(self, shield: InsureHero | AsyncInsureHero) -> Any:
        """Read the record from the API. With `AsyncInsureHero`, await the result.

        Raises:
            WebhookError: The table is unknown.
            NotFoundError: There is no record with this id, or it was deleted.
        """
        if self.operation is None:
            raise WebhookError("unknown table; read the lists again, and answer 200")
        return getattr(shield, self.operation)(self.id)


_READS: dict[Table, str] = {
    "risk_items": "get_risk_item",
    "claims": "get_claim",
    "claims_events": "list_claim_events",
    "orders": "list_orders",
}


def read_shield_event(body: Body) -> ShieldEvent:
    """Read a delivery of InsureHero.

    Raises:
        WebhookError: The body is not a delivery of InsureHero.
        ConfigurationError: `body` is not bytes.
    """
    try:
        return _shield_event(_content(body))
    except (WebhookError, ConfigurationError) as error:
        refused = error.with_traceback(None)
    del body
    raise refused


def _shield_event(content: bytes) -> ShieldEvent:
    change = _read(content, TableChange)
    if change.id in {"", ".", ".."}:
        raise WebhookError(
            "the delivery does not match the documented schema: $.id is empty; answer 400"
        )
    named = _MESSAGE.fullmatch(change.message)
    if named:
        table, action = cast("tuple[Table, Action]", named.groups())
        return ShieldEvent(table, action, change.id, change.message)
    kind = change.type.casefold()
    guess: Action | None = (
        "inserted"
        if kind.startswith("insert")
        else "updated"
        if kind.startswith("update")
        else None
    )
    return ShieldEvent(None, guess, change.id, change.message)


class _Work:
    """The deliveries that this process is handling. A forked child starts with none."""

    def __init__(self) -> None:
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        self.lock = threading.Lock()
        self.ids: set[str] = set()


class Replays:
    """Remembers which deliveries were handled. Threads and tasks may share it.

    It works within one process. With several, store the ids in a unique column of your database, in
    the transaction that stores the policy.

    Args:
        most: How many ids to remember. The oldest is forgotten first.

    Raises:
        ConfigurationError: `most` is not an integer of at least 1.
    """

    def __init__(self, most: int = 100_000) -> None:
        self._most = check_number(most, "most", 1)
        self._handled: OrderedDict[str, None] = OrderedDict()
        self._work = _Work()

    @contextmanager
    def once(self, delivery_id: str) -> Generator[bool]:
        """True in the `with` block if the delivery is new. It is remembered if the block succeeds.

            with replays.once(delivery.delivery_id) as new:
                if new:
                    store(delivery.policy)

        Raises:
            WebhookBusyError: Another thread or task is handling it. That may still fail, so do not
                acknowledge the delivery.
            ConfigurationError: `delivery_id` is not a str, or empty.
        """
        check_text(delivery_id, "delivery_id")
        with self._work.lock:
            if delivery_id in self._work.ids:
                raise WebhookBusyError("the delivery is already being handled; answer 503")
            new = delivery_id not in self._handled
            if new:
                self._work.ids.add(delivery_id)
        if not new:
            yield False
            return
        try:
            yield True
        except BaseException:
            with self._work.lock:
                self._work.ids.discard(delivery_id)
            raise
        with self._work.lock:
            self._work.ids.discard(delivery_id)
            self._handled[delivery_id] = None
            if len(self._handled) > self._most:
                self._handled.popitem(last=False)


def _sign(secret: Secret, content: bytes) -> str:
    key = secret.reveal().encode()
    return "sha1=" + hmac.new(key, content, hashlib.sha1).hexdigest()


def _fault_of(secrets: tuple[object, ...]) -> str | None:
    """What is wrong with the secrets, without showing them."""
    if not secrets or not all(secrets):
        return "KaskoWebhooks needs the secret of the webhook (whsec_...) as argument secrets"
    for secret in secrets:
        if not isinstance(secret, str):
            return f"secrets of KaskoWebhooks must be text, not {type(secret).__name__}"
        if not re.fullmatch(r"(?!([\"'`]).*\1$)[!-~]+", secret):
            return (
                "a webhook secret (argument secrets of KaskoWebhooks) contains a space, a line "
                "break or another character that secrets never contain; copy it again, without "
                "quotes"
            )
    return None


def _content(body: object) -> bytes:
    if not isinstance(body, bytes | bytearray | memoryview):
        raise ConfigurationError(
            f"body must be bytes as received, not {type(body).__name__}: parsed or decoded text "
            "may differ from what was signed"
        )
    return bytes(cast("bytes", body))


def _headers(headers: object) -> dict[str, list[str]]:
    """Values by lower-case name, including names such as `HTTP_X_KASKO_EVENT` of WSGI."""
    items = getattr(headers, "items", None)
    found: dict[str, list[str]] = {}
    try:
        for name, value in cast("Any", items() if callable(items) else headers):
            key = _text(name).lower().replace("_", "-").removeprefix("http-")
            if key.startswith("x-kasko-") and value is not None:
                values = cast("list[object]", value if isinstance(value, list | tuple) else [value])
                found.setdefault(key, []).extend(map(_text, values))
    except (TypeError, ValueError):
        pass
    else:
        return found
    # Raised outside the handler, because its frames hold the headers.
    raise ConfigurationError(
        "headers must be a mapping, pairs of names and values, or a WSGI environ, with str or "
        f"bytes; not {type(headers).__name__}"
    )


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1").strip(" \t")
    if not isinstance(value, str):
        raise TypeError
    # Some servers do not remove blanks around a value.
    return value.strip(" \t")


def _single(headers: dict[str, list[str]], name: str, form: re.Pattern[str]) -> str:
    values = headers.get(name, [])
    if len(values) != 1:
        fault = "is missing" if not values else "appears more than once"
    elif not form.fullmatch(values[0]):
        fault = "is malformed"
    else:
        return values[0]
    raise WebhookSignatureError(f"the header {name} {fault}; answer 400")


def _read(content: bytes, kind: type[T]) -> T:
    try:
        return read_mended(partial(decode, kind), as_utf8(content))
    except msgspec.DecodeError as error:
        reason, path = mismatch(error)
    # Raised outside the handler, because msgspec's own text may quote the body.
    raise WebhookError(
        f"the delivery does not match the documented schema at {path}: {reason}; answer 400"
    )
