"""Deliveries to receivers on this machine, in the form that both providers document.

Sources: the fact sheets' webhook sections (kasko.md 6, insurehero.md 8). KASKO signs the body;
InsureHero says only which table has changed. What a provider does after a failed delivery is not
documented: the mock notes it and sends nothing again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .document import Document
from .store import Kind, Store

_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")
Details: TypeAlias = Callable[[str], Document | None]
"""Gives what KASKO holds of a policy beyond its listed form, by its id."""

_TABLES = {"claim_events": "claims_events"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery and its result: `status` is None without a response."""

    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    status: int | None = None


class Webhooks:
    """Sends a delivery for each change of the store, from a separate thread.

    KASKO's go to `/kasko` below the base URL, InsureHero's to `/insurehero`.

    Raises:
        ValueError: The URL is not on this machine.
    """

    def __init__(self, url: str, secret: str, details: Details | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not _LOOPBACK.fullmatch(parts.hostname or ""):
            raise ValueError("webhooks go to http:// on this machine only, such as 127.0.0.1")
        self._url = url.rstrip("/")
        self._details = details or _no_details
        self._secret = secret.encode()
        self._waiting: queue.Queue[Sent | None] = queue.Queue()
        self.sent: list[Sent] = []
        """What was sent so far, oldest first."""
        self.alter: Callable[[Sent], Sent | None] = lambda delivery: delivery
        """May change a delivery on its way, or drop it by giving None."""
        self._thread = threading.Thread(target=self._send_all, daemon=True)
        self._thread.start()

    def changed(self, kind: str, action: str, document: Document, parent: str | None) -> None:
        """Tell of a change: `kind` is `policies` or a kind of InsureHero records."""
        if kind == "policies":
            event = "policy.created" if action == "inserted" else "policy.updated"
            self.kasko(event, document)
        else:
            # Of an order the risk item is named, and an event is told by its claim.
            self.insurehero(_TABLES.get(kind, kind), action, parent or document["id"])

    def kasko(self, event: str, policy: Document, *, delivery_id: str | None = None) -> None:
        """Send a policy, signed."""
        body = json.dumps(webhook_policy(policy, self._details(policy["id"]) or {})).encode()
        headers = {
            "X-KASKO-Event": event,
            "X-KASKO-Delivery": delivery_id or uuid4().hex,
            "X-KASKO-Signature": signature(self._secret, body),
        }
        self._put("/kasko", headers, body)

    def insurehero(self, table: str, action: str, record_id: str) -> None:
        """Send the hint that a record has changed."""
        message = f"A {table} was {action}."
        kind = "INSERT" if action == "inserted" else "UPDATE"
        self._put(
            "/insurehero",
            {},
            json.dumps({"type": kind, "id": record_id, "message": message}).encode(),
        )

    def flush(self) -> None:
        """Wait until all queued deliveries have been sent."""
        self._waiting.join()

    def close(self) -> None:
        """Send the remaining deliveries and stop."""
        self._waiting.put(None)
        self._thread.join()

    def _put(self, path: str, headers: dict[str, str], body: bytes) -> None:
        headers["Content-Type"] = "application/json"
        delivery = self.alter(Sent(self._url + path, headers, body))
        if delivery is not None:
            self._waiting.put(delivery)

    def _send_all(self) -> None:
        # No proxy or redirect may send a delivery to another machine.
        with httpx2.Client(trust_env=False, timeout=10) as client:
            while (delivery := self._waiting.get()) is not None:
                try:
                    answer = client.post(
                        delivery.url, headers=delivery.headers, content=delivery.body
                    )
                    status = answer.status_code
                except httpx2.TransportError:
                    status = None
                self.sent.append(Sent(delivery.url, delivery.headers, delivery.body, status))
                self._waiting.task_done()


def _no_details(_: str) -> Document | None:
    """For policies of which nothing else is held."""


def triggers(store: Store) -> Route:
    """`POST /webhooks/{change}` changes a record, so that its delivery goes out."""
    changes: dict[str, Callable[[], str]] = {
        "policy.created": lambda: store.insert()["id"],
        "policy.updated": lambda: store.update(store.policies()[-1]["id"])["id"],
        "risk_items": lambda: _touched(store, "risk_items"),
        "claims": lambda: _touched(store, "claims"),
        "orders": lambda: _touched(store, "orders", "risk_items"),
        "claims_events": lambda: _touched(store, "claim_events", "claims"),
    }

    async def trigger(request: Request) -> Response:
        change = changes.get(request.path_params["change"])
        if change is None:
            return JSONResponse({"error": f"one of {', '.join(changes)}"}, 404)
        try:
            return JSONResponse({"id": await to_thread.run_sync(change)}, 202)
        except LookupError:
            return JSONResponse({"error": "there is no such record"}, 409)

    return Route("/webhooks/{change}", trigger, methods=["POST"])


def _touched(store: Store, kind: Kind, parents: Kind | None = None) -> str:
    """Tell of a record as if it had been written anew; returns the id that the delivery names."""
    for document in store.records(parents or kind, offset=0, limit=-1):
        name: str = document["id"]
        if parents is None or store.children(kind, name):
            store.on_change(kind, "updated", document, name)
            return name
    raise LookupError(kind)


def signature(secret: bytes, body: bytes) -> str:
    """HMAC-SHA1 of the raw body, as the header holds it."""
    return "sha1=" + hmac.new(secret, body, hashlib.sha1).hexdigest()


def webhook_policy(policy: Document, details: Document) -> Document:
    """A policy of the list in the shape of a delivery; `details` are what v2 alone shows."""

    def moment(name: str) -> str | None:
        text = policy.get(name)
        return None if text is None else re.sub(r"\+0000$|Z$", "+00:00", text)

    premium = policy.get("gross_premium")
    assets: list[dict[str, Any]] = policy.get("assets") or []
    return {
        "id": policy["id"],
        "livemode": policy.get("livemode"),
        "policy_id": policy.get("insurer_policy_id"),
        "product_id": details.get("item_id", "item_000000000000000000000000000"),
        "first_name": policy.get("first_name"),
        "last_name": policy.get("last_name"),
        "email": policy.get("email"),
        "policy_created_date": moment("created_at"),
        "start_date": moment("start_date"),
        "end_date": moment("end_date"),
        "gross_premium": premium,
        "premium_tax": None if premium is None else premium // 11,
        "metadata": details.get("metadata") or {},
        "assets": [
            {
                "designation": "policy_document",
                "name": asset.get("name"),
                "extension": "pdf",
                "href": asset.get("url"),
            }
            for asset in assets
        ],
        "_links": {"self": {"href": f"https://api.kasko.io/policies/{policy['id']}"}},
    }
