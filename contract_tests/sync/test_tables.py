from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings, strategies as st

import insurehero_api.models
import kasko_api.models
from brolly import ConfigurationError
from brolly._core.whole import Sent, keep, whole_record
from brolly.tables import Columns, schema
from brolly_runtime import decoder
from depth import tries
from insurehero_api.models.claim import Claim
from insurehero_api.models.claim_event import ClaimEvent
from insurehero_api.models.order import Order
from insurehero_api.models.risk_item import RiskItem
from insurehero_api.models.user import User
from kasko_api.models.policy import Policy

ROOT = Path(__file__).resolve().parents[2]
SALT = "a salt of a test"
MODELS: list[Any] = [Policy, Claim, RiskItem, Order, User]
Personal = Literal["drop", "hash", "keep"]

KINDS: Any = st.sampled_from(["drop", "hash", "keep"])
PERSON = "Person Name"
SIGNED = "https://assets.example.com/a.pdf?Signature=abc"
UNKNOWN = "Unknown Value"
SCALARS: dict[type[msgspec.inspect.Type], Any] = {
    msgspec.inspect.StrType: "text",
    msgspec.inspect.EnumType: "text",
    msgspec.inspect.AnyType: "text",
    msgspec.inspect.DateTimeType: "2015-10-09T17:20:43+0200",
    msgspec.inspect.BoolType: True,
    msgspec.inspect.IntType: 7,
    msgspec.inspect.FloatType: 1.5,
}


def sample(info: msgspec.inspect.Type, place: str, sensitive: bool, secret: bool) -> Any:
    """A value of a type in which each text says what it is."""
    if isinstance(info, msgspec.inspect.Metadata):
        return sample(info.type, place, sensitive, secret)
    if isinstance(info, msgspec.inspect.UnionType):
        kinds = [one for one in info.types if not isinstance(one, msgspec.inspect.NoneType)]
        return sample(kinds[0], place, sensitive, secret)
    if isinstance(info, msgspec.inspect.StructType):
        return whole(info.cls, sensitive, secret)
    if isinstance(info, msgspec.inspect.ListType):
        return [sample(info.item_type, place, sensitive, secret)] * 2
    said = SIGNED if secret else PERSON if sensitive else "text"
    if isinstance(info, msgspec.inspect.DictType):
        return {"note": said, "link": SIGNED, "deep": [{"n": 10**30, "link": SIGNED}]}
    value = SCALARS[type(info)]
    return said if value == "text" else value


def whole(model: type[Any], sensitive: bool = False, secret: bool = False) -> dict[str, Any]:
    """A record with every member that the model has, and two that it has not."""
    info = msgspec.inspect.type_info(model)
    assert isinstance(info, msgspec.inspect.StructType)
    members = {
        field.encode_name: sample(
            field.type,
            field.encode_name,
            sensitive or field.name in model._sensitive_,
            secret or field.name in model._secret_,
        )
        for field in info.fields
    }
    return {**members, "brand_new": UNKNOWN, "brand_new_link": SIGNED}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("personal", ["drop", "hash", "keep"])
def test_a_table_holds_what_was_asked_for(model: type[Any], personal: Personal) -> None:
    """No signed URL ever; no personal and no unknown value unless `keep` asks for it; under `hash`
    and `keep` each member that grants no access has a column or a place in one. The same holds of
    what is kept of a record that cannot be read."""
    sent = whole(model)
    content = json.dumps(sent).encode()
    record = decoder(whole_record(model)).decode(content)
    keep([record], Sent(content, (), [content]))
    columns = Columns(model, personal=personal, salt=SALT)
    table = columns.table([record])
    text = json.dumps(table.to_pylist(), default=str) + json.dumps(columns.allowed(sent))
    assert "Signature" not in text
    assert (PERSON in text) == (personal == "keep" and bool(model._sensitive_ - model._secret_))
    assert (UNKNOWN in text) == (personal == "keep")
    extra = json.loads(table.column("extra")[0].as_py())
    assert {"brand_new", "brand_new_link"} <= extra.keys()
    assert table.schema == columns.schema == schema(model, personal=personal)
    wanted = {
        field.encode_name
        for field in msgspec.structs.fields(model)
        if field.name not in (model._sensitive_ if personal == "drop" else model._secret_)
    }
    assert set(table.column_names) == (wanted | {"extra"}) - {"_links"}
    for name in columns.json:
        json.loads(table.column(name)[0].as_py() or "null")


@settings(max_examples=tries(60, 1000))
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "id": st.text(min_size=1),
                "updated_at": st.datetimes(
                    datetime(1970, 1, 2),  # noqa: DTZ001 - Hypothesis adds the zone
                    datetime(9999, 12, 30),  # noqa: DTZ001
                    timezones=st.integers(-720, 720).map(lambda m: timezone(timedelta(minutes=m))),
                ),
            },
            optional={
                "amount": st.none() | st.integers(-(2**63), 2**63 - 1),
                "currency": st.none() | st.text(),
                "insurer_variant_id": st.integers() | st.text(),
                "livemode": st.none() | st.booleans(),
                "status": st.sampled_from(["PAID", "Cancelled", "lapsed", 3]),
            },
        ),
        max_size=5,
    )
)
def test_values_arrive_as_they_were_sent(rows: list[dict[str, Any]]) -> None:
    """Instants, integers and texts are those of the record; null and absent are null, and '' is
    ''; only a NUL, which databases refuse, is replaced."""
    sent = [{**row, "updated_at": row["updated_at"].isoformat()} for row in rows]
    records = [decoder(Policy).decode(msgspec.json.encode(row)) for row in sent]
    found = Columns(Policy).table(iter(records)).to_pylist()
    for row, record, got in zip(rows, records, found, strict=True):
        assert got["updated_at"] == row["updated_at"]
        assert got["amount"] == row.get("amount")
        assert got["livemode"] == row.get("livemode")
        for name in ("id", "currency", "insurer_variant_id", "status"):
            value = getattr(record, name)
            assert got[name] == (None if value is None else str(value).replace("\0", "\ufffd"))
        assert got["extra"] is None


def test_integers_beyond_64_bits_are_refused() -> None:
    """A value that no column holds is an error, never another value."""
    record = Policy(id="a", updated_at=datetime(2020, 1, 1, tzinfo=UTC), amount=2**63)
    with pytest.raises((OverflowError, pa.ArrowInvalid)):
        Columns(Policy).table([record])


def test_an_open_map_is_its_id_and_the_rest() -> None:
    """Of a map nothing but the id is documented, so all else counts as unknown."""
    events: list[ClaimEvent] = [{"id": "e1", "note": PERSON}, {"id": 2}, {"note": None}]
    dropped = Columns(ClaimEvent).table(events).to_pylist()
    assert [row["id"] for row in dropped] == ["e1", "2", None]
    assert json.loads(dropped[0]["extra"]) == {"note": "string"}
    kept = Columns(ClaimEvent, personal="keep").table(events).to_pylist()
    assert json.loads(kept[0]["extra"]) == {"note": PERSON}


ODD = st.recursive(
    st.none()
    | st.floats()
    | st.integers()
    | st.text(st.characters(codec=None) | st.sampled_from("\0\\u0\ud83d"), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("a\0\\u0"), inner),
    max_leaves=6,
)


@settings(max_examples=tries(100, 2000))
@given(event=st.dictionaries(st.text("bc\0\\u0", min_size=1), ODD, max_size=3), personal=KINDS)
def test_what_is_free_becomes_json_that_databases_take(
    event: dict[str, Any], personal: Personal
) -> None:
    """Whatever the text, numbers and names, a column of JSON holds JSON without NUL, half an emoji
    or NaN, and each backslash stays."""

    def refused(constant: str) -> None:
        pytest.fail(constant)

    columns = Columns(ClaimEvent, personal=personal, salt=SALT)
    text = columns.table([event])["extra"][0].as_py() or "{}"
    found = json.loads(text, parse_constant=refused)
    names = {name.replace("\0", "\ufffd") for name in event if name != "id"}
    assert found.keys() == names
    assert "\0" not in repr(found).replace("\\\\", "")
    text.encode()
    if personal == "keep":
        for name, value in event.items():
            if isinstance(value, str) and "\\" in value and "://" not in value:
                kept = found[name.replace("\0", "\ufffd")]
                assert kept.count("\\") == value.count("\\") or len(names) < len(event)


def test_digests_can_be_compared_and_not_guessed() -> None:
    """Equal values have equal digests under one salt, others under another; a salt that could be
    guessed is refused and shown nowhere."""
    policy = Policy(id="a", updated_at=datetime(2020, 1, 1, tzinfo=UTC), email="x@example.com")

    def digest(salt: str) -> object:
        return Columns(Policy, personal="hash", salt=salt).table([policy])["email"][0].as_py()

    assert digest(SALT) == digest(SALT) != digest("another salt of a test")
    for salt in ("short", "", None):
        with pytest.raises(ConfigurationError) as caught:
            Columns(Policy, personal="hash", salt=salt)
        assert "short" not in str(caught.value)
    with pytest.raises(ConfigurationError):
        Columns(Policy, personal="none")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spec", "models"), [("kasko", kasko_api.models), ("insurehero", insurehero_api.models)]
)
def test_each_secret_of_the_specs_is_known_to_its_model(spec: str, models: Any) -> None:
    """What a spec marks as secret is so marked on the generated model."""
    text = (ROOT / f"openapi/{spec}.yaml").read_text()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    schemas = yaml.load(text, loader)["components"]["schemas"]  # noqa: S506 - a safe one
    marked = 0
    for name, one in schemas.items():
        members = one.get("properties", {})
        secrets = {key for key, value in members.items() if value.get("x-sensitive") == "secret"}
        model = getattr(models, name, None) if secrets else None
        if isinstance(model, type) and issubclass(model, msgspec.Struct):
            fields = {field.encode_name: field.name for field in msgspec.structs.fields(model)}
            assert getattr(model, "_secret_", None) == {fields[key] for key in secrets}
            marked += 1
    assert marked > 3
