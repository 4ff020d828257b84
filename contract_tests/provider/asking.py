"""Requests from a specification's examples and links, and a mock of one reading to send them to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias
from urllib.parse import quote

import httpx

from brolly_mock import ManualClock, Mock, MockSettings, create_app, transport
from brolly_mock.spec import Specification, inlined
from provider.facts import METHODS, bare
from provider.target import Api

Node: TypeAlias = dict[str, Any]

# What has to have happened before the example of an operation can succeed.
_BEFORE = {
    "reactivate_policy": "cancel_policy",
    "verify_otp": "send_otp",
    "answer_workflow_step": "answer_workflow_step_form",
}
_INTEGRATIONS = "/api/shield/integrations/"


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation of the specification and a request of it."""

    id: str
    label: str
    """Method and path with its fragment, as links are named in reports."""
    node: Node
    parameters: dict[str, Any] = field(default_factory=dict[str, Any])
    """By name; those of the path, the query and the headers have different ones."""
    body: Any = None

    @property
    def request(self) -> str:
        """Method and path template, as they are sent."""
        return bare(self.label)


class Provider:
    """A fresh mock in this process, on a clock that moves on between requests."""

    def __init__(self, api: Api, settings: MockSettings, operations: Mapping[str, Asked]) -> None:
        self._api = api
        self._operations = operations
        self._clock = ManualClock()
        self.mock: Mock = create_app(settings, clock=self._clock)
        policies = self.mock.store.policies(limit=50)
        self._policy: str = next(one["id"] for one in policies if one.get("status") == "paid")
        self._client = httpx.Client(
            transport=transport(self.mock), base_url="https://provider.example"
        )

    def __enter__(self) -> Provider:  # noqa: PYI034 - nobody derives from it
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self.mock.close()

    def lead_up(self, asked: Asked) -> None:
        """Do what has to have happened before an operation can succeed."""
        before = _BEFORE.get(asked.id)
        if before is not None:
            self.send(self.filled(self._operations[before]))

    def filled(self, asked: Asked) -> Asked:
        """A request with what only this mock knows in place of the examples."""
        if self._api == "kasko" and "policyId" in asked.parameters:
            return replace(asked, parameters=asked.parameters | {"policyId": self._policy})
        if asked.id == "verify_otp":
            code = self.mock.passwords.code(asked.parameters["userId"])
            return replace(asked, body={"otp": code})
        return asked

    def send(self, asked: Asked) -> httpx.Response:
        """Send a request, and let what it sets off happen."""
        method, _, path = asked.request.partition(" ")
        places = {one["name"]: one["in"] for one in asked.node["parameters"]}
        for name, value in asked.parameters.items():
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        answer = self._client.request(
            method,
            path,
            params={n: v for n, v in asked.parameters.items() if places[n] == "query"},
            headers={"Accept": _accept(asked.node)}
            | {n: v for n, v in asked.parameters.items() if places[n] == "header"}
            | self._credential(asked.id, path),
            **_body(asked),
        )
        self._clock.advance(2)
        return answer

    def _credential(self, operation: str, path: str) -> dict[str, str]:
        settings = self.mock.settings
        if self._api == "kasko":
            return {"Authorization": f"Bearer {settings.kasko_key}"}
        inside = path.startswith(_INTEGRATIONS)
        if operation in {"authorize", "authorize_channel"}:
            key = settings.insurehero_key if inside else settings.insurehero_channel_key
            return {"x-api-key": key}
        # Asked for a token by HTTP, a mock that refuses authorize would refuse this call too.
        tokens = self.mock.tokens if inside else self.mock.channel_tokens
        return {"Authorization": f"Bearer {tokens.issue()}"}


def operations(spec: Specification) -> Iterator[Asked]:
    """Each operation with the example of its body and of each required parameter."""
    for path, item in spec.document["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            node = inlined(spec.document, item[method])
            node.setdefault("parameters", [])
            parameters = {
                one["name"]: spec.resolve(one["schema"])["example"]
                for one in node["parameters"]
                if one.get("required")
            }
            content = {
                kind: {**media, "schema": spec.resolve(media["schema"])}
                for kind, media in node.get("requestBody", {}).get("content", {}).items()
            }
            node["requestBody"] = {"content": content}
            body = None
            for media in content.values():
                body = next(iter(media["examples"].values()))["value"]
            yield Asked(node["operationId"], f"{method.upper()} {path}", node, parameters, body)


def evaluate(expression: Any, asked: Asked, answer: httpx.Response) -> Any:
    """What a runtime expression of a link says; None if the answer does not hold it.

    `#regex:` takes the first group of a match, as Schemathesis does.
    """
    if isinstance(expression, dict):
        values = {name: evaluate(value, asked, answer) for name, value in expression.items()}
        return {} if None in values.values() else values
    if not isinstance(expression, str) or not expression.startswith("$"):
        return expression
    source, _, pattern = expression.partition("#regex:")
    kind, _, rest = source.removeprefix("$").partition(".")
    place, _, name = rest.partition(".")
    value: Any
    if kind == "request":
        value = asked.parameters.get(name)
    elif place == "header":
        value = answer.headers.get(name)
    else:
        value = _pointed(answer.json(), rest.partition("#")[2])
    if pattern and value is not None:
        found = re.search(pattern, value)
        value = found and found[1]
    return value


def _accept(node: Node) -> str:
    kinds = [
        kind
        for key, answer in node["responses"].items()
        if key.startswith("2")
        for kind in answer.get("content", {})
    ]
    return ", ".join(dict.fromkeys(kinds)) or "*/*"


def _body(asked: Asked) -> dict[str, Any]:
    """The body of a request, as httpx takes it."""
    for kind, media in asked.node.get("requestBody", {}).get("content", {}).items():
        if kind == "multipart/form-data":
            return {"files": list(_files(asked.body, media))}
        if kind == "application/x-www-form-urlencoded":
            return {"data": asked.body}
        assert kind == "application/json", kind
        return {"json": asked.body}
    return {}


def _files(body: Node, media: Node) -> Iterator[tuple[str, tuple[str, bytes, str]]]:
    for name, contents in body.items():
        member = media["schema"].get("properties", {}).get(name, {})
        listed = media.get("encoding", {}).get(name, {}).get("contentType", "")
        kinds = listed.split(",") if listed else member.get("x-media-types", [])
        kind = kinds[0].replace("*", "png") if kinds else "application/octet-stream"
        for content in contents if isinstance(contents, list) else [contents]:
            yield name, ("sample.bin", content.encode(), kind)


def _pointed(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
