"""The two specs, read from their YAML alone: the measure for everything in these folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import jsonschema_rs
import pytest
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from brolly_mock.spec import inlined

Node: TypeAlias = dict[str, Any]
"""An object of a spec: a schema, a parameter, a response."""

FOLDER = Path(__file__).parents[2] / "openapi"
FORM = "multipart/form-data"
URL_ENCODED = "application/x-www-form-urlencoded"
FORMS = (FORM, URL_ENCODED)
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Operation:
    """One operation, its references resolved."""

    id: str
    method: str
    path: str
    """As sent: a fragment of the path's key tells operations apart that differ by `Accept`."""
    node: Node = field(repr=False)
    parameters: tuple[Node, ...]
    responses: dict[str, Node]
    security: tuple[str, ...]
    """The schemes that open it, any one of which will do."""

    def names(self, place: str) -> set[str]:
        """The parameters documented for the path, the query or the headers."""
        return {parameter["name"] for parameter in self.parameters if parameter["in"] == place}

    def matches(self, path: str) -> bool:
        """Whether a path as sent is an instance of this operation's template."""
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(self.path))
        return re.fullmatch(pattern, path) is not None

    @property
    def successes(self) -> dict[str, Node | None]:
        """The schemas of the documented answers of 2xx statuses; None where there is no body."""
        return {key: self.body(key) for key in self.responses if key.startswith("2")}

    @property
    def accepts(self) -> str:
        """What `Accept` has to say: the media types of the 2xx answers, else anything."""
        found = [kind for key in self.successes for kind in self.responses[key].get("content", {})]
        return ", ".join(dict.fromkeys(found)) or "*/*"

    @property
    def content(self) -> tuple[str, Node] | None:
        """Media type and schema of what is sent, if anything is."""
        for kind, media in self.node.get("requestBody", {}).get("content", {}).items():
            return kind, media["schema"]
        return None

    def body(self, status: str) -> Node | None:
        """The schema of the JSON that is documented for a status; None where there is no body."""
        for media in self.responses[status].get("content", {}).values():
            schema: Node = media["schema"]
            return schema
        return None


@dataclass(frozen=True)
class Spec:
    """One spec, and the import package that is generated from it."""

    name: str
    package: str
    document: Node = field(repr=False)

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """By operationId."""
        return {operation.id: operation for operation in self._operations()}

    @property
    def schemas(self) -> dict[str, Node]:
        """The component schemas."""
        schemas: dict[str, Node] = self.document["components"]["schemas"]
        return schemas

    @cached_property
    def hooks(self) -> dict[str, Node]:
        """The operations that the provider calls, by the name of the webhook."""
        hooks: Node = self.document.get("webhooks", {})
        return {name: inlined(self.document, hook["post"]) for name, hook in hooks.items()}

    @property
    def webhooks(self) -> dict[str, Node]:
        """The schemas of the webhook payloads, by the name of the webhook."""
        return {
            name: node["requestBody"]["content"]["application/json"]["schema"]
            for name, node in self.hooks.items()
        }

    def reader(self, operation: Operation) -> OpenAPI:
        """openapi-core's reading of one operation, which is not ours.

        Forms are left to others: it takes each file of a list for bytes, which no schema allows.
        """
        if operation.id not in self._readers:
            node = dict(operation.node)
            if operation.content and operation.content[0] == FORM:
                del node["requestBody"]
            path = {
                operation.method.lower(): node,
                "parameters": list(operation.parameters),
            }
            alone = {**self.document, "paths": {operation.path: path}}
            # The whole document is validated by `make lint`.
            self._readers[operation.id] = OpenAPI.from_dict(alone, Config(spec_validator_cls=None))
        return self._readers[operation.id]

    @cached_property
    def _readers(self) -> dict[str, OpenAPI]:
        return {}

    def resolve(self, node: Node) -> Node:
        """What a reference leads to; anything else as it is."""
        while "$ref" in node:
            section, name = node["$ref"].split("/")[-2:]
            node = self.document["components"][section][name]
        return node

    def validator(self, schema: Node) -> jsonschema_rs.Draft202012Validator:
        """A validator for values of one schema."""
        return jsonschema_rs.Draft202012Validator(
            {**schema, "components": self.document["components"]}, validate_formats=True
        )

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if node := inlined(self.document, item.get(method)):
                    shared: list[Node] = item.get("parameters", [])
                    choices = node.get("security", self.document["security"])
                    yield Operation(
                        node["operationId"],
                        method.upper(),
                        path.partition("#")[0],
                        node,
                        (*inlined(self.document, shared), *node.get("parameters", [])),
                        node["responses"],
                        tuple(name for choice in choices for name in choice),
                    )


def _load(name: str) -> Spec:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    return Spec(name, f"{name}_api", yaml.load(text, Loader=yaml.CSafeLoader))


KASKO = _load("kasko")
INSUREHERO = _load("insurehero")
SPECS = (KASKO, INSUREHERO)

each_spec = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
each_operation = pytest.mark.parametrize(
    ("spec", "operation"),
    [
        pytest.param(spec, operation, id=operation.id)
        for spec in SPECS
        for operation in spec.operations.values()
    ],
)


class SentRequest:
    """A request as it left the client, for openapi-core."""

    def __init__(self, request: httpx.Request) -> None:
        self.host_url = f"{request.url.scheme}://{request.url.netloc.decode()}"
        self.path = raw_path(request)
        self.method = request.method.lower()
        self.body = request.content
        self.content_type = request.headers.get("content-type", "")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.url.params.multi_items()),
            header=Headers(request.headers.multi_items()),
        )


class GivenResponse:
    """An answer as it came to the client, for openapi-core."""

    def __init__(self, response: httpx.Response) -> None:
        self.status_code = response.status_code
        self.headers = Headers(response.headers.multi_items())
        self.content_type = response.headers.get("content-type", "")
        self.data = response.content


def raw_path(request: httpx.Request) -> str:
    """The path on the wire, still percent-encoded."""
    return request.url.raw_path.partition(b"?")[0].decode("ascii")
