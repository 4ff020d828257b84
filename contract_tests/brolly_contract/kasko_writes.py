"""Walks that sell, change and cancel policies of KASKO with a TEST key.

They send the examples of the specification unless ids are given, and wait for what a provider does
in the background.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from brolly_contract.exchange import Record, http_date
from brolly_contract.kasko_reads import V2, V3, read
from brolly_contract.traffic import Response, UntestedError, World, kasko_key
from brolly_contract.walks import in_path, kept, member, walk

_HOLDER: Record = {
    "first_name": "Zoë",
    "last_name": "Ñandú-Łuk 日本 🚲",
    "email": "holder@example.com",
    "language": "en",
    "metadata": {"booking_reference": "B-1 €"},
}
_RECEIPT = "/services/baloise_receipt_upload"
_VERSION = [f"components/parameters/{name}" for name in ("IfMatch", "IfUnmodifiedSince")]
_UPDATE, _CANCEL = "update_policy", "cancel_policy"


def _product(world: World) -> Record:
    names = ("item_id", "subscription_plan_id", "integration_id")
    if not {"integration_id"} & {*world.target.ids, *world.examples}:
        body: Record = {name: world.id(name) for name in names} | {"data": {}}
        if world.call("POST", "/quotes", headers=V3, json=body, book=False).ok:
            world.examples.add("integration_id")
    world.needs(*names)
    return {name: world.id(name) for name in names}


def _quote(world: World, *, credential: Record | None = None, **data: Any) -> Response:
    body = {**_product(world), "data": data}
    return world.call("POST", "/quotes", headers=V3, json=body, credential=credential)


def _offer(world: World, *, credential: Record | None = None, **data: Any) -> Record:
    token = _quote(world, credential=credential, **data).text("token")
    body = {"quote_token": token, **_HOLDER}
    return world.call("POST", "/policies", headers=V2, json=body, credential=credential).record()


def _payment(offer: Record) -> Record:
    return {"token": offer.get("payment_token") or "-", "policy_id": member(offer, "id")}


def _pay(world: World, offer: Record) -> Response:
    return world.call("POST", "/payments", json=_payment(offer))


def _sold(world: World) -> str:
    """The id of a policy that was just sold."""
    offer = _offer(world)
    _pay(world, offer).done()
    return _arrived(world, member(offer, "id"))


def _arrived(world: World, name: str) -> str:
    """Wait for the policy of a paid offer, and return its id."""
    world.until(lambda: _shown(world, name).ok, "a paid offer does not become a policy")
    return name


def _shown(world: World, name: str) -> Response:
    return world.get(f"/policies/{in_path(name)}", headers=V2)


def _read(world: World, name: str) -> Response:
    return _shown(world, name).done()


def _in_list(world: World, name: str) -> Record | None:
    """A policy as a poll of the latest changes finds it."""
    changed = http_date(_shown(world, name).headers.get("last-modified", ""))
    since = int(changed) - 1 if changed else 0
    return read(world, 1000, since=since, most=20).policies.get(name)


def _change(world: World, method: str, name: str, body: Record, **headers: str) -> Response:
    return world.call(method, f"/policies/{in_path(name)}", headers=V2 | headers, json=body)


def _moved(world: World, name: str, before: str | None) -> str:
    """The time of a policy's last change, later than that of the one before."""
    policy = _in_list(world, name)
    assert policy is not None, "a changed policy is not in the list"
    now = member(policy, "updated_at")
    assert now != before, "a change does not move `updated_at`"
    world.pass_time(2)
    return now


@walk("kasko", "create_quote", "create_quote", writes=True)
def prices(world: World) -> None:
    """A knock-out returns 422, pricing in the making 409; each generation has its own tokens."""
    product = _product(world)
    _quote(world).done()
    if "item_id" in world.examples:
        _quote(world, insured_sum=2_000_000_000).expect(422, to="a knock-out")
        making = {**product, "integration_id": "in_000000000000000000000building", "data": {}}
        building = world.call("POST", "/quotes", headers=V3, json=making)
        building.expect(409, to="a quote while pricing is being built")
    world.needs("variant_id")
    first = world.get("/quotes", query={"variant_id": world.id("variant_id"), "data": "{}"})
    signature, token = first.text("signature"), _quote(world).text("token")
    for headers, given, right in (
        ({"Accept": "application/json"}, signature, True),
        ({"Accept": "application/json"}, token, False),
        (V2, signature, False),
        (V2, token, True),
    ):
        body = {"quote_token": given, **_HOLDER}
        offered = world.call("POST", "/policies", headers=headers, json=body)
        assert offered.ok is right, f"an offer by another token returns {offered.status}"


@walk("kasko", "create_quote_v1", "create_quote_v1", writes=True)
def forms(world: World) -> None:
    """A URL-encoded form sells like JSON, in both versions, and its values are kept."""
    world.needs("variant_id", "touchpoint_id", "item_id", "subscription_plan_id")
    data = json.dumps({"insured_sum": 10_000_000, "street": "Große & lange Straße"})
    v1 = {"variant_id": world.id("variant_id"), "data": data}
    first = {"Accept": "application/json"}
    quote = world.call("POST", "/quotes", headers=first, data=v1).record()
    asked = world.get("/quotes", headers=first, query=v1).record()
    prices = [one.get("gross_premium") for one in (quote, asked)]
    assert prices[0] == prices[1], "a form has another price than the query"
    sold = ("touchpoint_id", "item_id", "subscription_plan_id")
    product = {name: world.id(name) for name in sold} | {"data": data}
    second = world.call("POST", "/quotes", headers=V2, data=product)
    holder = {
        "first_name": "Ann-Kathrin Zoë 🚲",
        "last_name": "Holder",
        "email": "a+b@example.com",
        "data": '{"note": "100 % a+b"}',
    }
    for headers, token in ((first, member(quote, "signature")), (V2, second.text("token"))):
        body = {"quote_token": token, **holder}
        offer = world.call("POST", "/policies", headers=headers, data=body).record()
        name = member(offer, "id")
        shown = world.get(f"/offers/{in_path(name)}", headers=V2).record()
        due = {"first_name": holder["first_name"], "data": {"note": "100 % a+b"}}
        kept(shown, due, what="a form")
        world.call("POST", "/payments", data=_payment(offer)).done()
        _arrived(world, name)


@walk("kasko", "create_payment", "create_payment", writes=True)
def purchase(world: World) -> None:
    """A paid offer becomes one policy, after a while, the same in all places."""
    offer = _offer(world)
    name = member(offer, "id")
    path = f"/offers/{in_path(name)}"
    shown = world.get(path, headers=V2).record()
    assert shown.get("payment_token") == offer.get("payment_token"), "an offer has two tokens"
    kept(shown, _HOLDER, "first_name", "last_name", "metadata", what="an offer")
    if world.aids.live_key:
        live = kasko_key(world.aids.live_key)
        world.get(path, headers=V2, credential=live).expect(404, to="a TEST offer with a LIVE key")
        real = in_path(member(_offer(world, credential=live), "id"))
        other = world.get(f"/offers/{real}", headers=V2)
        other.expect(404, to="a LIVE offer with a TEST key")
    _is_no_policy(world, name, "before it is paid")
    payment = _pay(world, offer).record()
    world.ids.setdefault("paymentId", []).append(member(payment, "id"))
    world.ids.setdefault("offerId", []).append(name)
    again = world.get(f"/payments/{in_path(member(payment, 'id'))}").record()
    named = {one.get("policy_id", name) for one in (payment, again)}
    assert named == {name}, "a payment is for another policy"
    _pay(world, offer).expect(to="a second payment of an offer")
    _arrived(world, name)
    policy, found = _read(world, name).record(), _in_list(world, name)
    assert found is not None, "a new policy is not in the list"
    single = world.get(f"/policies/{in_path(name)}").record()
    assert single == found, "list and single read disagree"
    for part in ("first_name", "last_name", "email", "currency", "status", "insurer_policy_id"):
        assert policy.get(part) == found.get(part), f"two shapes of a policy differ in {part}"
    kept(policy, _HOLDER, "first_name", "last_name", "email", what="a policy")
    quoted = policy.get("quote")
    price = quoted.get("gross_payment_amount") if isinstance(quoted, dict) else None
    assert found.get("amount") == price, "a policy has two prices"
    day = member(policy, "policy_created_date")[:10]
    assert name in _bought(world, day), "a policy is not among those bought on its day"
    assert name not in _bought(world, "2016-01-01"), "a policy was bought on another day"


def _bought(world: World, day: str) -> str:
    """The policies bought on a day, as text: the form of the response is not documented."""
    bounds = {"start_date": f"{day} 00:00:00", "end_date": f"{day} 23:59:59"}
    response = world.get("/indexed_policies", headers=V2, query=bounds).done()
    return response.content.decode("utf-8", "replace")


def _is_no_policy(world: World, name: str, when: str) -> None:
    for headers in ({}, V2):
        found = world.get(f"/policies/{in_path(name)}", headers=headers)
        found.expect(404, to=f"the policy of an offer {when}")
    assert _in_list(world, name) is None, f"an offer is in the list {when}"


@walk("kasko", "create_payment", "create_payment", writes=True)
def underwriting(world: World) -> None:
    """An offer that needs an approval can be paid after it, and not before."""
    if world.aids.approve is None:
        raise UntestedError("needs somebody who approves an offer")
    offer = _offer(world, underwriting="manual")
    assert not offer.get("payment_token"), "an offer has a payment token before it is approved"
    _pay(world, offer).expect(to="a payment before the approval")
    world.aids.approve(member(offer, "id"))
    path = f"/offers/{in_path(member(offer, 'id'))}"
    approved = world.get(path, headers=V2).record()
    assert _pay(world, approved).ok, "an approved offer cannot be paid"


@walk("kasko", _UPDATE, "update_policy", writes=True)
def changes(world: World) -> None:
    """Each change is kept to the letter, and moves the policy in the list."""
    name = _sold(world)
    first = _read(world, name)
    seen = _moved(world, name, None)
    etag = _etag(first)
    update: Record = {
        "email": "moved@example.com",
        "first_name": "Zoë-Ýrsa 🚲",
        "data": {"phone": "+441632960001", "note": f"Größe ﬁ 東京 🚲 {'lang ' * 50}!"},
    }
    _change(world, "PATCH", name, update, **{"If-Match": etag}).done()
    seen = _moved(world, name, seen)
    second = _read(world, name)
    body = second.record()
    kept(body, update, "email", "first_name", what="an update")
    kept(body.get("data"), update["data"], what="the data of an update")
    kept(body, _HOLDER, "last_name", what="a policy that was updated")
    found = _in_list(world, name) or {}
    for part in ("email", "first_name", "last_name"):
        assert found.get(part) == body.get(part), f"the list shows another {part} after an update"
    assert _etag(second) != etag, "another version has the same ETag"


@walk("kasko", _UPDATE, *_VERSION, writes=True)
def stale_versions(world: World) -> None:
    """A change or a cancellation of an old version is refused and does nothing."""
    name = _sold(world)
    old = _read(world, name)
    world.pass_time(2)
    _change(world, "PATCH", name, {"email": "newer@example.com"}).done()
    cancellation = {"status": "cancelled", "cancellation_reason": "Stale"}
    headers = {
        "If-Match": _etag(old),
        "If-Unmodified-Since": old.headers.get("last-modified", "Thu, 01 Jan 1970 00:00:00 GMT"),
    }
    for header, value in headers.items():
        for method, body in (("PATCH", {"email": "stale@example.com"}), ("PUT", cancellation)):
            changed = _change(world, method, name, body, **{header: value})
            changed.expect(to=f"{method} with `{header}` of an old version")
            now = _read(world, name).record()
            same = now.get("email") == "newer@example.com" and now.get("status") != "cancelled"
            assert same, f"a refused {method} changed the policy"


@walk("kasko", _CANCEL, "cancel_policy", writes=True)
def cancellation(world: World) -> None:
    """A cancelled policy moves in the list, cannot be changed, and can be reactivated."""
    name = _sold(world)
    seen = _moved(world, name, None)
    body = {"status": "cancelled", "cancellation_reason": "Sold the 🚲, für immer"}
    _change(world, "PUT", name, body, **{"If-Match": _etag(_read(world, name))}).done()
    seen = _moved(world, name, seen)
    cancelled, found = _read(world, name).record(), _in_list(world, name) or {}
    states = {cancelled.get("status"), found.get("status")}
    assert states == {"cancelled"}, "a cancelled policy does not have the status cancelled"
    kept(cancelled, body, "cancellation_reason", what="a cancellation")
    late = _change(world, "PATCH", name, {"email": "late@example.com"})
    late.expect(to="a change of a cancelled policy")
    _change(world, "PUT", name, body | {"cancellation_reason": "Again"})
    kept(_read(world, name).record(), body, "cancellation_reason", what="a second cancellation")
    world.call("POST", f"/policies/{in_path(name)}/reactivate", headers=V2).done()
    _moved(world, name, seen)
    assert _read(world, name).record().get("status") == "paid", "a reactivation is not kept"
    _change(world, "PATCH", name, {"email": "last@example.com"}).done()


def _etag(response: Response) -> str:
    tag = response.headers.get("etag")
    assert tag, "a policy by v2 comes without ETag"
    return tag


@walk("kasko", "create_quote", "info/description#A **secret** key", writes=True)
def keys(world: World) -> None:
    """A public key sells, in the query, in the body or as Bearer, and does nothing else."""
    public = world.target.public_key
    if not public:
        raise UntestedError("needs KASKO_PUBLIC_KEY")
    quote = {**_product(world), "data": {}}
    none: dict[str, str] = {}
    if "datasetId" in world.examples:
        locked = world.get("/datasets/dat_0000000000000000000000000002", credential=none)
        locked.expect(401, to="a locked table without a key")

    def ask(query: Record | None = None, **body: str) -> Response:
        sent = quote | body
        return world.call("POST", "/quotes", headers=V3, query=query, json=sent, credential=none)

    ask({"key": public}).expect(200, 201, to="a public key in the query")
    by_body = ask(key=public).expect(200, 201, to="a public key in the body")
    ask({"key": f"{public}a"}).expect(401, 403, to="a wrong public key")
    own = kasko_key(public, "bearer")
    offered = {"quote_token": by_body.text("token"), **_HOLDER}
    made = world.call("POST", "/policies", headers=V2, json=offered, credential=own).record()
    payment = _payment(made) | {"key": public}
    world.call("POST", "/payments", json=payment, credential=none).done()
    name = in_path(_arrived(world, member(made, "id")))
    media = {"designation": "d", "name": "n", "mime_type": "text/plain", "file_size": 1}
    for method, path, words in (
        ("GET", f"/policies/{name}", "a policy"),
        ("GET", f"/offers/{name}", "an offer"),
        ("GET", "/policies", "the list"),
        ("POST", "/media", "media"),
    ):
        body: Record = {"json": media} if method == "POST" else {}
        tried = world.call(method, path, headers=V2, credential=own, **body)
        tried.expect(403, 404, to=f"{method} of {words} with a public key")


@walk("kasko", "create_lead", "create_lead", writes=True)
def leads(world: World) -> None:
    """A lead is pending first, then ready with its documents, and keeps what was sent."""
    body = {**_HOLDER, "data": {"note": "Größe"}, "quote_token": _quote(world).text("token")}
    del body["metadata"]
    lead = world.call("POST", "/leads", json=body).record()
    assert lead.get("status") == "pending", "a new lead is not pending"
    kept(lead.get("quote"), {"signature": body["quote_token"]}, what="the quote of a lead")
    path = f"/leads/{in_path(member(lead, 'id'))}"
    world.ids.setdefault("leadId", []).append(member(lead, "id"))
    world.until(lambda: world.get(path).record().get("status") == "ready", "a lead is never ready")
    later = world.get(path).record()
    assert later.get("assets"), "a lead that is ready has no document"
    kept(later, {"email": body["email"], "firstname": body["first_name"]}, what="a lead")
    kept(later.get("data"), body["data"], what="the data of a lead")


@walk("kasko", "create_media", "create_media", writes=True)
def files(world: World) -> None:
    """A file is announced, uploaded and attached; receipts have a limit of size and four types."""
    body = {"designation": "receipt", "name": "a", "mime_type": "text/plain", "file_size": 3}
    content = {"file": ("a.txt", b"abc", "text/plain")}
    media: Record = {}
    for place in ("/v2/media", "/media"):
        media = world.call("POST", place, json=body).record()
        name = in_path(member(media, "id"))
        world.call("POST", f"{place}/{name}/content", files=content).done()
    # Schemathesis takes text that holds a number for a number, in JSON as in a URL.
    as_text = world.call("POST", "/media", json={**body, "file_size": "3"})
    as_text.expect(to="text in place of a number")
    policy = _sold(world)
    path = f"/policies/{in_path(policy)}/media"
    world.call("POST", path, headers=V2, json={"id": media["id"]}).done()
    attached = [one.get("id") for one in _read(world, policy).records("media")]
    assert attached == [media["id"]], "a policy does not list its attached file"
    for size, kind, right in (
        (4_999_999, "application/pdf", True),
        (5_000_000, "application/pdf", False),
        (10, "image/png", True),
        (10, "text/plain", False),
    ):
        receipt = {"receipt": ("receipt", b"0" * size, kind)}
        sent = world.call("POST", _RECEIPT, files=receipt)
        assert sent.ok is right, f"a receipt of {size} bytes, {kind}, returns {sent.status}"


@walk("kasko", _UPDATE, "components/parameters/WebhookSignature", writes=True)
def deliveries(world: World) -> None:
    """A purchase and a change each send one webhook, signed over its exact bytes."""
    told = world.aids.deliveries
    if told is None:
        raise UntestedError("needs a receiver that the provider knows")
    before = len(told())
    name = _sold(world)
    _change(world, "PATCH", name, {"email": "moved@example.com"}).done()
    sent = told()[before:]
    for headers, body in sent:
        digest = hmac.new(world.aids.secret.encode(), body, hashlib.sha1).hexdigest()
        right = headers.get("X-KASKO-Signature") == f"sha1={digest}"
        assert right, "a delivery is not signed over its body"
        assert json.loads(body).get("id") == name, "a delivery names another policy"
    events = [headers.get("X-KASKO-Event") for headers, _ in sent]
    due = ["policy.created", "policy.updated"]
    assert events == due, f"{len(events)} deliveries of other kinds"
    names = {headers.get("X-KASKO-Delivery") for headers, _ in sent}
    assert len(names) == len(sent), "two deliveries have one id"
