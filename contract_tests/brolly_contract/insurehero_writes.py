"""Walks that write to InsureHero's channel part: users, risk items, files, workflows."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from brolly_contract.exchange import Record
from brolly_contract.insurehero_reads import ranged
from brolly_contract.traffic import CHANNEL, INTEGRATIONS, Response, UntestedError, World
from brolly_contract.walks import in_path, kept, member, needed, walk

_V1 = f"{INTEGRATIONS}/v1"
_BY_EMAIL = {"searchBy": "email"}


@walk("insurehero", "verify_otp", "verify_otp", writes=True, channel=True)
def become_a_user(world: World) -> None:
    """A new user confirms an address by a code that works once, and registers."""
    code_of = world.aids.code_of
    if code_of is None:
        raise UntestedError("needs somebody who reads the code that is sent")
    email = f"new-{uuid4().hex[:8]}@example.com"
    place = f"{CHANNEL}/users/{in_path(email)}"

    def send() -> str:
        world.call("POST", f"{place}/otp", query=_BY_EMAIL).done(201)
        return code_of(email)

    def verify(code: str) -> Response:
        return world.call("POST", f"{place}/verify-otp", query=_BY_EMAIL, json={"otp": code})

    def read() -> Record:
        return world.get(f"{CHANNEL}/users/by-email/{in_path(email)}").record("data")

    code = send()
    wrong = "".join("1" if digit == "0" else "0" for digit in code)
    verify(wrong).expect(422, to="a wrong code")
    first = verify(code).record("data")
    assert str(first.get("message", "")).count(".") == 2, "the right code returns no token"
    assert first.get("additionalData"), "the response does not say that the registration is open"
    verify(code).expect(422, to="a code that was used before")
    assert read().get("email") == email, "another user has the address"
    names = {"first_name": "Zoë", "last_name": "Ñandú-Łuk 日本 🚲"}
    done = world.call("PATCH", place, query=_BY_EMAIL, json=names).record("data")
    for user in (done, read()):
        kept(user, names, what="a registration")
    everybody = world.get(f"{CHANNEL}/users").records("data")
    known = sum(user.get("email") == email for user in everybody)
    assert known == 1 or len(everybody) >= 100, f"a new user is listed {known} times"
    again = verify(send()).record("data")
    assert not again.get("additionalData"), "a registered user is asked to register"


@walk("insurehero", "register_user", "register_user", writes=True, channel=True)
def names_of_a_user(world: World) -> None:
    """A user whose names were changed has the new ones, in the list too."""
    path = f"{CHANNEL}/users"
    users = ranged(world, path, 0, 30)
    user = needed([one for one in users if isinstance(one.get("email"), str)], "user")[-1]
    email, parts = in_path(member(user, "email")), ("first_name", "last_name")
    names = {"first_name": "Zoë-Ýrsa", "last_name": "Ñandú-Łuk 日本 🚲"}
    changed = world.call("PATCH", f"{path}/{email}", query=_BY_EMAIL, json=names)
    if not changed.ok:
        raise UntestedError("a user who is registered cannot be registered again")
    found = [one for one in ranged(world, path, 0, 30) if one.get("email") == user["email"]]
    for one in (world.get(f"{path}/by-email/{email}").record("data"), *found):
        kept(one, names, what="a user")
    before = {part: user[part] for part in parts if isinstance(user.get(part), str)}
    if len(before) == len(parts):
        world.call("PATCH", f"{path}/{email}", query=_BY_EMAIL, json=before).done()


@walk("insurehero", "create_risk_item", "create_risk_item", writes=True, channel=True)
def insure(world: World) -> None:
    """A new risk item is read in both parts, with an order; a second with its uid is refused."""
    policy = needed(world.get(f"{CHANNEL}/policies").records("data"), "policy")[0]
    package = needed(ranged(world, f"{CHANNEL}/packages", 0, 1), "package")[0]
    wanted: Record = {
        "package_uid": member(package, "uid"),
        "policy_uid": member(policy, "uid"),
        "start_date": "2026-01-01T00:00:00Z",
        "end_date": "2026-12-31T23:59:59+00:00",
        "uid": f"NEW-{uuid4().hex[:8]}",
        "insured_subject": {
            "identifier_type": "Guide Number",
            "identifier_value": "G-1 Größe 日本 🚲",
            "own": 1,
        },
        "authorized_claimants": [{"email": "claimant@example.com"}],
    }
    path = f"{CHANNEL}/risk-items"
    for change in (
        {"policy_uid": "none"},
        {"package_uid": "none"},
        {"end_date": "2025-01-01T00:00:00Z"},
        {"beneficiaries": [{"name": "Nobody"}]},
    ):
        sent = world.call("POST", path, json=wanted | change)
        sent.expect(404, 422, to=f"a wrong {', '.join(change)}")
    made = world.call("POST", path, json=wanted).done(200, 201).record("data")
    resolved = {"policy_id": policy.get("id"), "package_id": package.get("id")}
    given = {name: value for name, value in wanted.items() if not name.startswith(("pac", "pol"))}
    kept(made, given | resolved, what="a new risk item")
    world.call("POST", path, json=wanted).expect(422, to="a uid that is taken")
    name = member(made, "id")
    single = world.get(f"{_V1}/risk-items/{in_path(name)}").record("data")
    assert single == made, "a new risk item reads differently on its own"
    for part, words in ((f"{_V1}/risk-items", "integrations"), (path, "channel")):
        assert _listed(world, part, name) == made, f"a new risk item is not in the {words} list"
    orders = world.get(f"{_V1}/orders/{in_path(name)}").records("data")
    by_uid = world.get(f"{_V1}/orders/{in_path(wanted['uid'])}", query={"searchBy": "uid"})
    assert by_uid.records("data") == orders, "a search by uid returns other orders than by id"
    right = [order.get("risk_item_id") for order in orders] == [name]
    assert right, f"a new risk item has {len(orders)} orders, or those of another item"
    if world.aids.deliveries is not None:
        bodies = [json.loads(body) for _, body in world.aids.deliveries()]
        told = [(hint.get("message"), hint.get("id")) for hint in bodies]
        for table in ("risk_items", "orders"):
            assert (f"A {table} was inserted.", name) in told, f"no webhook for the new {table}"


def _listed(world: World, path: str, name: str) -> Record | None:
    """A record of a list, if it is among the first thousand."""
    start = 0
    while start < 1000 and (page := ranged(world, path, start, start + 99)):
        for record in page:
            if record.get("id") == name:
                return record
        start += len(page)
    return None


@walk("insurehero", "upload_claim_assets", "upload_claim_assets", writes=True, channel=True)
def upload(world: World) -> None:
    """Each of several files is accepted or refused on its own; an accepted one is kept as it is."""
    for kind, what in (("claims", "claim"), ("risk-items", "risk item")):
        held = needed(ranged(world, f"{_V1}/{kind}", 0, 1), what)
        _upload(world, f"{CHANNEL}/{kind}/{in_path(member(held[0], 'id'))}/assets")


def _upload(world: World, path: str) -> None:
    content = b"\x00\r\n--x--\r\n\xff"
    files = [
        ("files", ("a sample.png", content, "image/png")),
        ("files", ("sample.txt", b"text", "text/plain")),
        ("files", ("great.pdf", b"%" * 4_000_001, "application/pdf")),
        ("files", ("most.mp4", b"%" * 4_000_000, "video/mp4")),
    ]
    results = world.call("POST", path, files=files).done(200, 201).records("data")
    assert len(results) == len(files), "there is not one result for each file"
    due = [True, False, False, True]
    assert [bool(one.get("success")) for one in results] == due, "other files are accepted than due"
    assert [bool(one.get("url")) for one in results] == due, "an accepted file has no URL"
    for (_, (_, sent, kind)), result in zip(files, results, strict=True):
        url = urlsplit(str(result.get("url") or ""))
        if result.get("success") and url.netloc == urlsplit(world.target.base_url).netloc:
            read = world.follow(url.geturl(), credential={})
            assert read.content == sent, "a file reads differently than it was uploaded"
            right = read.headers.get("content-type") == kind
            assert right, "a file has another type than it was uploaded with"
    world.call("POST", path, data={"name": "none"}).expect(400, to="an upload without a file")


@walk("insurehero", "answer_workflow_step", "answer_workflow_step", writes=True, channel=True)
def answer_workflow(world: World) -> None:
    """Each right answer moves a workflow on by one step; other answers and workflows do not."""
    claims = ranged(world, f"{_V1}/claims", 0, 30)
    place = f"{CHANNEL}/claims/{{}}/workflow"

    def read(name: str) -> Record:
        return world.get(place.format(in_path(name))).record("data")

    found = [(member(claim, "id"), read(member(claim, "id"))) for claim in claims]
    fresh = [
        (name, seen["workflow"])
        for name, seen in found
        if isinstance(seen.get("workflow"), dict)
        and seen["workflow"]
        and seen.get("current_step") == next(iter(seen["workflow"]))
    ]
    if len(fresh) < 2:
        raise UntestedError("needs two claims at the first step of a workflow")
    (name, workflow), (other, _) = fresh[:2]
    path, before = place.format(in_path(name)), next(iter(workflow))
    wrong: tuple[dict[str, Any], ...] = (
        {"json": {"report": "text"}},
        {"files": {"none": ("a", b"1")}},
    )
    for body in wrong:
        world.call("POST", path, **body).expect(422, to="an answer to another step")
    assert read(name).get("current_step") == before, "a wrong answer moves the workflow on"
    for key, one in workflow.items():
        assert read(name).get("current_step") == key, "a step is not due after the ones before it"
        inbound = one.get("inbound") if isinstance(one, dict) else None
        assert isinstance(inbound, dict | list), "a step does not say what it takes"
        if key == before:
            report = dict.fromkeys(inbound, ("report.pdf", b"%PDF", "application/pdf"))
            answered = world.call("POST", path, files=report)
        else:
            answered = world.call("POST", path, json=dict.fromkeys(inbound, 1))
        assert answered.ok, f"the answer to a step returns {answered.status}"
    assert read(name).get("current_step") is None, "a workflow does not end after its last step"
    world.call("POST", path, json={}).expect(422, to="an answer to a workflow that has ended")
    assert read(other).get("current_step") == before, "the workflow of another claim has moved"
