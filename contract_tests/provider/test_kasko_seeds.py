from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from brolly_mock import create_app, transport
from brolly_mock.spec import load

SPEC = load("kasko")
KINDS = {"Offer": "offers", "Payment": "payments", "Lead": "leads", "PolicyV2": "policies"}
# By the fact sheet, sections 5.11 and 5.12: leads alone have the one, offers alone the other.
NEVER = {
    "Offer.quote.signature",
    "PolicyV2.quote.signature",
    "PolicyV2.assets[].version",
    "Lead.assets[].version",
}
# No document shows anything but null here; nor is a date of termination known in local time.
NULL_ONLY = {"Offer.assets[].version", "PolicyV2.localized_dates.termination_date"}


def states(schema: Any, value: Any, path: str) -> Iterator[tuple[str, str, bool, bool]]:
    """Member, how it stands, whether it may be null and absent, for every member of a value."""
    schema = SPEC.resolve(schema)
    arms = [SPEC.resolve(arm) for arm in schema.get("anyOf", [])]
    schema = next((arm for arm in arms if arm.get("type") == "object"), schema)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            yield from states(schema["items"], item, f"{path}[]")
    if not isinstance(value, dict):
        return
    for name, member in schema.get("properties", {}).items():
        place = f"{path}.{name}"
        state = "absent" if name not in value else "null" if value[name] is None else "value"
        whole = SPEC.resolve(member)
        branches = [whole, *map(SPEC.resolve, whole.get("anyOf", []))]
        nullable = any("null" in branch.get("type", []) for branch in branches)
        yield place, state, nullable, name not in schema.get("required", [])
        if name in value:
            yield from states(member, value[name], place)


@pytest.mark.parametrize("schema", KINDS)
def test_seeds_show_every_branch(schema: str) -> None:
    """Among the records of a fresh mock each member is there, and null and absent where allowed."""
    mock = create_app()
    kind = KINDS[schema]
    held = mock.store.documents(kind)
    ids = [name for name, document in held.items() if not document["_live"]]
    ids = ids or [policy["id"] for policy in mock.store.policies()]
    found: dict[str, set[str]] = defaultdict(set)
    due: dict[str, set[str]] = {}
    with httpx.Client(
        transport=transport(mock),
        base_url="https://provider.example",
        auth=(mock.settings.kasko_key, ""),
        headers={"Accept": "application/vnd.kasko.v2+json"},
    ) as client:
        for name in ids:
            record = client.get(f"/{kind}/{name}").json()
            for place, state, nullable, optional in states(SPEC.schema(schema), record, schema):
                found[place].add(state)
                due[place] = {"value", *["null"] * nullable, *["absent"] * optional}
    mock.close()
    for place in NEVER & due.keys():
        due[place] = {"absent"}
    for place in NULL_ONLY & due.keys():
        due[place] -= {"value"}
    missing = {place: due[place] - seen for place, seen in found.items() if due[place] - seen}
    assert missing == {}
