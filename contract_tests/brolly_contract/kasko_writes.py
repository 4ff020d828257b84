"""Walks that sell, change and cancel policies of KASKO with a TEST key, and read its tables.

They send the examples of the specification unless ids are given. What a provider does in the
background is waited for.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from brolly_contract.exchange import Record
from brolly_contract.kasko_reads import V2, V3, read
from brolly_contract.traffic import (
    Answer,
    UntestedError,
    World,
    in_path,
    kasko_key,
    member,
    walk,
)

_HOLDER: Record = {
    "first_name": "Zoë",
    "last_name": "Ñandú-Łuk 日本 🚲",
    "email": "holder@example.com",
    "language": "en",
    "metadata": {"booking_reference": "B-1 €"},
}
_RECEIPT = "/services/baloise_receipt_upload"
_UPDATE, _CANCEL = "update_policy", "cancel_policy"
_TABLE = ("datasetId",)


def _product(world: World) -> Record:
    names = ("item_id", "subscription_plan_id", "integration_id")
    if not {"integration_id"} & {*world.target.ids, *world.examples}:
        body: Record = {name: world.id(name) for name in names} | {"data": {}}
        if world.call("POST", "/quotes", headers=V3, json=body, book=False).ok:
            world.examples.add("integration_id")
    world.needs(*names)
    return {name: world.id(name) for name in names}


def _quote(world: World, *, credential: Record | None = None, **data: Any) -> Answer:
    body = {**_product(world), "data": data}
    return world.call("POST", "/quotes", headers=V3, json=body, credential=credential)


def _offer(world: World, *, credential: Record | None = None, **data: Any) -> Record:
    token = _quote(world, credential=credential, **data).text("token")
    body = {"quote_token": token, **_HOLDER}
    answer = world.call("POST", "/policies", headers=V2, json=body, credential=credential)
    return answer.record()


def _pay(world: World, offer: Record) -> Answer:
    body = {"token": offer.get("payment_token") or "-", "policy_id": member(offer, "id")}
    return world.call("POST", "/payments", json=body)


def _sold(world: World) -> str:
    """The id of a policy that was just sold."""
    offer = _offer(world)
    _pay(world, offer).done()
    name = member(offer, "id")
    _arrived(world, name)
    return name


def _arrived(world: World, name: str) -> None:
    """Wait for the policy of a paid offer."""
    path = f"/policies/{in_path(name)}"
    world.until(lambda: world.get(path, headers=V2).ok, "a paid offer is no policy")


def _read(world: World, name: str) -> Answer:
    return world.get(f"/policies/{in_path(name)}", headers=V2).done()


def _in_list(world: World, name: str) -> Record | None:
    """A policy as a poll of the latest changes finds it."""
    answer = world.get(f"/policies/{in_path(name)}", headers=V2)
    since = 0
    if answer.ok and "last-modified" in answer.headers:
        since = int(parsedate_to_datetime(answer.headers["last-modified"]).timestamp()) - 1
    return read(world, 1000, since=since, most=20).policies.get(name)


def _change(world: World, method: str, name: str, body: Record, **headers: str) -> Answer:
    names = {"if_match": "If-Match", "if_unmodified_since": "If-Unmodified-Since"}
    sent = {names[key]: value for key, value in headers.items()}
    return world.call(method, f"/policies/{in_path(name)}", headers=V2 | sent, json=body)


def _moved(world: World, name: str, before: str | None) -> str:
    """The time of a policy's last change, later than that of the one before."""
    policy = _in_list(world, name)
    assert policy is not None, "a policy that was changed does not come in the list"
    now = member(policy, "updated_at")
    assert now != before, "a change does not move `updated_at`"
    world.pass_time(2)
    return now


@walk("kasko", "create_quote", "create_quote", writes=True)
def prices(world: World) -> None:
    """A knock-out is 422, pricing in the making 409; each generation has its own tokens."""
    product = _product(world)
    _quote(world).done()
    if "item_id" in world.examples:
        knocked = _quote(world, insured_sum=2_000_000_000)
        assert knocked.status == 422, f"a knock-out answers {knocked.status}"
        making = {**product, "integration_id": "in_000000000000000000000building", "data": {}}
        status = world.call("POST", "/quotes", headers=V3, json=making).status
        assert status == 409, f"pricing that is still being built answers {status}"
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
        answer = world.call("POST", "/policies", headers=headers, json=body)
        assert answer.ok is right, f"an offer by another token answers {answer.status}"


@walk("kasko", "create_quote_v1", "create_quote_v1", writes=True)
def forms(world: World) -> None:
    """A URL-encoded form sells like JSON, in both versions; what it says is kept as it is."""
    world.needs("variant_id", "touchpoint_id", "item_id", "subscription_plan_id")
    data = json.dumps({"insured_sum": 10_000_000, "street": "Große & lange Straße"})
    v1 = {"variant_id": world.id("variant_id"), "data": data}
    first = {"Accept": "application/json"}
    quote = world.call("POST", "/quotes", headers=first, data=v1).record()
    asked = world.get("/quotes", headers=first, query=v1).record()
    prices = [one.get("gross_premium") for one in (quote, asked)]
    assert prices[0] == prices[1], "a form has another price than the query"
    sold = ("touchpoint_id", "item_id", "subscription_plan_id")
    product = {**{name: world.id(name) for name in sold}, "data": data}
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
        assert shown.get("first_name") == holder["first_name"], "a form alters a name"
        assert shown.get("data") == {"note": "100 % a+b"}, "a form alters data"
        paid = {"token": offer.get("payment_token") or "-", "policy_id": name}
        world.call("POST", "/payments", data=paid).done()
        _arrived(world, name)


@walk("kasko", "create_payment", "create_payment", writes=True)
def purchase(world: World) -> None:
    """A paid offer becomes one policy, after a while, in all of its places, and only once."""
    offer = _offer(world)
    name = member(offer, "id")
    path = f"/offers/{in_path(name)}"
    shown = world.get(path, headers=V2).record()
    assert shown.get("payment_token") == offer.get("payment_token"), "an offer has two tokens"
    for part in ("first_name", "last_name", "metadata"):
        assert shown.get(part) == _HOLDER[part], f"{part} comes back altered"
    if world.aids.live_key:
        live = kasko_key(world.aids.live_key)
        status = world.get(path, headers=V2, credential=live).status
        assert status == 404, f"a TEST offer answers {status} to a LIVE key"
        real = in_path(member(_offer(world, credential=live), "id"))
        status = world.get(f"/offers/{real}", headers=V2).status
        assert status == 404, f"a LIVE offer answers {status} to a TEST key"
    _is_no_policy(world, name, "before it is paid")
    payment = _pay(world, offer).record()
    world.ids.setdefault("paymentId", []).append(member(payment, "id"))
    world.ids.setdefault("offerId", []).append(name)
    again = world.get(f"/payments/{in_path(member(payment, 'id'))}").record()
    assert again.get("policy_id") == name, "a payment is for another policy"
    status = _pay(world, offer).status
    assert 400 <= status < 500, f"an offer that is paid can be paid again: {status}"
    where = f"/policies/{in_path(name)}"
    _arrived(world, name)
    policy, found = _read(world, name).record(), _in_list(world, name)
    assert found is not None, "a new policy is not in the list"
    assert world.get(where).record() == found, "list and single read disagree"
    for part in ("first_name", "last_name", "email", "currency", "status", "insurer_policy_id"):
        assert policy.get(part) == found.get(part), f"two shapes of a policy differ in {part}"
    for part in ("first_name", "last_name", "email"):
        assert policy.get(part) == _HOLDER[part], f"{part} comes back altered"
    quoted = policy.get("quote")
    price = quoted.get("gross_payment_amount") if isinstance(quoted, dict) else None
    assert found.get("amount") == price, "a policy has two prices"
    day = member(policy, "policy_created_date")[:10]
    assert name in _bought(world, day), "a policy is not with those bought on its day"
    assert name not in _bought(world, "2016-01-01"), "a policy was bought on another day"


def _bought(world: World, day: str) -> str:
    """What is said of the policies bought on a day; its form is not documented."""
    bounds = {"start_date": f"{day} 00:00:00", "end_date": f"{day} 23:59:59"}
    answer = world.get("/indexed_policies", headers=V2, query=bounds).done()
    return answer.content.decode("utf-8", "replace")


def _is_no_policy(world: World, name: str, when: str) -> None:
    for headers in ({}, V2):
        status = world.get(f"/policies/{in_path(name)}", headers=headers).status
        assert status == 404, f"an offer is a policy {when}: {status}"
    assert _in_list(world, name) is None, f"an offer is in the list {when}"


@walk("kasko", "create_payment", "create_payment", writes=True)
def underwriting(world: World) -> None:
    """An offer that has to be approved can be paid afterwards, and not before."""
    if world.aids.approve is None:
        raise UntestedError("takes somebody who approves an offer")
    offer = _offer(world, underwriting="manual")
    assert not offer.get("payment_token"), "an offer has a payment token before it is approved"
    assert _pay(world, offer).refused, "an offer is paid before it is approved"
    world.aids.approve(member(offer, "id"))
    path = f"/offers/{in_path(member(offer, 'id'))}"
    approved = world.get(path, headers=V2).record()
    assert _pay(world, approved).ok, "an approved offer cannot be paid"


@walk("kasko", _UPDATE, "update_policy", writes=True)
def changes(world: World) -> None:
    """Each change is kept to the letter, moves the policy in the list, and is made once."""
    name = _sold(world)
    first = _read(world, name)
    seen = _moved(world, name, None)
    etag = _etag(first)
    update = {
        "email": "moved@example.com",
        "first_name": "Zoë-Ýrsa 🚲",
        "data": {"phone": "+441632960001", "note": f"Größe ﬁ 東京 🚲 {'lang ' * 50}!"},
    }
    _change(world, "PATCH", name, update, if_match=etag).done()
    seen = _moved(world, name, seen)
    second = _read(world, name)
    body = second.record()
    for part in ("email", "first_name"):
        assert body.get(part) == update[part], f"an update of {part} is not kept to the letter"
    held = body.get("data")
    kept = isinstance(held, dict) and update["data"].items() <= held.items()  # type: ignore[attr-defined]  # an object, see above
    assert kept, "an update of data is not kept to the letter"
    assert body.get("last_name") == _HOLDER["last_name"], "an update changes what it does not name"
    found = _in_list(world, name) or {}
    for part in ("email", "first_name", "last_name"):
        assert found.get(part) == body.get(part), f"the list shows another {part} after an update"
    assert _etag(second) != etag, "another version has the same ETag"


@walk("kasko", _UPDATE, "components/parameters/IfMatch", writes=True)
def stale_versions(world: World) -> None:
    """A change or a cancellation that is meant for an old version is refused and does nothing."""
    name = _sold(world)
    old = _read(world, name)
    world.pass_time(2)
    _change(world, "PATCH", name, {"email": "newer@example.com"}).done()
    cancellation = {"status": "cancelled", "cancellation_reason": "Stale"}
    headers = {
        "if_match": _etag(old),
        "if_unmodified_since": old.headers.get("last-modified", "Thu, 01 Jan 1970 00:00:00 GMT"),
    }
    for header, value in headers.items():
        for method, body in (("PATCH", {"email": "stale@example.com"}), ("PUT", cancellation)):
            answer = _change(world, method, name, body, **{header: value})
            assert answer.refused, f"{method} with {header} of an old version: {answer.status}"
            now = _read(world, name).record()
            same = now.get("email") == "newer@example.com" and now.get("status") != "cancelled"
            assert same, f"a {method} that was refused was made"


@walk("kasko", _CANCEL, "cancel_policy", writes=True)
def cancellation(world: World) -> None:
    """What is cancelled comes again in the list, can be changed no more, and can be reactivated."""
    name = _sold(world)
    seen = _moved(world, name, None)
    reason = "Sold the 🚲, für immer"
    body = {"status": "cancelled", "cancellation_reason": reason}
    _change(world, "PUT", name, body, if_match=_etag(_read(world, name))).done()
    seen = _moved(world, name, seen)
    cancelled, found = _read(world, name).record(), _in_list(world, name) or {}
    states = {cancelled.get("status"), found.get("status")}
    assert states == {"cancelled"}, "a policy that was cancelled is not shown as such"
    assert cancelled.get("cancellation_reason") == reason, "a reason is not kept to the letter"
    answer = _change(world, "PATCH", name, {"email": "late@example.com"})
    assert answer.refused, f"a cancelled policy can be changed: {answer.status}"
    path = f"/policies/{in_path(name)}/reactivate"
    world.call("POST", path, headers=V2).done()
    _moved(world, name, seen)
    assert _read(world, name).record().get("status") == "paid", "a reactivation is not kept"
    _change(world, "PATCH", name, {"email": "last@example.com"}).done()


def _etag(answer: Answer) -> str:
    tag = answer.headers.get("etag")
    assert tag, "a policy by v2 comes without ETag"
    return tag


@walk("kasko", "create_quote", "info/description#A **secret** key", writes=True)
def keys(world: World) -> None:
    """A public key sells, wherever it stands, and does nothing else."""
    public = world.target.public_key
    if not public:
        raise UntestedError("needs KASKO_PUBLIC_KEY")
    quote = {**_product(world), "data": {}}
    none: dict[str, str] = {}
    if "datasetId" in world.examples:
        locked = world.get("/datasets/dat_0000000000000000000000000002", credential=none).status
        assert locked == 401, f"a locked table answers {locked} without a key"
    ask: Record = {"headers": V3, "json": quote, "credential": none}
    by_query = world.call("POST", "/quotes", query={"key": public}, **ask)
    assert by_query.ok, f"a public key in the query answers {by_query.status}"
    by_body = world.call("POST", "/quotes", headers=V3, json=quote | {"key": public}, credential={})
    assert by_body.ok, f"a public key in the body answers {by_body.status}"
    wrong = world.call("POST", "/quotes", query={"key": f"{public}a"}, **ask)
    assert wrong.status in {401, 403}, f"a wrong public key answers {wrong.status}"
    own = kasko_key(public, "bearer")
    offered = {"quote_token": by_body.text("token"), **_HOLDER}
    made = world.call("POST", "/policies", headers=V2, json=offered, credential=own).record()
    payment = {"token": made.get("payment_token") or "-", "policy_id": member(made, "id")}
    world.call("POST", "/payments", json=payment | {"key": public}, credential=none).done()
    name = in_path(member(made, "id"))
    world.until(lambda: world.get(f"/policies/{name}").ok, "a paid offer is no policy")
    media = {"designation": "d", "name": "n", "mime_type": "text/plain", "file_size": 1}
    for method, path, words in (
        ("GET", f"/policies/{name}", "a policy"),
        ("GET", f"/offers/{name}", "an offer"),
        ("GET", "/policies", "the list"),
        ("POST", "/media", "media"),
    ):
        body: Record = {"json": media} if method == "POST" else {}
        answer = world.call(method, path, headers=V2, credential=own, **body)
        right = answer.status in {403, 404}
        assert right, f"a public key may {method} {words}: {answer.status}"


@walk("kasko", "create_lead", "create_lead", writes=True)
def leads(world: World) -> None:
    """A lead is pending, then ready with its documents."""
    token = _quote(world).text("token")
    body = {"email": "holder@example.com", "first_name": "Zoë 🚲", "quote_token": token}
    lead = world.call("POST", "/leads", json=body).record()
    assert lead.get("status") == "pending", "a new lead is not pending"
    path = f"/leads/{in_path(member(lead, 'id'))}"
    world.ids.setdefault("leadId", []).append(member(lead, "id"))
    world.until(
        lambda: world.get(path).record().get("status") == "ready",
        "the documents of a lead are never made",
    )
    later = world.get(path).record()
    assert later.get("assets"), "a lead that is ready has no document"
    for part in ("email", "first_name"):
        assert later.get(part, body[part]) == body[part], f"{part} of a lead comes back altered"
    quoted = lead.get("quote")
    signature = quoted.get("signature") if isinstance(quoted, dict) else None
    assert signature == token, "a lead has lost its price"


@walk("kasko", "create_media", "create_media", writes=True)
def files(world: World) -> None:
    """A file is announced, uploaded and attached; a receipt is small and of four types."""
    body = {"designation": "receipt", "name": "a", "mime_type": "text/plain", "file_size": 3}
    content = {"file": ("a.txt", b"abc", "text/plain")}
    media: Record = {}
    for place in ("/v2/media", "/media"):
        media = world.call("POST", place, json=body).record()
        name = in_path(member(media, "id"))
        world.call("POST", f"{place}/{name}/content", files=content).done()
    # Schemathesis takes text that holds a number for a number, in JSON as in a URL.
    status = world.call("POST", "/media", json={**body, "file_size": "3"}).status
    assert 400 <= status < 500, f"a number that is text answers {status}"
    policy = _sold(world)
    path = f"/policies/{in_path(policy)}/media"
    world.call("POST", path, headers=V2, json={"id": media["id"]}).done()
    attached = [one.get("id") for one in _read(world, policy).records("media")]
    assert attached == [media["id"]], "an attached file is not with its policy"
    for size, kind, right in (
        (4_999_999, "application/pdf", True),
        (5_000_000, "application/pdf", False),
        (10, "image/png", True),
        (10, "text/plain", False),
    ):
        receipt = {"receipt": ("receipt", b"0" * size, kind)}
        answer = world.call("POST", _RECEIPT, files=receipt)
        assert answer.ok is right, f"{size} bytes of {kind}: {answer.status}"


@walk("kasko", "list_dataset_items", "list_dataset_items")
def tables(world: World) -> None:
    """The pages of a table hold each row once, both ways, in any size, and a row reads the same."""
    world.needs("datasetId")
    path = f"/datasets/{in_path(world.id('datasetId'))}"
    world.get(path).record()
    rows, large = (
        [one for page in _pages(world, path, "next", n) for one in page] for n in (7, 50)
    )
    names = [member(row, "id") for row in rows]
    if not names:
        raise UntestedError("the table has no row")
    assert len(set(names)) == len(names), "pages repeat rows"
    assert [member(row, "id") for row in large] == names, "pages of another size hold other rows"
    back = [
        member(row, "id")
        for page in _pages(world, path, "prev", 20, ending_before=names[-1])
        for row in reversed(page)
    ]
    assert back == names[-2::-1], "pages backwards lose or repeat rows"
    columns = json.loads(_columns(world))
    some = rows[min(4, len(rows) - 1)]
    single = world.get(
        f"/dataset_items/{in_path(member(some, 'id'))}", query={"language": _language(world)}
    ).record()
    for column in columns:
        pair = single.get("data"), some.get("value")
        both = [part[column] for part in pair if isinstance(part, dict) and column in part]
        assert len(both) < 2 or both[0] == both[1], "a row reads in two ways"
    combinations = [
        json.dumps(one, sort_keys=True)
        for page in _pages(world, path, "next", 2, kind="items_distinct_values")
        for one in page
    ][:400]
    assert len(set(combinations)) == len(combinations), "distinct values are repeated"
    if "datasetId" in world.examples:
        _selected(world, path)


def _selected(world: World, path: str) -> None:
    """Rows are chosen and ordered as was asked, on the table of the specification's example."""

    def told(**more: str) -> list[int]:
        pages = _pages(world, path, "next", 50, fields='["price"]', **more)
        values = [row.get("value") for page in pages for row in page]
        return [value["price"] for value in values if isinstance(value, dict)]

    found = told(
        query='[{"field": "price", "search": "4000", "operator": ">="}]',
        sort='[{"field": "price", "dir": "desc"}]',
    )
    every = sorted(told(), reverse=True)
    assert sorted(found, reverse=True) == [price for price in every if price >= 4000], (
        "other rows come than were asked for"
    )
    assert found == sorted(found, reverse=True), "rows are not in the order that was asked"


def _columns(world: World) -> str:
    return world.ids.get("fields", ['["name", "price"]'])[0]


def _language(world: World) -> str:
    return world.ids.get("language", ["en"])[0]


def _pages(
    world: World, path: str, relation: str, limit: int, kind: str = "dataset_items", **more: str
) -> Iterator[list[Record]]:
    """The pages of a table by the links of one relation, up to forty."""
    query = {"language": _language(world), "fields": _columns(world), "limit": str(limit)} | more
    answer = world.get(f"{path}/{kind}", query=query)
    for _ in range(40):
        page = answer.records()
        assert len(page) <= limit, f"a page of {len(page)} rows, asked for were {limit}"
        yield page
        link = re.search(rf'<([^>]*)>; rel="{relation}"', answer.headers.get("link", ""))
        if link is None:
            return
        answer = world.follow(link[1])


@walk("kasko", _UPDATE, "components/parameters/WebhookSignature", writes=True)
def deliveries(world: World) -> None:
    """A purchase and a change are each told of once, signed over the very bytes."""
    told = world.aids.deliveries
    if told is None:
        raise UntestedError("takes a receiver that the provider knows")
    before = len(told())
    name = _sold(world)
    _change(world, "PATCH", name, {"email": "moved@example.com"}).done()
    sent = told()[before:]
    for headers, body in sent:
        digest = hmac.new(world.aids.secret.encode(), body, hashlib.sha1).hexdigest()
        right = headers.get("X-KASKO-Signature") == f"sha1={digest}"
        assert right, "a delivery is not signed over its body"
        assert json.loads(body).get("id") == name, "a delivery tells of another policy"
    events = [headers.get("X-KASKO-Event") for headers, _ in sent]
    assert events == ["policy.created", "policy.updated"], (
        f"{len(events)} deliveries of other kinds"
    )
    names = {headers.get("X-KASKO-Delivery") for headers, _ in sent}
    assert len(names) == len(sent), "two deliveries have one id"
