"""The documents' own examples, and a provider that answers with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from client.specs import Node

DATA = Path(__file__).parent / "data"
REQUEST_ID = "5f0c1d2e-0000-4000-8000-000000000001"


def example(name: str) -> Any:
    """One documented JSON example, parsed anew."""
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


class Wire:
    """A network on which each request gets the next of some answers, the last one for ever."""

    def __init__(self, *answers: httpx.Response | Node) -> None:
        self._answers = list(answers)
        self.sent: list[httpx.Request] = []

    @property
    def transport(self) -> httpx.MockTransport:
        """This network for a client of either flavour."""
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, httpx.Response):
            return httpx.Response(
                answer.status_code, headers=answer.headers, content=answer.content
            )
        return ok(answer)


def ok(body: Any, status: int = 200) -> httpx.Response:
    """A JSON answer with the headers that KASKO documents."""
    return httpx.Response(status, json=body, headers={"X-Request-Id": REQUEST_ID})


def policies(body: Node) -> list[Node]:
    """The policies of a documented page."""
    found: list[Node] = body["_embedded"]["item"]
    return found
