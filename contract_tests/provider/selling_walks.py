"""Sellers that follow the documents to the letter, from a quote to a cancelled policy.

As those of `walks`, they know a provider by HTTP alone, share no code with brolly, and say by
AssertionError what is wrong. They send the examples of the documents.

Sources: fact sheet KASKO, sections 2 (public keys), 4.4 to 4.17 and 4.20, 6 (deliveries).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

Record = dict[str, Any]

_V2 = {"Accept": "application/vnd.kasko.v2+json"}
_V3 = {"Accept": "application/vnd.kasko.v3+json"}
_PRODUCT = {
    "item_id": "ins_00000000000000000000000000ab",
    "subscription_plan_id": "pp_00000000000000000000000000abc",
    "integration_id": "in_00000000000000000000000000abc",
}
_VARIANT = "0aBcDeFgHiJkLmNoPqRsTuVwXyZ01234"
_HOLDER = {
    "first_name": "Sample",
    "last_name": "Holder",
    "email": "holder@example.com",
    "language": "en",
    "metadata": {"booking_reference": "B-1"},
}
_SOLD = {
    "touchpoint_id": "tp_00000000000000000000000000abc",
    "item_id": "item_000000000000000000000000abc",
    "subscription_plan_id": "sp_00000000000000000000000000abc",
}
_NAMED = {"first_name": "Ann-Kathrin Zoë", "last_name": "Holder", "email": "a+b@example.com"}
_DATASET = "/datasets/dat_0000000000000000000000000001"
_RECEIPT = "/services/baloise_receipt_upload"
_REFUSED = range(400, 500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Somebody who sells, with a TEST key in the client's Authorization header."""

    client: httpx.Client
    advance: Callable[[float], object]
    """Lets seconds pass for the provider."""

    # Steps

    def quote(self, **data: Any) -> httpx.Response:
        """Ask for a price by v3."""
        return self.client.post("/quotes", headers=_V3, json={**_PRODUCT, "data": data})

    def offer(self, **data: Any) -> Record:
        """A new offer."""
        token = _done(self.quote(**data), "a quote")["token"]
        body = {"quote_token": token, **_HOLDER}
        offer: Record = _done(self.client.post("/policies", headers=_V2, json=body), "an offer")
        return offer

    def pay(self, offer: Record) -> httpx.Response:
        """Pay an offer."""
        body = {"token": offer.get("payment_token", "-"), "policy_id": offer["id"]}
        return self.client.post("/payments", json=body)

    def policy(self) -> str:
        """The id of a policy that was just sold."""
        offer = self.offer()
        _done(self.pay(offer), "a payment")
        self.advance(60)
        policy_id: str = offer["id"]
        self.read(policy_id)
        return policy_id

    def read(self, policy_id: str) -> httpx.Response:
        """A policy by v2."""
        answer = self.client.get(f"/policies/{policy_id}", headers=_V2)
        _done(answer, "a policy")
        return answer

    def listed(self, policy_id: str, since: int = 0) -> Record | None:
        """A policy as a poll finds it."""
        body = self.client.get("/policies", params={"since": since, "limit": 10_000}).json()
        items: list[Record] = body["_embedded"]["item"]
        return next((one for one in items if one["id"] == policy_id), None)

    def change(self, method: str, policy_id: str, body: Record, **headers: str) -> httpx.Response:
        """Change a policy."""
        names = {"if_match": "If-Match", "if_unmodified_since": "If-Unmodified-Since"}
        sent = {names[name]: value for name, value in headers.items()}
        return self.client.request(method, f"/policies/{policy_id}", headers=_V2 | sent, json=body)

    # Walks

    def prices(self) -> None:
        """A knock-out is 422, pricing in the making 409; each generation has its own tokens."""
        knocked = self.quote(insured_sum=2_000_000_000)
        assert knocked.status_code == 422, f"a knock-out answers {knocked.status_code}"
        making = {**_PRODUCT, "integration_id": "in_000000000000000000000building", "data": {}}
        status = self.client.post("/quotes", headers=_V3, json=making).status_code
        assert status == 409, f"pricing that is still being built answers {status}"
        first = self.client.get("/quotes", params={"variant_id": _VARIANT, "data": "{}"})
        signature = _done(first, "a v1 quote")["signature"]
        token = _done(self.quote(), "a v3 quote")["token"]
        for accept, given, right in (
            ({}, signature, True),
            ({}, token, False),
            (_V2, signature, False),
            (_V2, token, True),
        ):
            headers = accept or {"Accept": "application/json"}
            body = {"quote_token": given, **_HOLDER}
            answer = self.client.post("/policies", headers=headers, json=body)
            assert answer.is_success is right, f"an offer by another token: {answer.status_code}"

    def forms(self) -> None:
        """A URL-encoded form sells like JSON, in both versions; what it says is kept as it is."""
        data = json.dumps({"insured_sum": 10_000_000, "street": "Große & lange Straße"})
        v1 = {"variant_id": _VARIANT, "data": data}
        quote = _done(self.client.post("/quotes", data=v1), "a v1 quote by a form")
        asked = _done(self.client.get("/quotes", params=v1), "a v1 quote")
        assert quote == asked, "a form has another price than the query"
        product = {**_SOLD, "data": data}
        second = _done(self.client.post("/quotes", headers=_V2, data=product), "a v2 quote")
        holder = {**_NAMED, "data": '{"note": "100 % a+b"}'}
        for headers, token in (({}, quote["signature"]), (_V2, second["token"])):
            body = {"quote_token": token, **holder}
            offer = _done(self.client.post("/policies", headers=headers, data=body), "an offer")
            shown = _done(self.client.get(f"/offers/{offer['id']}", headers=_V2), "an offer")
            assert shown["first_name"] == _NAMED["first_name"], "a form alters a name"
            assert shown["data"] == {"note": "100 % a+b"}, "a form alters data"
            paid = {"token": offer["payment_token"], "policy_id": offer["id"]}
            _done(self.client.post("/payments", data=paid), "a payment by a form")
            self.advance(60)
            self.read(offer["id"])

    def purchase(self, live_offer: str) -> None:
        """A paid offer becomes one policy, after a while, in all of its places, and only once.

        `live_offer` is an offer that the TEST key must not see.
        """
        hidden = self.client.get(f"/offers/{live_offer}", headers=_V2).status_code
        assert hidden == 404, f"a LIVE offer answers {hidden} to a TEST key"
        offer = self.offer()
        policy_id = offer["id"]
        shown = _done(self.client.get(f"/offers/{policy_id}", headers=_V2), "an offer")
        assert shown["payment_token"] == offer["payment_token"], "an offer has two payment tokens"
        self._is_no_policy(policy_id, "before it is paid")
        payment = _done(self.pay(offer), "a payment")
        again = _done(self.client.get(f"/payments/{payment['id']}"), "a payment by its id")
        assert again["policy_id"] == policy_id, "a payment is for another policy"
        status = self.pay(offer).status_code
        assert status in _REFUSED, f"an offer that is paid can be paid again: {status}"
        self.advance(60)
        policy, listed = self.read(policy_id).json(), self.listed(policy_id)
        assert listed is not None, "a new policy is not in the list"
        single = _done(self.client.get(f"/policies/{policy_id}"), "a policy in its listed shape")
        assert single == listed, "list and single read disagree"
        shared = ("first_name", "last_name", "email", "currency", "status", "insurer_policy_id")
        assert [policy[name] for name in shared] == [listed[name] for name in shared]
        assert listed["amount"] == policy["quote"]["gross_payment_amount"], "two prices"
        day = policy["policy_created_date"][:10]
        assert policy_id in self._bought(day), "a policy is not with those bought on its day"
        assert policy_id not in self._bought("2016-01-01"), "a policy was bought on another day"

    def underwriting(self, approve: Callable[[str], object]) -> None:
        """An offer that has to be approved can be paid afterwards, and not before."""
        offer = self.offer(underwriting="manual")
        assert "payment_token" not in offer, "an offer has a payment token before it is approved"
        assert self.pay(offer).status_code in _REFUSED, "an offer is paid before it is approved"
        approve(offer["id"])
        approved = _done(self.client.get(f"/offers/{offer['id']}", headers=_V2), "an offer")
        assert self.pay(approved).is_success, "an approved offer cannot be paid"

    def changes(self) -> None:
        """Each change is kept, moves the policy in the list, and is meant for one version."""
        policy_id = self.policy()
        first = self.read(policy_id)
        seen = self._moved(policy_id, None)
        update = {"email": "moved@example.com", "data": {"phone": "+441632960001"}}
        etag = first.headers["etag"]
        _ok(self.change("PATCH", policy_id, update, if_match=etag), "an update")
        seen = self._moved(policy_id, seen)
        second = self.read(policy_id)
        assert second.json()["email"] == "moved@example.com", "an update is not kept"
        assert second.json()["data"]["phone"] == "+441632960001", "an update of data is not kept"
        assert (self.listed(policy_id) or {})["email"] == "moved@example.com", "nor in the list"
        assert second.headers["etag"] != etag, "another version has the same ETag"
        self._stale(policy_id, if_match=etag)
        self._stale(policy_id, if_unmodified_since=first.headers["last-modified"])
        cancellation = {"status": "cancelled", "cancellation_reason": "Sold the bicycle"}
        current = second.headers["etag"]
        _ok(self.change("PUT", policy_id, cancellation, if_match=current), "a cancellation")
        seen = self._moved(policy_id, seen)
        cancelled = self.read(policy_id).json()
        assert cancelled["status"] == (self.listed(policy_id) or {})["status"] == "cancelled"
        assert cancelled["cancellation_reason"] == "Sold the bicycle", "a reason is not kept"
        status = self.change("PATCH", policy_id, {"email": "late@example.com"}).status_code
        assert status in _REFUSED, f"a cancelled policy can be changed: {status}"
        address = f"/policies/{policy_id}/reactivate"
        _ok(self.client.post(address, headers=_V2), "a reactivation")
        self._moved(policy_id, seen)
        assert self.read(policy_id).json()["status"] == "paid", "a reactivation is not kept"
        _ok(self.change("PATCH", policy_id, {"email": "last@example.com"}), "a later update")

    def keys(self, public_key: str) -> None:
        """A public key sells, wherever it stands, and does nothing else."""
        quote = {**_PRODUCT, "data": {}}
        self.client.auth = _no_credential
        sell = self.client.post
        locked = self.client.get("/datasets/dat_0000000000000000000000000002").status_code
        assert locked == 401, f"a locked table answers {locked} without a key"
        _done(sell("/quotes", params={"key": public_key}, headers=_V3, json=quote), "key in query")
        body = quote | {"key": public_key}
        token = _done(sell("/quotes", headers=_V3, json=body), "key in body")["token"]
        header = {"Authorization": f"Bearer {public_key}"}
        offered = {"quote_token": token, **_HOLDER}
        offer = _done(sell("/policies", headers=_V2 | header, json=offered), "key in header")
        payment = {"token": offer["payment_token"], "policy_id": offer["id"], "key": public_key}
        _done(sell("/payments", json=payment), "a payment by a public key")
        self.advance(60)
        for method, address in (
            ("GET", f"/policies/{offer['id']}"),
            ("GET", f"/offers/{offer['id']}"),
            ("GET", "/policies"),
            ("POST", "/media"),
        ):
            media = {"designation": "d", "name": "n", "mime_type": "text/plain", "file_size": 1}
            answer = self.client.request(
                method, address, headers=_V2 | header, json=media if method == "POST" else None
            )
            assert answer.status_code in {403, 404}, f"a public key may {method} {address}"

    def leads(self) -> None:
        """A lead is pending, then ready with its documents."""
        body = {"email": "holder@example.com", "quote_token": _done(self.quote(), "-")["token"]}
        lead = _done(self.client.post("/leads", json=body), "a lead")
        assert lead["status"] == "pending", "a new lead is not pending"
        self.advance(60)
        later = _done(self.client.get(f"/leads/{lead['id']}"), "a lead")
        assert later["status"] == "ready", "the documents of a lead are never made"
        assert later["assets"], "a lead that is ready has no document"
        price = (lead["quote"] or {}).get("signature")
        assert price == body["quote_token"], "a lead has lost its price"

    def files(self) -> None:
        """A file is announced, uploaded and attached; a receipt is small and of four types."""
        body = {"designation": "receipt", "name": "a", "mime_type": "text/plain", "file_size": 3}
        content = {"file": ("a.txt", b"abc", "text/plain")}
        for place in ("/v2/media", "/media"):
            media = _done(self.client.post(place, json=body), "a file")
            _ok(self.client.post(f"{place}/{media['id']}/content", files=content), "an upload")
        # Schemathesis takes text that holds a number for a number, in JSON as in a URL.
        status = self.client.post("/media", json={**body, "file_size": "3"}).status_code
        assert status in _REFUSED, f"a number that is text answers {status}"
        policy_id = self.policy()
        address = f"/policies/{policy_id}/media"
        _ok(self.client.post(address, headers=_V2, json={"id": media["id"]}), "an attachment")
        attached = [one["id"] for one in self.read(policy_id).json()["media"]]
        assert attached == [media["id"]], "an attached file is not with its policy"
        for size, kind, right in (
            (4_999_999, "application/pdf", True),
            (5_000_000, "application/pdf", False),
            (10, "image/png", True),
            (10, "text/plain", False),
        ):
            receipt = {"receipt": ("receipt", b"0" * size, kind)}
            answer = self.client.post(_RECEIPT, files=receipt)
            assert answer.is_success is right, f"{size} bytes of {kind}: {answer.status_code}"

    def tables(self, rows: Sequence[str]) -> None:
        """The pages of a table hold each row once, both ways, in any size, and as was asked.

        `rows` are the ids of all rows in their order.
        """
        for limit in (1 if len(rows) < 50 else 7, 20, 100):
            there = [
                row["id"] for page in self._pages("dataset_items", "next", limit) for row in page
            ]
            assert there == list(rows), f"pages of {limit} lose or repeat rows"
        pages = self._pages("dataset_items", "prev", 20, ending_before=rows[-1])
        back = [row["id"] for page in pages for row in reversed(page)]
        assert back == list(reversed(rows[:-1])), "pages backwards lose or repeat rows"
        colours = [
            combination["colour"]
            for page in self._pages("items_distinct_values", "next", 2, fields='["colour"]')
            for combination in page
        ]
        assert len(colours) == len(set(colours)) > 2, "distinct values are lost or repeated"
        item = _done(self.client.get(f"/dataset_items/{rows[4]}?language=en"), "a row")
        five = next(self._pages("dataset_items", "next", 5, fields='["price"]'))
        assert item["data"]["price"] == five[4]["value"]["price"], "a row reads in two ways"
        condition = '[{"field": "price", "search": "4000", "operator": ">="}]'
        order = '[{"field": "price", "dir": "desc"}]'
        found = self._prices(query=condition, sort=order)
        every = sorted(self._prices(), reverse=True)
        assert sorted(found, reverse=True) == [price for price in every if price >= 4000]
        assert found == sorted(found, reverse=True), "rows are not in the order that was asked"

    def _prices(self, **more: str) -> list[int]:
        pages = self._pages("dataset_items", "next", 50, fields='["price"]', **more)
        return [row["value"]["price"] for page in pages for row in page]

    def _pages(self, kind: str, relation: str, limit: int, **more: str) -> Iterator[Any]:
        """The pages of a table by the links of one relation."""
        query = {"language": "en", "fields": '["name"]', "limit": str(limit)} | more
        address = f"{_DATASET}/{kind}?{httpx.QueryParams(query)}"
        for _ in range(1000):
            answer = self.client.get(address)
            page = _done(answer, "a page")
            assert len(page) <= limit, f"a page of {len(page)} rows, asked for were {limit}"
            yield page
            link = re.search(rf'<([^>]*)>; rel="{relation}"', answer.headers.get("link", ""))
            if link is None:
                return
            parts = urlsplit(link[1])
            address = f"{parts.path}?{parts.query}"
        raise AssertionError("the pages do not end")

    def _bought(self, day: str) -> str:
        """What is said of the policies bought on a day; its form is not documented."""
        bounds = {"start_date": f"{day} 00:00:00", "end_date": f"{day} 23:59:59"}
        answer = self.client.get("/indexed_policies", headers=_V2, params=bounds)
        _ok(answer, "a time of purchase")
        return answer.text

    def _is_no_policy(self, policy_id: str, when: str) -> None:
        for headers in ({}, _V2):
            status = self.client.get(f"/policies/{policy_id}", headers=headers).status_code
            assert status == 404, f"an offer is a policy {when}: {status}"
        assert self.listed(policy_id) is None, f"an offer is in the list {when}"

    def _moved(self, policy_id: str, before: str | None) -> str:
        """The time of a policy's last change, later than that of the one before."""
        policy = self.listed(policy_id) or {}
        now: str = policy["updated_at"]
        assert now != before, "a change does not move `updated_at`"
        self.advance(10)
        return now

    def _stale(self, policy_id: str, **headers: str) -> None:
        """A change that is meant for an old version is refused and does nothing."""
        email = self.read(policy_id).json()["email"]
        answer = self.change("PATCH", policy_id, {"email": "stale@example.com"}, **headers)
        assert answer.status_code in _REFUSED, f"{[*headers]} of an old version is ignored"
        assert self.read(policy_id).json()["email"] == email, "a refused change was made"


def signed_deliveries(
    sent: Sequence[tuple[Mapping[str, str], bytes]], secret: str, policy_id: str
) -> None:
    """Deliveries tell of one policy's purchase and its change, signed over their very bytes."""
    for headers, body in sent:
        digest = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        signature = headers["X-KASKO-Signature"]
        assert signature == f"sha1={digest}", "a delivery is not signed over its body"
        assert json.loads(body)["id"] == policy_id, "a delivery tells of another policy"
    events = [headers["X-KASKO-Event"] for headers, _ in sent]
    assert events == ["policy.created", "policy.updated"], f"deliveries of {events}"
    assert len({headers["X-KASKO-Delivery"] for headers, _ in sent}) == 2, "one id, two deliveries"


def _no_credential(request: httpx.Request) -> httpx.Request:
    """What httpx takes for a call without a key."""
    return request


def _ok(answer: httpx.Response, what: str) -> None:
    assert answer.is_success, f"{what} answers {answer.status_code}"


def _done(answer: httpx.Response, what: str) -> Any:
    _ok(answer, what)
    return answer.json()
