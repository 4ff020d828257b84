from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from brolly import ConfigurationError, Kasko, columns, raw, unknown
from brolly._core.auth import Clock
from brolly._core.whole import is_complete, lacking
from brolly_mock import Mock, MockSettings, transport
from flavours import SYNC, Flavour

KEY = "sk_test_1"
NAMES = st.text(max_size=8).map(lambda name: f"x_{name}")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def policy(number: int, more: dict[str, Any]) -> dict[str, Any]:
    second = f"2031-01-01T00:{number // 60:02}:{number % 60:02}+0000"
    return {
        "id": f"p{number}",
        "livemode": False,
        "insurer_policy_id": str(number),
        "amount": 1,
        "status": "paid",
        "created_at": second,
        "updated_at": second,
        **more,
    }


def client(flavour: Flavour, records: list[dict[str, Any]], **options: Any) -> Any:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/policies":
            return httpx.Response(200, json=records[0], headers={"ETag": '"v1"'})
        since = int(request.url.params.get("since", 0)) - 1924992000
        found = [one for one in records if int(one["updated_at"][14:16]) * 60 >= since - 59]
        return httpx.Response(200, json={"_embedded": {"item": found}})

    return flavour.Kasko(KEY, transport=httpx.MockTransport(answer), **options)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=3), min_size=1, max_size=9), st.data())
def test_what_came_can_be_had_again(extras: list[dict[str, Any]], data: st.DataObject) -> None:
    """Each record gives back what the provider sent, also beside records that were set aside."""
    records = [policy(number, more) for number, more in enumerate(extras)]
    bad = data.draw(st.sets(st.integers(0, len(records) - 1), max_size=2))
    for number in bad:
        records[number]["amount"] = "no number"
    with client(SYNC(), records, whole_records=True) as kasko:
        found = list(kasko.iter_policies(on_invalid=lambda *_: None))

    assert [one.id for one in found] == [f"p{n}" for n in range(len(records)) if n not in bad]
    for one in found:
        number = int(one.id[1:])
        assert raw(one) == records[number]
        assert unknown(one) == extras[number]
        assert not any(name in repr(one) for name in extras[number])


def test_every_record_of_a_provider_is_whole(
    flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock
) -> None:
    """Records of lists, single answers and their members: all have what came, sync and async."""
    mock = make_mock(MockSettings(policies=30, live_policies=0, claims=9, risk_items=9))
    options = {"transport": transport(mock), "whole_records": True, "_clock": clock}
    kasko = flavour.Kasko(mock.settings.kasko_key, **options)
    shield = flavour.InsureHero(mock.settings.insurehero_key, **options)
    policies = flavour.all(kasko.iter_policies())
    for one in policies:
        assert raw(one)["updated_at"].endswith("+0000")
        assert unknown(one) == {}
    assert raw(flavour.run(kasko.get_policy(policies[0].id)))["id"] == policies[0].id
    for one in (*flavour.all(shield.iter_claims()), *flavour.all(shield.iter_orders())):
        assert raw(one)["id"] == one.id
    claim = flavour.run(shield.get_claim(flavour.all(shield.iter_claims())[0].id))
    assert raw(claim)["data"] == raw(claim.data)
    assert raw({"a": 1}) == {"a": 1}


@pytest.mark.parametrize("more", [{"x_new": 1}, {"assets": [{"name": "a", "x_new": 1}]}, {}])
def test_it_is_known_whether_the_models_hold_all_of_it(more: dict[str, Any]) -> None:
    """Where no record of a page has a member that its models do not know, at any depth but in its
    links, nothing of it has to be read again."""
    links = {"_links": {"_self": {"href": "/p0", "x_new": 1}}}
    records = [policy(0, links), policy(1, more)]
    with client(SYNC(), records, whole_records=True) as kasko:
        found = list(kasko.iter_policies())
    assert [is_complete(one) for one in found] == [not more] * 2
    assert [lacking(one) for one in found] == ([None] * 2 if not more else records)


def test_a_whole_record_is_the_same_value(flavour: Flavour) -> None:
    """It is equal to one that is not whole, has its type, and so has each copy, whole as well."""
    records = [policy(number, {"x_new": number}) for number in range(3)]
    kasko = client(flavour, records)
    plain = flavour.all(kasko.iter_policies())
    whole = flavour.all(kasko.with_options(whole_records=True).iter_policies())

    assert plain == whole
    assert whole == plain
    assert all(isinstance(one, type(plain[0])) for one in whole)
    for twins in (pickle.loads(pickle.dumps(whole)), deepcopy(whole), [copy(one) for one in whole]):  # noqa: S301
        assert twins == plain
        assert [raw(one) for one in twins] == records
        assert [unknown(one) for one in twins] == [{"x_new": number} for number in range(3)]
        assert all(isinstance(one, type(plain[0])) for one in twins)
    assert msgspec.json.encode(whole) == msgspec.json.encode(plain)
    assert [repr(one) for one in whole] == [repr(one) for one in plain]


def test_the_records_of_one_page_are_whole(flavour: Flavour) -> None:
    """`items` of a single answer can be had as they were sent, wherever the page holds them."""
    sent = [
        {"id": f"r{number}", "updated_at": "2031-01-01T00:00:00+0100", "brand_new": {"n": number}}
        for number in range(3)
    ]
    body: dict[str, Any] = {"_embedded": {"item": sent}, "data": sent}
    answer = httpx.MockTransport(
        lambda request: httpx.Response(
            200, json={"data": "token"} if "authorize" in request.url.path else body
        )
    )
    kasko = flavour.Kasko(KEY, transport=answer, whole_records=True)
    shield = flavour.InsureHero(KEY, transport=answer, whole_records=True)
    for page in (
        flavour.run(kasko.list_policies()),
        flavour.run(shield.list_claims(from_=0, to=9)),
    ):
        assert [raw(one) for one in page.items] == sent
        assert [unknown(one)["brand_new"] for one in page.items] == [
            {"n": number} for number in range(3)
        ]
        assert columns(page.items, "id") == {"id": ["r0", "r1", "r2"]}
    body["_embedded"] = {"item": sent[0]}
    (alone,) = flavour.run(kasko.list_policies()).items
    assert raw(alone) == sent[0]


def test_nothing_is_kept_unasked(flavour: Flavour) -> None:
    """Without the option it is said how to get it."""
    kasko = client(flavour, [policy(0, {})])
    (plain,) = flavour.all(kasko.iter_policies())
    with pytest.raises(ConfigurationError, match="whole_records=True"):
        raw(plain)
    with pytest.raises(ConfigurationError, match="whole_records=True"):
        unknown(deepcopy(plain))
    with pytest.raises(ConfigurationError, match="whole_records"):
        Kasko(KEY, whole_records="yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_forms_that_few_readers_take(encoding: str) -> None:
    """Records of an answer in another encoding can be had again too."""
    body = json.dumps({"_embedded": {"item": [policy(0, {"x_é": "ü"})]}}, ensure_ascii=False)

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=body.encode(encoding))

    with Kasko(KEY, transport=httpx.MockTransport(answer), whole_records=True) as kasko:
        (found,) = kasko.iter_policies()
    assert unknown(found) == {"x_é": "ü"}
