"""Records as columns: what data frames make of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import httpx
import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

import brolly
from brolly import UNSET, ConfigurationError, Unset
from brolly.tables import schema
from client.bodies import Grammar
from client.specs import INSUREHERO, KASKO, Spec
from client.test_responses import named
from depth import tries
from flavours import Flavour
from insurehero_api.models import Claim, Order, RiskItem
from kasko_api.models import Asset, DatasetItem, Policy

KINDS = [(KASKO, Policy), (INSUREHERO, Claim), (INSUREHERO, RiskItem), (INSUREHERO, Order)]
each_kind = pytest.mark.parametrize(
    ("spec", "kind"), KINDS, ids=["Policy", "Claim", "RiskItem", "Order"]
)
NOW = datetime(2031, 1, 2, tzinfo=UTC)


def drawn(spec: Spec, kind: Any) -> st.SearchStrategy[list[Any]]:
    """Records as a provider may send them."""
    reference = {"$ref": f"#/components/schemas/{kind.__name__}"}
    assert named(spec, reference) is kind
    # Frames have no integers of more than 64 bits.
    bodies = Grammar(spec, tolerant=True).of(reference).filter(fits)
    return st.lists(bodies.map(kind.from_dict), max_size=2)


def fits(body: dict[str, Any]) -> bool:
    return all(abs(one) < 2**63 for one in body.values() if isinstance(one, int))


@each_kind
def test_every_frame_takes_them_in_one_line(spec: Spec, kind: Any) -> None:
    """pandas and polars take what any answer holds, though the first hundred rows lack it."""
    # Each process that runs tests would load them.
    import pandas as pd  # type: ignore[import-untyped]  # noqa: PLC0415
    import polars as pl  # noqa: PLC0415

    @settings(max_examples=tries(5, 100))
    @given(drawn(spec, kind))
    def check(records: list[Any]) -> None:
        least = {field.name: UNSET for field in msgspec.structs.fields(kind) if not field.required}
        bare = [msgspec.structs.replace(one, **least) for one in records[:1]] * 120
        found = brolly.columns([*bare, *records])
        assert pd.DataFrame(found).shape == pl.DataFrame(found).shape
        for name, values in found.items():
            assert len(values) == len(bare) + len(records), name
            assert all(value is not UNSET for value in values)
            kinds = {type(value) for value in values if value is not None}
            assert len(kinds) <= 1, name
            assert kinds <= {str, int, float, bool, datetime}

    check()


@each_kind
def test_values_are_those_of_the_model(spec: Spec, kind: Any) -> None:
    """A named member is there as it is: absent and null as None, what is nested as JSON."""

    @settings(max_examples=tries(5, 100))
    @given(drawn(spec, kind))
    def check(records: list[Any]) -> None:
        allowed = [
            field
            for field in msgspec.structs.fields(kind)
            if field.name not in kind._secret_ and field.encode_name != "_links"
        ]
        found = brolly.columns(records, *(field.encode_name for field in allowed))
        plain = brolly.columns(records, *found, nested="plain")
        for field in allowed:
            name = field.encode_name
            sent = [getattr(one, field.name) for one in records]
            for value, shown, flat in zip(sent, found[name], plain[name], strict=True):
                if value is None or value is UNSET:
                    assert shown is flat is None
                elif isinstance(flat, dict | list):
                    assert json.loads(shown) == json.loads(json.dumps(flat))
                elif isinstance(value, str | datetime | int | float):
                    assert shown == flat == value

    check()


def test_records_that_were_kept_whole(flavour: Flavour) -> None:
    """Pages with and without members that no model knows make one frame."""
    claims = [
        {"id": f"c{number}"} | ({"brand_new": 1} if number > 4 else {}) for number in range(9)
    ]

    def handle(request: httpx.Request) -> httpx.Response:
        if "authorize" in request.url.path:
            return httpx.Response(200, json={"data": "token"})
        low, high = (int(request.url.params[name]) for name in ("from", "to"))
        return httpx.Response(200, json={"data": claims[low : high + 1]})

    shield = flavour.InsureHero("key", transport=httpx.MockTransport(handle), whole_records=True)
    records = flavour.all(shield.iter_claims(page_size=3))
    assert brolly.columns(records)["id"] == [claim["id"] for claim in claims]


def test_nothing_personal_comes_unasked() -> None:
    """Personal members come where they are named, signed URLs never, at any depth."""
    policy = Policy(
        id="1",
        updated_at=NOW,
        email="mallory@example.com",
        first_name="Mallory",
        assets=[Asset.from_dict({"name": "Terms", "url": "https://files.example/?sig=1"})],
    )
    found = brolly.columns([policy])
    assert "Mallory" not in repr(found)
    assert "mallory" not in repr(found)
    assert "https:" not in repr(brolly.columns([policy], "assets", nested="plain"))
    assert brolly.columns([policy], "email", "id") == {
        "email": ["mallory@example.com"],
        "id": ["1"],
    }
    claim = Claim.from_dict({"id": "c", "assets": ["https://files.example/?sig=1"]})
    assert "assets" not in brolly.columns([claim])
    with pytest.raises(ConfigurationError, match="Claim has no member 'assets' for a frame"):
        brolly.columns([claim], "assets")


def test_arrow_gets_the_types_of_its_tables() -> None:
    """Without pyarrow a column has the type that `brolly.tables` gives it."""
    rows = [Policy(id="1", updated_at=NOW, amount=5, livemode=True, start_date=NOW, status="paid")]  # type: ignore[arg-type]
    table = pa.table(brolly.columns(rows))
    agreed = schema(Policy)
    assert {
        name: kind
        for name, kind in zip(table.schema.names, table.schema.types, strict=True)
        if kind != pa.null()
    }.items() <= dict(zip(agreed.names, agreed.types, strict=True)).items()


def test_maps_need_names() -> None:
    """Records without documented members give what is named, and no URL."""
    rows = [{"id": "1", "n": 2, "deep": {"a": [1]}}, {"id": "2", "url": "https://x.example"}]
    with pytest.raises(ConfigurationError, match="name those you want"):
        brolly.columns(rows)
    assert brolly.columns(rows, "id", "n", "deep", "url") == {
        "id": ["1", "2"],
        "n": [2, None],
        "deep": ['{"a":[1]}', None],
        "url": [None, None],
    }


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda one: brolly.columns([one], "nope"), "Policy has no member 'nope'"),
        (brolly.columns, "of a page, its .items"),
        (lambda _: brolly.columns(None), "must be a list or an iterator"),  # type: ignore[arg-type]
        (lambda one: brolly.columns([[one]]), "of pages, their .items"),
        (lambda one: brolly.columns([one, {"id": "1"}]), "several kinds"),
        (lambda one: brolly.columns([one, DatasetItem.from_dict({"id": "1"})]), "several kinds"),
        (lambda _: brolly.columns(["text"]), "must be models or maps"),
        (lambda one: brolly.columns([one], nested=cast("Any", "xml")), "nested must be"),
    ],
)
def test_what_makes_no_frame_is_refused(call: Callable[[Any], Any], text: str) -> None:
    """Errors name what is wrong and what there is."""
    with pytest.raises(ConfigurationError, match=text):
        call(Policy(id="1", updated_at=NOW))


def test_no_records_give_the_named_columns() -> None:
    """A list without records still has the columns that were asked for."""
    assert brolly.columns([]) == {}
    assert brolly.columns(iter(()), "id", "status") == {"id": [], "status": []}


def test_unset_is_one_value_everywhere() -> None:
    """`UNSET` is false, is what an absent member holds, and is left out of what is written."""
    policy = Policy(id="1", updated_at=NOW)
    assert policy.assets is UNSET
    assert not UNSET
    assert isinstance(UNSET, Unset)
    assert "assets" not in policy.to_dict()
    assert '"email":null' in policy.to_json()
