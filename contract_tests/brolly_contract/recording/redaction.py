"""What may be kept of an exchange: an allow-list from the spec.

Kept are documented names of members, documented enum values, and documented numbers, booleans,
nulls and times that the spec does not mark as sensitive. Everything else, such as a new member, is
replaced by a fake of the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import msgspec
from schemathesis import Response
from schemathesis.engine.recorder import Request

from brolly_contract.operations import Node, Operation, is_json, media_type

from .fakes import HOST, Faker
from .model import Message, Recorded
from .spec import ANYTHING, Spec, schema_of

BASE = f"https://{HOST}"
_TIMES = {"date-time", "utc-offset-date-time", "date"}
_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:?\d{2})?)?"
)
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,80}(; ?charset=[\w-]{1,20})?", re.IGNORECASE)
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")


class Redactor:
    """Redacts the exchanges of one recording.

    Args:
        spec: Says what may be kept.
        base_url: Links to it keep the shape of the path that the spec knows.
        faker: Makes the fakes.
    """

    def __init__(self, spec: Spec, base_url: str, faker: Faker | None = None) -> None:
        self._spec = spec
        self._base = urlsplit(base_url)
        self.faker = faker or Faker()

    def redact(self, operation: Operation, response: Response) -> Recorded:
        """What may be kept of a response and its request."""
        request = Request.from_prepared_request(response.request)
        url = urlsplit(request.uri)
        sent, received = (
            {name.lower(): ", ".join(texts) for name, texts in headers.items()}
            for headers in (request.headers, response.headers)
        )
        documented = operation.response(response.status_code) or {}
        return Recorded(
            operation=operation.id,
            method=operation.method,
            path=self._path(operation, self._below(url.path).rstrip("/") or "/"),
            query=self._query(operation, parse_qsl(url.query, keep_blank_values=True)),
            request=Message(
                headers=self._sent(operation, sent),
                **self._body(operation.body, sent, request.body),
            ),
            status=response.status_code,
            response=Message(
                headers=self._received(documented, received),
                **self._body(documented.get("content", {}), received, response.content),
            ),
        )

    def value(self, schema: Node, value: Any, *, sensitive: bool = False) -> Any:
        """What may be kept of a value with this schema."""
        schema = self._spec.choose(schema, value)
        sensitive = sensitive or "x-sensitive" in schema
        match value:
            case dict():
                return self._members(schema, value, sensitive)
            case list():
                items = schema.get("items", ANYTHING)
                return [self.value(items, item, sensitive=sensitive) for item in value]
            case None:
                return None
            case _:
                return self._scalar(schema, value, sensitive)

    def _members(self, schema: Node, value: dict[str, Any], sensitive: bool) -> dict[str, Any]:
        known: Node = schema.get("properties", {})
        others = schema.get("additionalProperties")
        kept: dict[str, Any] = {}
        for name, item in value.items():
            if name in known:
                kept[name] = self.value(known[name], item, sensitive=sensitive)
            else:
                # The keys of an open map may be personal data.
                inner = others if isinstance(others, dict) else ANYTHING
                kept[self.faker.key(name)] = self.value(inner, item, sensitive=sensitive)
        return kept

    def _scalar(self, schema: Node, value: Any, sensitive: bool) -> Any:
        known: list[object] = schema.get("enum", [])
        documented = "type" in schema and self._spec.fits(schema, value)
        if isinstance(value, str):
            return self._text(schema, value, sensitive)
        if documented and not sensitive:
            return value
        if known:
            return self.faker.choice(value, known)
        if isinstance(value, bool):
            return self.faker.choice(value, [True, False])
        fake = self.faker.integer if isinstance(value, int) else self.faker.number
        return self._fitting(schema, value, [fake], fake(value))

    def _text(self, schema: Node, value: str, sensitive: bool) -> str:
        known = [one for one in schema.get("enum", ()) if isinstance(one, str)]
        if value.casefold() in {one.casefold() for one in known}:
            return str(self.faker.choice(value, [*known])) if sensitive else value
        if _TIME.fullmatch(value) and (sensitive or schema.get("format") in _TIMES):
            return self.faker.date(value) if sensitive else value
        if self._is_ours(value):
            return self._link(value)
        plain = self.faker.text(value)
        fakes: list[Callable[[str], str]] = [lambda text: self.faker.text(text, padded=sensitive)]
        return str(self._fitting(schema, value, [*fakes, self.faker.text], plain))

    def _fitting(
        self, schema: Node, value: Any, fakes: list[Callable[[Any], Any]], otherwise: Any
    ) -> Any:
        """The first fake that the schema allows, if it allows the value; else its example."""
        if not schema or not self._spec.accepts(schema, value):
            return otherwise
        made = [fake(value) for fake in fakes]
        shown = [schema[name] for name in ("example", "default") if name in schema]
        shown += schema.get("examples", [])
        return next((one for one in [*made, *shown] if self._spec.accepts(schema, one)), otherwise)

    def _is_ours(self, value: str) -> bool:
        """Whether a text is a link to the API itself, absolute or from its root."""
        if not re.fullmatch(r"(https?:/)?/[!-~]+", value):
            return False
        parts = urlsplit(value)
        return parts.netloc == self._base.netloc if parts.netloc else value[:2] != "//"

    def _link(self, value: str) -> str:
        """A link to the API itself, with the same fakes as in other exchanges."""
        parts = urlsplit(value)
        path = self._below(parts.path)
        bare = path.rstrip("/") or "/"
        operation = self._spec.find("GET", bare)
        if operation is None:
            return self.faker.text(value)
        pairs = [pair.partition("=") for pair in parts.query.split("&")]
        query = "&".join(
            "".join(
                (
                    name if operation.parameter("query", name) else self.faker.key(name),
                    equals,
                    quote(self._parameter(operation, "query", name, unquote(text))),
                )
            )
            for name, equals, text in pairs
        )
        slash = path[len(bare) :] if bare != "/" else ""
        mark = "?" if "?" in value else ""
        base = BASE if parts.netloc else ""
        return f"{base}{self._path(operation, bare)}{slash}{mark}{query}"

    def _below(self, path: str) -> str:
        """A path below the base URL."""
        return "/" + path.removeprefix(self._base.path.rstrip("/")).lstrip("/")

    def _path(self, operation: Operation, path: str) -> str:
        names = operation.match(path) or {}
        parts = {
            name: quote(self._parameter(operation, "path", name, unquote(text)), safe="")
            for name, text in names.items()
        }
        return re.sub(r"{([^}]*)}", lambda found: parts[found[1]], operation.path)

    def _query(self, operation: Operation, query: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [
            (
                name if operation.parameter("query", name) else self.faker.key(name),
                self._parameter(operation, "query", name, text),
            )
            for name, text in query
        ]

    def _parameter(self, operation: Operation, place: str, name: str, text: str) -> str:
        """A parameter as sent. A documented number or boolean is kept."""
        found = operation.parameter(place, name)
        schema = found.get("schema", ANYTHING) if found else ANYTHING
        for kind, pattern in (("integer", r"-?\d{1,15}"), ("boolean", "true|false")):
            if re.fullmatch(pattern, text):
                value: Any = int(text) if kind == "integer" else text == "true"
                arm = self._spec.choose(schema, value)
                if "type" in arm and "string" not in arm["type"] and self._spec.fits(arm, value):
                    return text if "x-sensitive" not in arm else str(self.value(schema, value))
        return str(self.value(schema, text)) if text else ""

    def _sent(self, operation: Operation, headers: Mapping[str, str]) -> dict[str, str]:
        kept = {name: headers[name] for name in ("accept",) if name in headers}
        kept = {name: text for name, text in kept.items() if _MEDIA_TYPE.fullmatch(text)}
        for name in headers:
            if operation.parameter("header", name):
                kept[name] = self._parameter(operation, "header", name, headers[name])
        return kept | _content_type(headers)

    def _received(self, response: Node, headers: Mapping[str, str]) -> dict[str, str]:
        kept = _content_type(headers)
        documented = {
            name.lower(): self._spec.resolve(node)
            for name, node in response.get("headers", {}).items()
        }
        for name, text in headers.items():
            if name == "retry-after":
                if re.fullmatch(r"\d{1,6}", text) or _HTTP_DATE.fullmatch(text):
                    kept[name] = text
            elif name == "link":
                kept[name] = self._link_header(text)
            elif name in {"x-request-id", "etag"}:
                kept[name] = self.faker.text(text)
            elif name in documented and name != "content-type":
                kept[name] = str(self.value(documented[name].get("schema", ANYTHING), text))
        return kept

    def _link_header(self, text: str) -> str:
        links = re.findall(r'<([^>]*)>[^,<]*?rel="?(\w+)', text)
        rewritten = (
            (self._link(url) if self._is_ours(url) else self.faker.text(url), rel)
            for url, rel in links
        )
        return ", ".join(
            f'<{url}>; rel="{rel if rel in _RELATIONS else self.faker.key(rel)}"'
            for url, rel in rewritten
        )

    def _body(
        self, content: Mapping[str, Any], headers: Mapping[str, str], body: bytes | None
    ) -> dict[str, Any]:
        """The redacted JSON; of another body its length."""
        kind = headers.get("content-type", "")
        if not body:
            return {}
        if is_json(kind):
            try:
                value: Any = msgspec.json.decode(body)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return {"length": len(body)}
            return {"body": self.value(schema_of(content, kind) or ANYTHING, value)}
        return {"length": len(body)}


_RELATIONS = {"next", "prev", "previous", "first", "last", "self"}


def _content_type(headers: Mapping[str, str]) -> dict[str, str]:
    found = headers.get("content-type", "")
    if _MEDIA_TYPE.fullmatch(found):
        return {"content-type": found}
    # Without a boundary or the name of a file.
    plain = media_type(found)
    return {"content-type": plain} if _MEDIA_TYPE.fullmatch(plain) else {}
