from __future__ import annotations

from itertools import product
from typing import Any, cast

import pytest
import schemathesis

from brolly_contract import hooks
from brolly_contract.ledger import Ledger
from brolly_contract.outcome import Outcome
from brolly_contract.target import Api, Target
from brolly_contract.traffic import Auth
from brolly_mock.spec import source

DRAWN = {
    "policy_uid": "a policy",
    "package_uid": "a package",
    "uid": "an item",
    "start_date": "2026-01-31T00:00:00Z",
    "end_date": "2026-01-01T00:00:00Z",
}


def a_run(api: Api, auth: Auth) -> hooks.Run:
    target = Target(
        api=api, base_url="http://127.0.0.1", key="sk_test_k", read_only=False, sandbox=False
    )
    return hooks.Run(target, Ledger(target, Outcome(api=api, auth=auth)))


def mended(drawn: dict[str, Any]) -> dict[str, Any]:
    with hooks.running(a_run("insurehero", "token")):
        return cast("dict[str, Any]", hooks._sensible_risk_item(None, drawn))


def test_a_drawn_risk_item_can_be_insured() -> None:
    """A valid risk item gets a policy and a package that exist and an end that is not too early."""
    made = mended(DRAWN)
    assert made["end_date"] == made["start_date"] == DRAWN["start_date"]
    assert all(made[name] != DRAWN[name] for name in ("policy_uid", "package_uid", "uid"))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *product(DRAWN, ["", 5, None, [], ...]),
        ("end_date", "2026-13-01T00:00:00Z"),
        ("end_date", "2026-01-01"),
    ],
)
def test_what_is_wrong_on_purpose_stays_wrong(name: str, wrong: Any) -> None:
    """A member that is left out, or is not the text or time that is due, is not mended."""
    drawn = {**DRAWN, name: wrong}
    if wrong is ...:
        del drawn[name]
    assert mended(drawn).get(name, ...) == wrong


@pytest.fixture(scope="module")
def kasko() -> Any:
    """KASKO's specification as Schemathesis reads it."""
    schema: Any = schemathesis.openapi.from_path(str(source("kasko")))
    schema.config.update(base_url="http://127.0.0.1")
    return schema


@pytest.mark.parametrize(
    ("operation", "policy"),
    [
        ("get_policy", "newest"),
        ("get_policy_v2", "newest"),
        ("update_policy", "newest"),
        ("cancel_policy", "oldest"),
        ("reactivate_policy", "cancelled"),
    ],
)
def test_examples_stand_for_what_exists(kasko: Any, operation: str, policy: str) -> None:
    """A policy's example is one that the operation can do something with; other ids are kept."""
    found = kasko.find_operation_by_id(operation)
    (example,) = [p.definition["schema"]["example"] for p in found.path_parameters]
    nothing_known = a_run("kasko", "basic")
    run = a_run("kasko", "basic")
    run.policies = {False: ["oldest", "newest"], True: ["cancelled"]}
    for at, drawn, due in (
        (nothing_known, example, example),
        (run, example, policy),
        (run, "drawn", "drawn"),
    ):
        with hooks.running(at):
            case = found.Case(path_parameters={"policyId": drawn})
            hooks.before_call(None, case, {})
            assert case.path_parameters == {"policyId": due}


@pytest.mark.parametrize("operation", ["update_policy", "cancel_policy"])
def test_the_example_of_a_version_is_any(kasko: Any, operation: str) -> None:
    """The example of `If-Match` stands for any version; another one is sent as it is."""
    found = kasko.find_operation_by_id(operation)
    (example,) = [p.definition["schema"]["example"] for p in found.headers if p.name == "If-Match"]
    run = a_run("kasko", "basic")
    run.policies[False].append("known")
    with hooks.running(run):
        for drawn, due in ((example, "*"), ("drawn", "drawn")):
            case = found.Case(path_parameters={"policyId": "p"}, headers={"If-Match": drawn})
            hooks.before_call(None, case, {})
            assert case.headers["If-Match"] == due
