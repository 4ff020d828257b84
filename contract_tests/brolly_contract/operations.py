"""The operations of a specification, with references resolved, and which one a request is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Node: TypeAlias = dict[str, Any]
Pointer: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. Only schemas are left as references."""

    id: str
    """operationId."""
    method: str
    """In upper case."""
    path: str
    """As it is sent, with placeholders: without the fragment that tells operations apart."""
    summary: str
    pointer: Pointer
    line: int
    """Where it starts in its file, from 1."""
    parameters: tuple[Node, ...] = field(repr=False)
    body: Node = field(repr=False)
    """The media types of the request's body."""
    responses: Mapping[str, Node] = field(repr=False)
    """By status, `2XX` or `default`."""
    security: tuple[str, ...]
    """Names of the security schemes, each of which opens it."""
    secured: bool
    """Whether it needs a credential."""
    own_servers: bool

    @property
    def request(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"

    @property
    def gives(self) -> tuple[str, ...]:
        """Media types of successful responses, which `Accept` chooses from."""
        found = (node for key, node in self.responses.items() if key.startswith("2"))
        return tuple(dict.fromkeys(kind for node in found for kind in node.get("content", {})))

    @property
    def accepts(self) -> str:
        """The media type to ask for: JSON of a successful response, else anything."""
        return next(filter(is_json, self.gives), "*/*")

    @property
    def links(self) -> tuple[str, ...]:
        """Each link, as the key of its response and its name."""
        found = self.responses.items()
        return tuple(f"{key} {link}" for key, node in found for link in node.get("links", {}))

    @property
    def gives_credentials(self) -> bool:
        """Whether its response is an access token."""
        return self.id.startswith("authorize")

    def match(self, path: str) -> dict[str, str] | None:
        """The values in a path, percent-encoded; None if the path is another operation's."""
        found = _pattern(self.path).fullmatch(path)
        return found.groupdict() if found else None

    def parameter(self, place: str, name: str) -> Node | None:
        """What is documented for a parameter; names of headers in lower case."""
        for one in self.parameters:
            known = one["name"].lower() if place == "header" else one["name"]
            if one["in"] == place and known == name:
                return one
        return None

    def response(self, status: int) -> Node | None:
        """What is documented for a status."""
        key = documented_as(status, list(self.responses))
        return None if key is None else self.responses[key]


def operations(document: Node, lines: Mapping[Pointer, int] | None = None) -> Iterator[Operation]:
    """The operations of a document, with the lines of its parts if they are known."""
    default: list[Node] = document.get("security", [])
    for key, item in document["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            node: Node = inlined(document, item[method])
            pointer = ("paths", key, method)
            ways = node.get("security", default)
            shared = inlined(document, item.get("parameters", []))
            yield Operation(
                id=node["operationId"],
                method=method.upper(),
                path=bare(key),
                summary=node.get("summary", ""),
                pointer=pointer,
                line=(lines or {}).get(pointer, 1),
                parameters=(*shared, *node.get("parameters", ())),
                body=node.get("requestBody", {}).get("content", {}),
                responses=node["responses"],
                security=tuple(name for way in ways for name in way),
                secured={} not in ways,
                own_servers="servers" in node or "servers" in item,
            )


def find(
    among: Iterable[Operation], method: str, path: str, *, accept: str = "", content_type: str = ""
) -> Operation | None:
    """The operation of a request.

    Of several at one address, one without placeholders comes first, then one that takes the
    content type, then one that gives what `Accept` names.
    """
    sent = media_type(content_type)
    accepted = {media_type(one) for one in accept.split(",")}
    bare_path = path.partition("?")[0].rstrip("/") or "/"
    found = [one for one in among if one.method == method and one.match(bare_path) is not None]
    return min(
        found,
        key=lambda one: (
            one.path.count("{"),
            bool(sent) and sent not in one.body,
            accepted.isdisjoint(one.gives),
        ),
        default=None,
    )


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)))


def documented_as(status: int, keys: Sequence[str]) -> str | None:
    """The key among an operation's responses that stands for a status; None if none does."""
    candidates = (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")
    return next((key for key in candidates if key in keys), None)


def inlined(document: Node, node: Any) -> Any:
    """A copy of a part of a document in which only schemas are left as references."""
    if isinstance(node, list):
        return [inlined(document, item) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#/components/schemas/"):
        return inlined(document, resolved(document, reference))
    return {key: inlined(document, value) for key, value in node.items()}


def resolved(document: Node, reference: str) -> Any:
    """What a reference within a document leads to."""
    node: Any = document
    for step in steps_of(reference):
        node = node[step]
    return node


def steps_of(reference: str) -> Pointer:
    """The steps of a reference, or of a JSON pointer without its first slash."""
    steps = reference.removeprefix("#/").split("/")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def bare(path: str) -> str:
    """A path, or a method and a path, without the fragment that is never sent."""
    return path.partition("#")[0]


def media_type(content_type: str) -> str:
    """A content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def is_json(kind: str) -> bool:
    """Whether a media type is JSON."""
    return re.fullmatch(r"[\w.-]+/([\w.-]+\+)?json", media_type(kind)) is not None
