"""Insuring a risk, uploading files and answering a workflow, through the client to the mock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from brolly import NotFoundError, UnprocessableError
from brolly_mock import Mock, MockSettings, faults, transport
from brolly_runtime import File
from flavours import Flavour
from insurehero_api.models.asset_upload import AssetUpload
from insurehero_api.models.new_claimant import NewClaimant
from insurehero_api.models.new_risk_item import NewRiskItem

SETTINGS = MockSettings(policies=0, live_policies=0, risk_items=3, claims=9)
SUBJECT = {"identifier_type": "Guide Number", "identifier_value": "G-1", "own": {"deep": [1]}}
FILES = [
    File('a "b".png', b"\x00\r\n--x--\r\n\xff", "image/png"),
    File("ünïcode.pdf", b"%PDF", "application/pdf"),
    File("clip.mp4", b"", "video/mp4"),
]


class Desk:
    """A client with both keys, and its mock."""

    def __init__(self, flavour: Flavour, mock: Mock) -> None:
        self.flavour = flavour
        self.mock = mock
        self.shield: Any = flavour.InsureHero(
            mock.settings.insurehero_key,
            channel_key=mock.settings.insurehero_channel_key,
            transport=transport(mock),
        )

    def run(self, name: str, *path: str, **given: Any) -> Any:
        return self.flavour.run(getattr(self.shield, name)(*path, **given))


@pytest.fixture
def desk(flavour: Flavour, make_mock: Callable[..., Mock]) -> Iterator[Desk]:
    desk = Desk(flavour, make_mock(SETTINGS))
    yield desk
    desk.run("close")


def new_item(**changes: Any) -> NewRiskItem:
    members: dict[str, Any] = {
        "package_uid": "PKG-CARGO-01",
        "policy_uid": "POL-0001",
        "start_date": datetime(2026, 1, 1, 12, 30, 0, 125_000, tzinfo=UTC),
        "end_date": None,
        "uid": "OWN-1",
        "insured_subject": SUBJECT,
        "authorized_claimants": [NewClaimant(email="claimant@example.com")],
    }
    return NewRiskItem(**members | changes)


def test_a_new_risk_item_is_read_by_both_parts(desk: Desk) -> None:
    """What was sent is what both parts read afterwards, with ids for the uids and one order."""
    body = new_item()
    made = desk.run("create_risk_item", body=body).data
    sent = body.to_dict()
    assert (made.uid, made.start_date, made.end_date) == (body.uid, body.start_date, None)
    assert (made.insured_subject, sent["end_date"]) == (SUBJECT, None)
    assert desk.run("get_risk_item", made.id).data == made
    assert made in desk.flavour.all(desk.shield.iter_channel_risk_items())
    assert made in desk.flavour.all(desk.shield.iter_risk_items())
    [order] = desk.flavour.all(desk.shield.iter_orders(made.id))
    assert order.risk_item_id == made.id
    policies = desk.run("list_policies").data
    assert made.policy_id in {policy.id for policy in policies if policy.uid == body.policy_uid}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"policy_uid": "none"}, NotFoundError),
        ({"package_uid": "none"}, NotFoundError),
        ({"end_date": datetime(2025, 1, 1, tzinfo=UTC)}, UnprocessableError),
    ],
)
def test_what_cannot_be_insured_is_refused(
    desk: Desk, change: dict[str, Any], error: type[Exception]
) -> None:
    """A risk item that names nothing known, or ends before it starts, is an error of its kind."""
    with pytest.raises(error):
        desk.run("create_risk_item", body=new_item(**change))
    assert len(desk.flavour.all(desk.shield.iter_risk_items())) == SETTINGS.risk_items


@pytest.mark.parametrize(
    ("operation", "kind"),
    [("upload_risk_item_assets", "risk_items"), ("upload_claim_assets", "claims")],
)
def test_files_arrive_as_they_are(desk: Desk, operation: str, kind: Any) -> None:
    """Each file has a result of its own, and its bytes and type are read back at its address."""
    record = desk.mock.store.records(kind, offset=0, limit=1)[0]["id"]
    results = desk.run(operation, record, body=AssetUpload(files=FILES)).data
    assert [result["success"] for result in results] == [True, True, True]
    with httpx.Client(transport=transport(desk.mock)) as anybody:
        for file, result in zip(FILES, results, strict=True):
            answer = anybody.get(result["url"])
            assert answer.content == file.content
            assert answer.headers["content-type"] == file.media_type


@pytest.mark.parametrize("position", range(len(FILES)))
def test_a_file_that_fails_leaves_the_others(desk: Desk, position: int) -> None:
    """An upload of which one file was refused is an answer, not an error, and says which."""
    claim = desk.mock.store.records("claims", offset=0, limit=1)[0]["id"]
    desk.mock.faults.add(faults.file_refused(position), operation="upload_claim_assets")
    results = desk.run("upload_claim_assets", claim, body=AssetUpload(files=FILES)).data
    assert [bool(result["url"]) for result in results] == [
        number != position for number in range(len(FILES))
    ]
    assert results[position]["success"] is False


def test_a_workflow_is_answered_to_its_end(desk: Desk) -> None:
    """Each step takes what it asks for, as a form or as JSON, and the next one is due."""
    claim = desk.mock.store.records("claims", offset=0, limit=1)[0]["id"]
    steps = []
    while (due := desk.run("get_workflow", claim).data).current_step is not None:
        steps.append(due.current_step)
        wanted = due.workflow[due.current_step]["inbound"]
        if any(requirement["type"] == "file" for requirement in wanted.values()):
            with pytest.raises(UnprocessableError):
                desk.run("answer_workflow_step", claim, body=dict.fromkeys(wanted, "text"))
            body = dict.fromkeys(wanted, FILES[1])
            desk.run("answer_workflow_step_form", claim, body=body)
        else:
            desk.run("answer_workflow_step", claim, body=dict.fromkeys(wanted, 1))
    assert steps == list(due.workflow)
    with pytest.raises(UnprocessableError):
        desk.run("answer_workflow_step", claim, body={})
