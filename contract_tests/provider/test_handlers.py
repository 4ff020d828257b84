"""An operation that the specifications describe and the mock does not know yet."""

from __future__ import annotations

import re

import httpx
import pytest

from brolly_mock import Mock, create_app, transport
from brolly_mock.insurehero.offering import Offering
from brolly_mock.kasko.leads import Leads
from brolly_mock.spec import Operation, load


def answered(mock: Mock, path: str, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(transport=transport(mock), base_url="https://mock.example") as client:
        return client.get(path, headers=headers)


def test_a_missing_handler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operation without a handler returns 501 and says which one to write; others go on."""
    monkeypatch.delattr(Leads, "get_lead")
    monkeypatch.setattr(Offering, "operations", lambda _: {})
    mock = create_app()
    token = mock.channel_tokens.issue()
    lead = answered(mock, "/leads/1", mock.settings.kasko_key)
    assert (lead.status_code, "write get_lead in brolly_mock/kasko" in lead.text) == (501, True)
    packages = answered(mock, "/api/shield/v1/packages?from=0&to=9", token)
    assert packages.status_code == 501
    assert "write list_packages in brolly_mock/insurehero" in packages.text
    assert answered(mock, "/payments/1", mock.settings.kasko_key).status_code == 404
    assert answered(mock, "/api/shield/v1/users?from=0&to=9", token).is_success
    mock.close()


@pytest.mark.parametrize("api", ["kasko", "insurehero"])
def test_every_operation_has_a_handler(api: str) -> None:
    """The mock serves all that the specification describes; what is missing is named."""
    mock = create_app()
    missing = [
        answer.json()["message" if api == "kasko" else "details"]
        for operation in load(api).operations
        if (answer := asked(mock, operation)).status_code == 501
    ]
    mock.close()
    assert missing == []


def asked(mock: Mock, operation: Operation) -> httpx.Response:
    """What the mock says to any request for an operation."""
    path = re.sub(r"\{[^}]*\}", "x", operation.path)
    headers = {"Accept": ", ".join(operation.media_types) or "*/*"}
    if operation.content:
        headers["Content-Type"] = operation.content.media_type
    with httpx.Client(transport=transport(mock), base_url="https://mock.example") as client:
        return client.request(operation.method, path, headers=headers)
