"""What InsureHero's channel part does over several requests, and what must come of them.

As in `walks`, the provider is known by HTTP alone; what only the mock can show, a code that was
sent and deliveries that went out, is handed in. Each walk says by AssertionError what is wrong.

Sources: fact sheet InsureHero, sections 5.4 (users), 5.5 (risk items), 5.6 (files), 5.9
(workflows) and 8 (webhooks).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import httpx

_CHANNEL = "/api/shield/v1"
_INTEGRATIONS = "/api/shield/integrations/v1"
Record: TypeAlias = dict[str, Any]


class Parts:
    """Both parts of the API over one HTTP client, each by its own token."""

    def __init__(self, client: httpx.Client, key: str, channel_key: str) -> None:
        self._client = client
        self._tokens = {
            _INTEGRATIONS: self._token("/api/shield/integrations/auth/authorize", key),
            _CHANNEL: self._token("/api/shield/v1/auth/authorize", channel_key),
        }

    def channel(self, method: str, path: str, **how: Any) -> httpx.Response:
        """Call the channel part."""
        return self._call(_CHANNEL, method, path, how)

    def integrations(self, path: str, **how: Any) -> Any:
        """Read `data` from the integrations part."""
        return _data(self._call(_INTEGRATIONS, "GET", path, how), 200)

    def fetch(self, url: str) -> httpx.Response:
        """Read an address that needs no token."""
        return self._client.get(url)

    def _call(self, part: str, method: str, path: str, how: dict[str, Any]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._tokens[part]}"}
        return self._client.request(method, f"{part}/{path}", headers=headers, **how)

    def _token(self, path: str, key: str) -> str:
        token: str = _data(self._client.get(path, headers={"x-api-key": key}), 200)
        return token


def become_a_user(parts: Parts, email: str, code_of: Callable[[str], str]) -> None:
    """A new user proves an address by a code that is good for once, and registers."""
    proof = {"params": {"searchBy": "email"}}

    def verify(code: str) -> httpx.Response:
        return parts.channel("POST", f"users/{email}/verify-otp", json={"otp": code}, **proof)

    def read() -> Record:
        user: Record = _data(parts.channel("GET", f"users/by-email/{email}"), 200)
        return user

    _data(parts.channel("POST", f"users/{email}/otp", **proof), 201)
    code = code_of(email)
    wrong = "".join("1" if digit == "0" else "0" for digit in code)
    assert verify(wrong).status_code == 422, "a wrong code is taken"
    first = _data(verify(code), 200)
    assert str(first.get("message", "")).count(".") == 2, "the right code gives no token of a user"
    assert first.get("additionalData"), "nothing says that the registration is open"
    assert verify(code).status_code == 422, "a code is taken twice"
    assert read()["email"] == email
    names = {"first_name": "Sample", "last_name": "Newcomer"}
    registered = _data(parts.channel("PATCH", f"users/{email}", json=names, **proof), 200)
    assert registered.items() >= names.items(), "the answer to a registration lacks the names"
    assert read().items() >= names.items(), "a registration is lost"
    everybody = _data(parts.channel("GET", "users"), 200)
    assert sum(user.get("email") == email for user in everybody) == 1
    _data(parts.channel("POST", f"users/{email}/otp", **proof), 201)
    again = _data(verify(code_of(email)), 200)
    assert not again.get("additionalData"), "a registered user is asked to register"


def read_claims_of_users(parts: Parts, claims_of: Callable[[str], set[str]]) -> None:
    """The claims of a user come by the user's id and by the uid alike; neither stands for both."""
    path = "users/{}/claims"
    for user in _data(parts.channel("GET", "users", params={"from": 0, "to": 9}), 200):
        due = claims_of(user["id"])
        by_id = _data(parts.channel("GET", path.format(user["id"])), 200)
        assert {claim["id"] for claim in by_id} == due, "they are not the claims of the user"
        if user.get("uid"):
            by_uid = {"params": {"searchBy": "uid"}}
            found = _data(parts.channel("GET", path.format(user["uid"]), **by_uid), 200)
            assert found == by_id, "by uid other claims come"
            assert parts.channel("GET", path.format(user["uid"])).status_code == 404


def insure(parts: Parts, deliveries: Callable[[], Sequence[bytes]]) -> None:
    """A new risk item is read in both parts, with an order, and both are told of."""
    [policy] = _data(parts.channel("GET", "policies"), 200)[:1]
    [package] = _data(parts.channel("GET", "packages", params={"from": 0, "to": 1}), 200)[:1]
    wanted = {
        "package_uid": package["uid"],
        "policy_uid": policy["uid"],
        "start_date": "2026-01-01T00:00:00Z",
        "end_date": None,
        "uid": "NEW-1",
        "insured_subject": {"identifier_type": "Guide Number", "identifier_value": "G-1", "own": 1},
        "authorized_claimants": [{"email": "claimant@example.com"}],
    }
    for change in (
        {"policy_uid": "none"},
        {"package_uid": "none"},
        {"end_date": "2025-01-01T00:00:00Z"},
        {"beneficiaries": [{"name": "Nobody"}]},
    ):
        refusal = parts.channel("POST", "risk-items", json=wanted | change)
        assert refusal.status_code in {404, 422}, f"{', '.join(change)} is not checked"
    made: Record = _data(parts.channel("POST", "risk-items", json=wanted), 200, 201)
    resolved = {"policy_id": policy["id"], "package_id": package["id"]}
    given = {name: value for name, value in wanted.items() if not name.startswith(("pac", "pol"))}
    assert made.items() >= (given | resolved).items(), "the risk item is not the one asked for"
    assert parts.channel("POST", "risk-items", json=wanted).status_code == 422, "a uid is not free"
    assert parts.integrations(f"risk-items/{made['id']}") == made, "it cannot be read on its own"
    assert made in _every(lambda range_: parts.integrations("risk-items", params=range_))
    assert made in _every(
        lambda range_: _data(parts.channel("GET", "risk-items", params=range_), 200)
    ), "the channel does not list it"
    by_uid = {"params": {"searchBy": "uid"}}
    [order] = parts.integrations(f"orders/{made['id']}")
    assert parts.integrations(f"orders/{wanted['uid']}", **by_uid) == [order]
    assert order["risk_item_id"] == made["id"]
    told = [(hint["message"], hint["id"]) for hint in map(json.loads, deliveries())]
    for table in ("risk_items", "orders"):
        assert (f"A {table} was inserted.", made["id"]) in told, f"{table} were not told of"


def upload(parts: Parts, path: str) -> None:
    """Of several files each is taken or refused on its own, and a taken one comes back as it is."""
    content = b"\x00\r\n--x--\r\n\xff"
    files = [
        ("files", ("a sample.png", content, "image/png")),
        ("files", ("sample.txt", b"text", "text/plain")),
        ("files", ("great.pdf", b"%" * 4_000_001, "application/pdf")),
        ("files", ("most.mp4", b"%" * 4_000_000, "video/mp4")),
    ]
    results = _data(parts.channel("POST", f"{path}/assets", files=files), 200, 201)
    assert len(results) == len(files), "there is not one result for each file"
    assert [bool(result.get("success")) for result in results] == [True, False, False, True]
    assert [bool(result.get("url")) for result in results] == [True, False, False, True]
    for (_, (_, sent, kind)), result in zip(files, results, strict=True):
        if result["success"]:
            file = parts.fetch(result["url"])
            assert file.content == sent, "a file comes back altered"
            assert file.headers["content-type"] == kind
    assert parts.channel("POST", f"{path}/assets", data={"name": "none"}).status_code == 400


def answer_workflow(parts: Parts, claim_id: str, other: str) -> None:
    """Each right answer moves a workflow on by one step, and no other one."""
    path = f"claims/{claim_id}/workflow"

    def step(claim: str = claim_id) -> Any:
        return _data(parts.channel("GET", f"claims/{claim}/workflow"), 200)["current_step"]

    before, untouched = step(), step(other)
    workflow = _data(parts.channel("GET", path), 200)["workflow"]
    assert before == next(iter(workflow)), "the walk needs a claim at its first step"
    assert parts.channel("POST", path, json={"report": "text"}).status_code == 422
    assert parts.channel("POST", path, files={"none": ("a", b"1")}).status_code == 422
    assert step() == before, "a wrong answer moves the workflow on"
    seen = [before]
    for key, inbound in ((key, one["inbound"]) for key, one in workflow.items()):
        assert step() == key, f"{key} is not due when the steps before it are done"
        if key == before:
            report = dict.fromkeys(inbound, ("report.pdf", b"%PDF", "application/pdf"))
            answered = parts.channel("POST", path, files=report)
        else:
            answered = parts.channel("POST", path, json=dict.fromkeys(inbound, 1))
        assert answered.is_success, f"the answer to {key} is refused"
        seen.append(step())
    assert seen == [*workflow, None], "the steps do not follow each other to their end"
    assert parts.channel("POST", path, json={}).status_code == 422
    assert step(other) == untouched, "the workflow of another claim has moved"


def _every(read: Callable[[dict[str, int]], list[Record]]) -> list[Record]:
    """All records of a list."""
    found: list[Record] = []
    while page := read({"from": len(found), "to": len(found) + 99}):
        found += page
    return found


def _data(answer: httpx.Response, *statuses: int) -> Any:
    assert answer.status_code in statuses, f"{answer.request.method}: {answer.status_code}"
    return answer.json()["data"]
