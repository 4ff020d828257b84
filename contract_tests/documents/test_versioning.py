"""The versioning promise of seed 001: changes that KASKO calls compatible break nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings, strategies as st

from client.bodies import ANYTHING, TEXT, Json
from documents.examples import Wire, example, policies
from flavours import SYNC

PAGE = example("kasko_policies")


@st.composite
def compatible(draw: st.DrawFn, value: Json) -> Json:
    """The same JSON with new members and in another order of members."""
    if isinstance(value, list):
        return [draw(compatible(item)) for item in value]
    if not isinstance(value, dict):
        return value
    new = draw(st.just({}) | st.dictionaries(TEXT.map("x_".__add__), ANYTHING, max_size=2))
    grown = {name: draw(compatible(item)) for name, item in value.items()} | new
    order: Any = draw(st.sampled_from([list, reversed, sorted]))
    return {name: grown[name] for name in order(grown)}


def read(page: Json) -> Any:
    return SYNC.Kasko("sk_test_1", transport=Wire(page).transport).list_policies()


@settings(max_examples=20)
@given(compatible(PAGE))
def test_new_members_and_another_order(page: Json) -> None:
    """An answer that grew, in any order of members, is read as the one in the documents."""
    assert read(page) == read(PAGE)


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=200), st.text(max_size=200))
def test_ids_of_any_length_and_format(id_: str, number: str) -> None:
    """Text ids of any length and format come through as they are."""
    page = example("kasko_policies")
    policies(page)[0].update(id=id_, insurer_policy_id=number)
    policy = read(page).embedded.item[0]
    assert (policy.id, policy.insurer_policy_id) == (id_, number)
