"""Workflows: what a claim asks for, one step after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..document import Document
from ..exchange import Answer
from ..store import Record
from .asked import Asked, Serve, data
from .errors import invalid
from .ranges import Records

# The values of `inbound` are not documented. The key `undefined` is: the page shows it.
STEPS: dict[str, Document] = {
    "step_1": {"name": "Report", "inbound": {"report": {"type": "file"}}},
    "step_2": {"name": "Amount", "inbound": {"amount": {"type": "number"}}},
    "step_3": {"name": "Consent", "inbound": {"undefined": {"type": "boolean"}}},
}
_FOLLOWING = dict(zip(STEPS, [*list(STEPS)[1:], None], strict=True))
_FORMS: dict[str, Literal["json", "form"]] = {"step_1": "form", "step_2": "json", "step_3": "json"}


def workflow(claim_id: str, done: int) -> Document:
    """The workflow of a claim of which so many steps are done."""
    due = list(STEPS)[done:]
    return {"id": claim_id, "current_step": due[0] if due else None, "workflow": STEPS}


@dataclass(frozen=True, slots=True)
class Workflows:
    """The workflows of all claims."""

    records: Records

    def operations(self) -> dict[str, Serve]:
        """Who answers what."""
        return {
            "get_workflow": lambda asked: data(self._workflow(asked.values["claimId"])),
            "answer_workflow_step": lambda asked: self._answer(asked, "json"),
            "answer_workflow_step_form": lambda asked: self._answer(asked, "form"),
        }

    def _workflow(self, claim_id: str) -> Document:
        self.records.one("claims", claim_id)
        return self.records.store.record("workflows", claim_id) or workflow(claim_id, 0)

    def _answer(self, asked: Asked, form: Literal["json", "form"]) -> Answer:
        """Take what the current step asks for, and move on."""
        workflow = self._workflow(asked.values["claimId"])
        step: str | None = workflow["current_step"]
        if step is None:
            raise invalid("No step is due")
        if _FORMS[step] != form:
            raise invalid(f"This step takes {'a form' if form == 'json' else 'JSON'}")
        wanted: Mapping[str, Any] = workflow["workflow"][step]["inbound"]
        if missing := sorted(wanted.keys() - asked.body.keys()):
            raise invalid(f"Missing {', '.join(missing)}")
        workflow["current_step"] = _FOLLOWING[step]
        self.records.store.add_records("workflows", [Record(workflow["id"], workflow)])
        return data(workflow)
