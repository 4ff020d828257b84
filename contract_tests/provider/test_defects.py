from __future__ import annotations

import httpx
import pytest

from brolly_mock import (
    DEFECTS,
    Answer,
    Call,
    Handler,
    Interceptor,
    ManualClock,
    MockSettings,
    create_app,
    transport,
)
from provider.engine import Plan, run
from provider.matrix import SEEN_BY, WALKS
from provider.outcome import Outcome
from provider.target import Api, Target


def _walk(name: str, settings: MockSettings) -> None:
    clock = ManualClock()
    mock = create_app(settings, clock=clock)
    with httpx.Client(transport=transport(mock), base_url="https://provider.example") as client:
        WALKS[name](mock, client, clock)
    mock.close()


def _fuzz(api: Api, settings: MockSettings, effect: Interceptor | None = None) -> Outcome:
    mock = create_app(settings)
    if effect is not None:
        mock.faults.add(effect, times=None)
    key = settings.kasko_key if api == "kasko" else settings.insurehero_key
    hidden = [policy["id"] for policy in mock.store.policies(live=True, limit=3)]
    plan = Plan(
        target=Target(api=api, base_url="http://127.0.0.1", key=key, read_only=False),
        auth="basic" if api == "kasko" else "token",
        hidden=tuple(hidden) if api == "kasko" else (),
        examples=20,
        first_finding=True,
    )
    outcome = run(plan, app=mock)
    mock.close()
    return outcome


def _api(name: str) -> Api:
    operations = {*DEFECTS[name].operations} - {"unknown"}
    return "kasko" if operations <= {"list_policies", "get_policy"} else "insurehero"


def test_every_defect_has_its_check() -> None:
    """No defect of the mock is without a check that has to see it."""
    assert SEEN_BY.keys() == DEFECTS.keys()


@pytest.mark.parametrize("name", SEEN_BY)
def test_defect_is_seen(name: str) -> None:
    """A provider with this defect is found out, and by the check that is made for it."""
    check = SEEN_BY[name]
    settings = MockSettings(defects=frozenset({name}))
    if check in WALKS:
        with pytest.raises(AssertionError):
            _walk(check, settings)
    else:
        outcome = _fuzz(_api(name), settings)
        assert check in {finding.check for finding in outcome.findings}, outcome


def test_other_record_is_seen() -> None:
    """A provider that answers with another record than the one asked for is found out."""

    def other(call: Call, proceed: Handler) -> Answer:
        answer = proceed(call)
        if call.operation == "get_claim" and answer.status == 200:
            answer.payload["data"]["id"] = "00000000-0000-4000-8000-000000000001"
        return answer

    outcome = _fuzz("insurehero", MockSettings(), other)
    assert "known_record" in {finding.check for finding in outcome.findings}


def test_constant_request_id_is_seen() -> None:
    """A provider whose request id tells no request from another is found out."""

    def constant(call: Call, proceed: Handler) -> Answer:
        answer = proceed(call)
        answer.headers["X-Request-Id"] = "constant"
        return answer

    outcome = _fuzz("kasko", MockSettings(), constant)
    assert "request_id" in {finding.check for finding in outcome.findings}


@pytest.mark.parametrize("name", WALKS)
def test_walk_passes_the_sound_mock(name: str) -> None:
    """A provider without a defect raises none of these; `test_provider` says it of the others."""
    _walk(name, MockSettings())
