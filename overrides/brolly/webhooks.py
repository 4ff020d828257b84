"""Webhooks of both providers: who sent it, what it says, and whether it came before.

KASKO signs its deliveries; InsureHero does not, so its deliveries are hints that say what to read
again. `docs/webhooks.md` has receivers for Starlette, FastAPI and WSGI.
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

A mapping's value may be a list of texts, as `parse_qs` and AWS give them.
"""

Body = bytes | bytearray | memoryview
"""A request's body as it came."""

Table = Literal["claims", "risk_items", "claims_events", "orders"]
Action = Literal["inserted", "updated"]

_SIGNATURE = re.compile(r"sha1=[0-9a-f]{40}")
# No comma: servers join a header that came twice with one.
_VISIBLE = re.compile(r"[!-+\--~]{1,200}")
_MESSAGE = re.compile(r"A (claims|risk_items|claims_events|orders) was (updated|inserted)\.")


@dataclass(frozen=True, slots=True)
class KaskoDelivery:
    """One delivery of KASKO whose body is proven to be KASKO's.

    Attributes:
        event: `policy.created` or `policy.updated`; there may be others.
        delivery_id: Identifier of the delivery, for `Replays`. The signature covers the body
            alone, neither this nor the event.
        policy: The policy as the webhook shows it: without status, currency and time of the last
            change, so read it with `get_policy(policy.id)` where these matter.
    """

    event: str
    delivery_id: str
    policy: WebhookPolicy


class KaskoWebhooks:
    """Takes KASKO's deliveries that are signed with one of your secrets.

    Args:
        secrets: The webhook's secret; two while one takes the place of the other.

    Raises:
        ConfigurationError: There is no secret, or one is empty, not text, or holds a space, a line
            break or another character that no secret has.
    """

    def __init__(self, *secrets: str) -> None:
        fault = _fault_of(secrets)
        self._secrets = [] if fault else [Secret(secret) for secret in secrets]
        # Tracebacks can show locals.
        del secrets
        if fault:
            raise ConfigurationError(fault)

    def verify(self, body: Body, headers: Headers) -> KaskoDelivery:
        """Check a delivery's signature and read it.

        Args:
            body: The request's body as it came, not decoded and not parsed.
            headers: The request's headers.

        Raises:
            WebhookSignatureError: A header is missing, doubled or malformed, or the body is not
                what was signed with any of the secrets.
            WebhookError: The body is signed but does not have the documented shape.
            ConfigurationError: `body` is not bytes, or `headers` are not headers.
        """
        try:
            return self._verified(_content(body), _headers(headers))
        except (WebhookError, ConfigurationError) as error:
            refused = error.with_traceback(None)
        # Tracebacks can show locals.
        del body, headers
        raise refused

    def _verified(self, content: bytes, headers: dict[str, list[str]]) -> KaskoDelivery:
        signature = _single(headers, "x-kasko-signature", _SIGNATURE)
        delivery_id = _single(headers, "x-kasko-delivery", _VISIBLE)
        event = _single(headers, "x-kasko-event", _VISIBLE)
        # Each secret is tried, so that the time tells nothing about which one it was.
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
    """What InsureHero says has changed. It is not signed: anyone who knows the URL may send it.

    Attributes:
        table: What changed, or None for a table that the documents do not name.
        action: `inserted` or `updated`, or None where neither can be read.
        id: Identifier to read with. Of the risk item for `orders`; for `claims_events` the
            documents do not say, so it is tried as the claim's.
        message: The sentence that names table and action.
    """

    table: Table | None
    action: Action | None
    id: str
    message: str = field(repr=False)

    @property
    def operation(self) -> str | None:
        """The read that should follow, or None for an unknown table: then read all lists again."""
        return _READS[self.table] if self.table else None

    def fetch(self, shield: InsureHero | AsyncInsureHero) -> Any:
        """Read what changed, by the authorized API; to be awaited with `AsyncInsureHero`.

        Raises:
            WebhookError: The table is unknown, so nothing says what to read.
            NotFoundError: There is nothing of this id, or no longer.
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
        WebhookError: The body is not such a delivery.
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
    """What this process is at work on; a child knows nothing of its parent's."""

    def __init__(self) -> None:
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        self.lock = threading.Lock()
        self.ids: set[str] = set()


class Replays:
    """Remembers which deliveries were handled; threads and tasks may share it.

    It knows this process only: where several receive, keep the ids in a column of your database
    that is unique, in the transaction that stores the policy.

    Args:
        most: How many ids to remember; the oldest is forgotten first.

    Raises:
        ConfigurationError: `most` is not an integer of at least 1.
    """

    def __init__(self, most: int = 100_000) -> None:
        self._most = check_number(most, "most", 1)
        self._handled: OrderedDict[str, None] = OrderedDict()
        self._work = _Work()

    @contextmanager
    def once(self, delivery_id: str) -> Generator[bool]:
        """True in the `with` block if the delivery is new; it is remembered if the block succeeds.

            with replays.once(delivery.delivery_id) as new:
                if new:
                    store(delivery.policy)

        Raises:
            WebhookBusyError: Another thread or task handles it right now. It may yet fail, so
                that the delivery must not be acknowledged.
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
    """What is wrong with secrets, without showing them."""
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
    """Values by name in lower case; `HTTP_X_KASKO_EVENT` of a WSGI environ counts too."""
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
    # Raised outside the handler: its frames hold the headers.
    raise ConfigurationError(
        "headers must be a mapping, pairs of names and values, or a WSGI environ, with str or "
        f"bytes; not {type(headers).__name__}"
    )


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1").strip(" \t")
    if not isinstance(value, str):
        raise TypeError
    # Some servers leave the blanks that may stand around a value.
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
    # Raised outside the handler: msgspec's own text may quote the body.
    raise WebhookError(
        f"the delivery does not match the documented schema at {path}: {reason}; answer 400"
    )
