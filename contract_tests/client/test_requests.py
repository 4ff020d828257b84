"""Client to spec: whatever a signature accepts leaves as a request that the spec accepts."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

import httpx
import msgspec
import pytest
from hypothesis import given, settings, strategies as st
from openapi_core.validation.request.exceptions import (
    InvalidRequestBody,
    MissingRequiredRequestBody,
)
from werkzeug.formparser import parse_form_data

from brolly import AsyncInsureHero, AsyncKasko, InsureHero, Kasko, NotFoundError
from brolly_runtime import builders
from client.arguments import arguments, integer_bounds, kinds, parameters, sample
from client.specs import (
    FORM,
    FORMS,
    INSUREHERO,
    KASKO,
    SPECS,
    URL_ENCODED,
    Node,
    Operation,
    SentRequest,
    Spec,
    each_operation,
    raw_path,
)
from depth import tries

UNSENT = (None, msgspec.UNSET)
"""What says of an argument that it is not given."""


class Wire:
    """Takes the place of the network: keeps what was sent, and says 404 to all but authorize."""

    def __init__(self) -> None:
        self.sent: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if request.url.path.endswith("/auth/authorize"):
            return httpx.Response(200, json={"data": "a-token"})
        return httpx.Response(404)


class Clients:
    """A provider's sync and async clients, on wires of their own."""

    def __init__(self, blocking: Any, awaited: Any, **options: Any) -> None:
        self._wires = Wire(), Wire()
        self._blocking = blocking(
            "sk_test_1", transport=httpx.MockTransport(self._wires[0]), **options
        )
        self._awaited = awaited(
            "sk_test_1", transport=httpx.MockTransport(self._wires[1]), **options
        )
        self._runner = asyncio.Runner()

    def send(self, operation: str, given: dict[str, Any]) -> list[httpx.Request]:
        """Call one operation, sync and async; the request of each, or none if it was refused."""
        for wire in self._wires:
            wire.sent.clear()

        async def call() -> None:
            with suppress(NotFoundError):
                await getattr(self._awaited, operation)(**given)

        with suppress(NotFoundError):
            getattr(self._blocking, operation)(**given)
        self._runner.run(call())
        return [wire.sent[-1] for wire in self._wires]

    def refusals(self, operation: str, given: dict[str, Any]) -> list[str]:
        """The errors of a call that sync and async clients must end before anything is sent."""
        for wire in self._wires:
            wire.sent.clear()

        async def call() -> None:
            await getattr(self._awaited, operation)(**given)

        with pytest.raises(ValueError) as blocking:  # noqa: PT011 - the caller reads the text
            getattr(self._blocking, operation)(**given)
        with pytest.raises(ValueError) as awaited:  # noqa: PT011
            self._runner.run(call())
        assert [wire.sent for wire in self._wires] == [[], []]
        return [repr(blocking.value), repr(awaited.value)]

    def close(self) -> None:
        self._blocking.close()
        self._runner.run(self._awaited.close())
        self._runner.close()


@pytest.fixture(scope="module")
def clients() -> Iterator[dict[str, Clients]]:
    both = {
        KASKO.name: Clients(Kasko, AsyncKasko),
        INSUREHERO.name: Clients(InsureHero, AsyncInsureHero),
    }
    yield both
    for each in both.values():
        each.close()


class Reading:
    """What a provider that goes by the spec makes of a request."""

    def __init__(self, spec: Spec, request: httpx.Request) -> None:
        path = raw_path(request)
        kind = request.headers.get("content-type", "").partition(";")[0]
        self.operations = [
            operation
            for operation in spec.operations.values()
            if operation.method == request.method
            and operation.matches(path)
            and operation.accepts == request.headers.get("accept")
            and (operation.content is None or operation.content[0] == kind)
        ]
        if len(self.operations) != 1:
            raise AssertionError(f"{self.operations} can be meant")
        [operation] = self.operations
        result = spec.reader(operation).unmarshal_request(SentRequest(request))
        # To openapi-core the bytes of a file are no string, and a form without members is no body;
        # `body_problems` judges forms.
        judged = {FORM: InvalidRequestBody, URL_ENCODED: MissingRequiredRequestBody}.get(kind)
        self.problems: list[object] = [
            error for error in result.errors if not (judged and isinstance(error, judged))
        ]
        if operation.content:
            self.problems += body_problems(spec, operation.content, request)
        self.scheme = next(iter(result.security or {}), None)
        self.values = dict(result.parameters.query)
        names = [name for name, _ in request.url.params.multi_items()]
        sent = {name: request.headers.get_list(name) for name in operation.names("header")}
        self.values |= {name: "; ".join(values) for name, values in sent.items() if values}
        for operation in self.operations:
            # openapi-core is silent on what is undocumented, sent twice or `True`, and it leaves
            # paths encoded.
            self.problems += set(names) - operation.names("query")
            self.problems += [name for name in set(names) if names.count(name) > 1]
            self.problems += [
                name
                for name, value in request.url.params.multi_items()
                if isinstance(self.values.get(name), bool) and value not in ("true", "false")
            ]
            for part, segment in zip(operation.path.split("/"), path.split("/"), strict=True):
                if part.startswith("{"):
                    self.values[part.strip("{}")] = unquote(segment, errors="strict")


def body_problems(spec: Spec, content: tuple[str, Node], request: httpx.Request) -> list[object]:
    """What is wrong with a body, by another reader of JSON and of forms than the client's."""
    kind, schema = content
    if kind not in FORMS:
        return list(spec.validator(schema).iter_errors(json.loads(request.content)))
    members = spec.resolve(schema).get("properties", {})
    shown: dict[str, object] = {}
    for name, values in form_of(request).items():
        # Of a file a schema sees no more than that it is text.
        texts = [value if isinstance(value, str) else "" for value in values]
        shown[name] = texts if members.get(name, {}).get("type") == "array" else texts[-1]
    return list(spec.validator(schema).iter_errors(shown))


def form_of(request: httpx.Request) -> dict[str, list[object]]:
    """A form as werkzeug reads it: texts, and name, media type and bytes of each file."""
    environment = {
        "wsgi.input": io.BytesIO(request.content),
        "CONTENT_LENGTH": str(len(request.content)),
        "CONTENT_TYPE": request.headers["content-type"],
        "REQUEST_METHOD": "POST",
    }
    _, texts, files = parse_form_data(environment, silent=False)
    form: dict[str, list[object]] = {name: list(values) for name, values in texts.lists()}
    for name, several in files.lists():
        form[name] = [(file.filename, file.mimetype, file.read()) for file in several]
        for file in several:
            file.close()
    return form


def meant(body: Any) -> Any:
    """What a body that was given to a builder has to say on the wire."""
    given_ = body if isinstance(body, dict) else body.to_dict()
    return json.loads(msgspec.json.encode(given_))


def named(name: str) -> str:
    """A name in a multipart form as werkzeug reads it: line breaks stay as they are escaped."""
    return name.replace("\r", "%0D").replace("\n", "%0A")


def meant_form(body: Any, media_type: str) -> dict[str, list[object]]:
    """What a form that was given to a builder has to say on the wire."""
    members = body if isinstance(body, dict) else msgspec.structs.asdict(body)
    form: dict[str, list[object]] = {}
    for name, value in members.items():
        if value is not msgspec.UNSET:
            items = value if isinstance(value, list) else [value]
            form[named(name) if media_type == FORM else name] = [
                (named(item.name), item.media_type, item.content)
                if hasattr(item, "content")
                else item
                for item in items
            ]
    return form


@each_operation
def test_any_arguments_give_a_request_that_the_spec_accepts(
    spec: Spec, operation: Operation, clients: dict[str, Clients]
) -> None:
    """Any arguments reach the right operation unaltered, in the same bytes sync and async."""

    @settings(max_examples=tries(10, 200))
    @given(arguments(spec, operation))
    def check(given_: dict[str, Any]) -> None:
        request, awaited = clients[spec.name].send(operation.id, given_)
        assert without_boundary(request) == without_boundary(awaited)
        reading = Reading(spec, request)
        assert reading.operations == [operation]
        assert reading.problems == []
        # What is not sent reads as the server's default, where the spec names one.
        as_json = {
            node["name"]
            for _, _, node in parameters(spec, operation)
            if "contentSchema" in node["schema"]
        }
        found = {
            name: json.loads(value) if name in as_json else value
            for name, value in reading.values.items()
        }
        assert found == {
            node["name"]: value
            for name, _, node in parameters(spec, operation)
            if (value := node["schema"].get("default") if given_[name] in UNSENT else given_[name])
            is not None
        }
        sent = {name for name, _ in request.url.params.multi_items()}
        for name, _, node in parameters(spec, operation):
            if node["in"] == "query":
                unsent: tuple[Any, ...] = UNSENT if node["name"] in as_json else (*UNSENT, [])
                assert (node["name"] in sent) == (given_[name] not in unsent)
        assert request.headers.get_list("accept") == [operation.accepts]
        if operation.content is None:
            assert request.content == b""
        elif operation.content[0] in FORMS:
            assert form_of(request) == meant_form(given_["body"], operation.content[0])
        else:
            assert json.loads(request.content) == meant(given_["body"])

    check()


@pytest.mark.parametrize("auth", ["basic", "bearer"])
def test_both_ways_to_send_a_key_are_documented(auth: str) -> None:
    """KASKO's key travels in the two security schemes of the spec, whichever is chosen."""
    clients = Clients(Kasko, AsyncKasko, auth=auth)
    for request in clients.send("list_policies", {}):
        reading = Reading(KASKO, request)
        assert (reading.problems, reading.scheme) == ([], f"{auth}Auth")
    clients.close()


def without_boundary(request: httpx.Request) -> list[object]:
    """All of a request, a form's boundary aside, which is drawn for each."""
    boundary = request.headers.get("content-type", "").partition("boundary=")[2] or "none"
    return [
        request.method,
        request.url.raw_path,
        [(name, value.replace(boundary.encode(), b"")) for name, value in request.headers.raw],
        request.content.replace(boundary.encode(), b""),
    ]


BOUNDED = [
    pytest.param(spec, operation, name, node["name"], least, id=f"{operation.id}-{name}")
    for spec in SPECS
    for operation in spec.operations.values()
    for name, _, node in parameters(spec, operation)
    if (least := integer_bounds(spec.resolve(node["schema"]))[0]) is not None
    and name not in ("since", "until")
]


@pytest.mark.parametrize(("spec", "operation", "name", "wire_name", "least"), BOUNDED)
def test_a_number_beyond_the_spec_is_sent_as_given(
    spec: Spec,
    operation: Operation,
    name: str,
    wire_name: str,
    least: int,
    clients: dict[str, Clients],
) -> None:
    """A number that the spec rules out is neither changed nor dropped: the provider refuses it."""

    @settings(max_examples=tries(6, 100))
    @given(st.integers(max_value=least - 1))
    def check(number: int) -> None:
        request, _ = clients[spec.name].send(operation.id, sample(spec, operation) | {name: number})
        assert request.url.params.get_list(wire_name) == [str(number)]
        assert Reading(spec, request).problems != []

    check()


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_bound_is_taken_as_it_is_written(name: str, clients: dict[str, Clients]) -> None:
    """Text, a date and a float mean what they mean to an iterator; milliseconds are refused."""
    day = 1443657600
    end = day if name == "since" else day + 86_399
    for value, sent in (
        ("2015-10-01", end),
        (date(2015, 10, 1), end),
        ("2015-10-01T02:00:00+02:00", day),
        (day + 0.5, day),
        (str(day), day),
        (0, 0),
    ):
        request, _ = clients["kasko"].send("list_policies", {name: value})
        assert request.url.params[name] == str(sent)
    for wrong in (day * 1000, -1, True, "soon", [day], float("nan"), 10**400):
        for refused in clients["kasko"].refusals("list_policies", {name: wrong}):
            assert refused.startswith(f"ConfigurationError('{name} ")


UNSENDABLE = {
    "path": ["", ".", "..", "canary\ud800"],
    "query": ["canary\ud800"],
    "header": ["canary\ud800", "canary\r\nX-More: 1", " canary"],
}
REFUSED: dict[type, list[Any]] = {
    datetime: [
        datetime(2015, 10, 14, 12, 52, 46),  # noqa: DTZ001 - naive on purpose
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
}
REFUSALS = [
    pytest.param(spec, operation, name, value, id=f"{operation.id}-{name}-{value!r}")
    for spec in SPECS
    for operation in spec.operations.values()
    for name, hint, node in parameters(spec, operation)
    for kind in kinds(hint)
    for value in (UNSENDABLE[node["in"]] if kind is str else REFUSED.get(kind, []))
]


@pytest.mark.parametrize(("spec", "operation", "name", "value"), REFUSALS)
def test_what_has_no_wire_form_is_refused(
    spec: Spec, operation: Operation, name: str, value: Any, clients: dict[str, Clients]
) -> None:
    """A text without a segment of its own and a time without an instant are refused unsent."""
    given_ = sample(spec, operation) | {name: value}
    for refused in clients[spec.name].refusals(operation.id, given_):
        assert name.replace("_", "") in refused.replace("-", "").replace("_", "").lower()
        assert "canary" not in refused


def test_every_operation_has_a_builder() -> None:
    """The operations under test are those of the specs, and those of the packages."""
    for spec in SPECS:
        assert builders(spec.package).keys() == spec.operations.keys()
