"""The documented examples: allowed by the spec, and read by the clients with every value."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest

from brolly import ApiError, ResponseValidationError
from client.specs import INSUREHERO, KASKO, GivenResponse, Node, SentRequest, Spec
from documents.examples import REQUEST_ID, Wire, example, ok, policies
from flavours import Flavour
from kasko_api.models import PolicyStatus

KEY = "sk_test_SECRET_KEY"
TIMES = ("start_date", "end_date", "created_at", "updated_at")
NO_PAGE: Node = {"_embedded": {"item": []}, "_links": {}}


def last_page(page: Node) -> Node:
    """What is left from a second before a page's last policy: that one again."""
    return {"_embedded": {"item": policies(page)[-1:]}, "_links": {}}


@pytest.mark.parametrize(
    ("spec", "path", "status", "name"),
    [
        (KASKO, "/policies", 200, "kasko_policies"),
        (KASKO, "/policies", 400, "kasko_error"),
        (KASKO, "/policies", 400, "kasko_error_texts"),
        (KASKO, "/policies", 404, "kasko_error_brief"),
        (INSUREHERO, "/api/shield/integrations/auth/authorize", 200, "insurehero_access_token"),
    ],
)
def test_the_spec_allows_each_example(spec: Spec, path: str, status: int, name: str) -> None:
    """An answer that is a documented example is one that the spec describes."""
    url = spec.document["servers"][0]["url"] + path
    [operation] = [
        one for one in spec.operations.values() if (one.path, one.method) == (path, "GET")
    ]
    spec.reader(operation).validate_response(
        SentRequest(httpx.Request("GET", url)), GivenResponse(ok(example(name), status))
    )


def test_the_spec_allows_the_general_page_but_for_its_entries() -> None:
    """Envelope and links of the pagination example fit; its entries are no policies, as C17 says.

    The example stands for any list and shows entries with an integer `id` and nothing else. A
    policy has a text id and further members, so the entries must be all that the spec refuses.
    """
    page = example("kasko_pagination")
    schema = KASKO.operations["list_policies"].body("200")
    assert schema
    refused = {
        tuple(error.instance_path[:2]) for error in KASKO.validator(schema).iter_errors(page)
    }
    assert refused == {("_embedded", "item")}
    page["_embedded"]["item"] = []
    assert KASKO.validator(schema).is_valid(page)


def shown(value: Any) -> Any:
    """What a model shows, by wire names; a time must be one in UTC."""
    if isinstance(value, msgspec.Struct):
        return {
            member.encode_name: shown(getattr(value, member.name))
            for member in msgspec.structs.fields(value)
            if getattr(value, member.name) is not msgspec.UNSET
        }
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, datetime):
        assert value.tzinfo is UTC
        return f"{value:%Y-%m-%dT%H:%M:%S+0000}"
    return value


def test_the_list_is_read_with_every_value(flavour: Flavour) -> None:
    """Each documented value is on the page that the client returns, money as plain integers."""
    page = example("kasko_policies")
    client = flavour.Kasko(KEY, transport=Wire(page).transport)
    read = flavour.run(client.list_policies())
    assert shown(read) == page
    for policy in read.embedded.item:
        assert policy.status is PolicyStatus.PAID
        assert (type(policy.amount), type(policy.gross_premium)) == (int, int)
        assert type(policy.livemode) is bool
        assert all(isinstance(getattr(policy, name), datetime) for name in TIMES)


def test_a_policy_is_read_by_its_self_link(flavour: Flavour) -> None:
    """The self link of each policy is what `get_policy` asks, and the policy is what it returns."""
    for policy in policies(example("kasko_policies")):
        wire = Wire(policy)
        read = flavour.run(flavour.Kasko(KEY, transport=wire.transport).get_policy(policy["id"]))
        assert str(wire.sent[0].url) == policy["_links"]["_self"]["href"]
        assert shown(read) == policy
        assert read.updated_at == datetime.strptime(policy["updated_at"], "%Y-%m-%dT%H:%M:%S%z")


def test_every_policy_comes_out_of_the_paging_loop(flavour: Flavour) -> None:
    """Both policies come once, and the loop goes on from a second before the `next` link's."""
    page = example("kasko_policies")
    wire = Wire(page, last_page(page))
    found = flavour.all(flavour.Kasko(KEY, transport=wire.transport).iter_policies())
    assert [shown(policy) for policy in found] == policies(page)
    linked = int(httpx.URL(page["_links"]["next"]["href"]).params["since"])
    assert [request.url.params.get("since") for request in wire.sent] == [None, str(linked - 1)]


def test_links_are_found_inside_the_embedded_part_too(flavour: Flavour) -> None:
    """With the links where the pagination example has them, the same policies are read on."""
    page, general = example("kasko_policies"), example("kasko_pagination")
    general["_embedded"]["item"] = policies(page)
    wire = Wire(general, last_page(page))
    client = flavour.Kasko(KEY, transport=wire.transport)
    assert shown(flavour.run(client.list_policies())) == general

    wire = Wire(general, last_page(page))
    client = flavour.Kasko(KEY, transport=wire.transport)
    assert [shown(policy) for policy in flavour.all(client.iter_policies())] == policies(page)
    assert len(wire.sent) > 1


def test_the_general_page_is_read_as_far_as_it_goes(flavour: Flavour) -> None:
    """The loop hands out entries other than policies as they came, and follows the page's link."""
    page = example("kasko_pagination")
    wire = Wire(page, NO_PAGE)
    kept: list[tuple[Any, ResponseValidationError]] = []
    client = flavour.Kasko(KEY, transport=wire.transport)
    read = flavour.all(client.iter_policies(on_invalid=lambda *record: kept.append(record)))
    assert read == []
    assert [record for record, _ in kept] == policies(page)
    assert [error.path for _, error in kept] == [
        f"$._embedded.item[{index}].id" for index in range(4)
    ]
    next_link = httpx.URL(page["_embedded"]["_links"]["next"]["href"])
    # From a second before, as its own may hold more than the page did.
    assert int(wire.sent[1].url.params["since"]) == int(next_link.params["since"]) - 1 == 1444411554


def test_a_cancelled_policy_is_polled_again(flavour: Flavour) -> None:
    """A poll from the last `updated_at` brings the policy again, cancelled, as a later version."""
    page = example("kasko_policies")
    known = flavour.all(
        flavour.Kasko(KEY, transport=Wire(page, last_page(page)).transport).iter_policies()
    )
    page["_embedded"]["item"] = [
        policies(page)[1] | {"status": "Cancelled", "updated_at": "2015-10-15T08:00:00+0000"}
    ]
    wire = Wire(page, last_page(page))
    client = flavour.Kasko(KEY, transport=wire.transport)
    (changed,) = flavour.all(client.iter_policies(since=known[-1].updated_at))
    assert int(wire.sent[0].url.params["since"]) <= known[-1].updated_at.timestamp()
    assert (changed.id, changed.status) == (known[-1].id, PolicyStatus.CANCELLED)
    assert changed.updated_at > known[-1].updated_at


@pytest.mark.parametrize(
    ("status", "name"),
    [(400, "kasko_error"), (400, "kasko_error_texts"), (404, "kasko_error_brief")],
)
def test_an_error_is_read_with_every_value(flavour: Flavour, status: int, name: str) -> None:
    """Status, message, the fields at fault and the request id are on the error that is raised."""
    body = example(name)
    client = flavour.Kasko(KEY, transport=Wire(ok(body, status)).transport)
    with pytest.raises(ApiError) as raised:
        flavour.run(client.list_policies())
    error = raised.value
    assert (error.status_code, error.request_id) == (status, REQUEST_ID)
    assert (error.status, error.message) == (body["status"], body["message"])
    assert [shown(entry) for entry in error.errors] == body.get("errors", [])


def test_the_access_token_is_read(flavour: Flavour) -> None:
    """The token of the documented shape is what `authorize` returns."""
    body = example("insurehero_access_token")
    client = flavour.InsureHero(KEY, transport=Wire(body).transport)
    assert flavour.run(client.authorize()).data == body["data"]


def test_the_table_of_attributes_is_read_as_printed(flavour: Flavour) -> None:
    """Status and variant as integers, as the table has them, are read as their digits (C1, C3)."""
    policy = policies(example("kasko_policies"))[0] | {"status": 1, "insurer_variant_id": 1}
    client = flavour.Kasko(KEY, transport=Wire(policy).transport)
    read = flavour.run(client.get_policy(policy["id"]))
    assert (read.status, read.insurer_variant_id) == ("1", "1")
