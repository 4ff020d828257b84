"""Exchanges from a HAR file of a browser or a proxy. The file is never copied."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from schemathesis import Response

from brolly.errors import ConfigurationError
from brolly_contract.exchange import response_to
from brolly_contract.operations import Operation
from brolly_contract.target import APIS
from brolly_runtime import decoder

from .fakes import Faker
from .model import Recorded, Recording
from .redaction import Redactor
from .spec import Spec, load


class _Field(msgspec.Struct):
    name: str
    value: str

    def __repr__(self) -> str:
        return "_Field()"


class _Content(msgspec.Struct):
    mimeType: str = ""  # noqa: N815 - HAR's own names
    text: str | None = None
    encoding: str = ""


class _Request(msgspec.Struct):
    method: str
    url: str
    headers: list[_Field] = []
    postData: _Content | None = None  # noqa: N815


class _Response(msgspec.Struct):
    status: int
    headers: list[_Field] = []
    content: _Content = msgspec.field(default_factory=_Content)


class _Entry(msgspec.Struct):
    request: _Request
    response: _Response


class _Log(msgspec.Struct):
    entries: list[_Entry]


class _Har(msgspec.Struct):
    log: _Log


def recordings(file: Path) -> tuple[list[Recording], int]:
    """The exchanges of a HAR file by API, redacted, and how many belong to neither.

    Raises:
        ConfigurationError: The file is not a HAR file.
    """
    try:
        har = decoder(_Har).decode(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError):
        # The message of msgspec may quote the file.
        raise ConfigurationError(
            f"{file} is not a HAR file: it has no readable log.entries"
        ) from None
    kept: dict[str, list[Recorded]] = {}
    # One for all hosts of an API, so equal ids stay equal.
    fakers = {api: Faker() for api in APIS}
    strangers = 0
    for entry in har.log.entries:
        found = _owner(entry)
        if found is None:
            strangers += 1
            continue
        spec, operation, base = found
        if operation.gives_credentials:
            continue
        redactor = Redactor(spec, base, fakers[spec.api])
        kept.setdefault(spec.api, []).append(redactor.redact(operation, _response(entry)))
    return [Recording(api=api, exchanges=kept[api]) for api in APIS if api in kept], strangers


def _owner(entry: _Entry) -> tuple[Spec, Operation, str] | None:
    """The spec, the operation and the base URL of a request.

    The hosts of sandboxes are not known, so the longest path that fits decides.
    """
    try:
        url = urlsplit(entry.request.url)
    except ValueError:
        return None
    if url.scheme not in {"http", "https"} or entry.response.status < 100:
        return None
    accept = _fields(entry.request.headers).get("accept", "")
    steps = url.path.split("/")
    for cut in range(1, len(steps)):
        path = "/" + "/".join(steps[cut:])
        for spec in map(load, APIS):
            operation = spec.find(entry.request.method.upper(), path, accept)
            if operation is not None:
                return spec, operation, f"{url.scheme}://{url.netloc}{'/'.join(steps[:cut])}"
    return None


def _response(entry: _Entry) -> Response:
    request, response = entry.request, entry.response
    sent, received = _fields(request.headers), _fields(response.headers)
    if request.postData is not None:
        sent.setdefault("content-type", request.postData.mimeType)
    if response.content.text:
        received.setdefault("content-type", response.content.mimeType)
    return response_to(
        request.method.upper(),
        request.url,
        sent,
        _bytes(request.postData) if request.postData else None,
        status=response.status,
        received={name: [text] for name, text in received.items()},
        body=_bytes(response.content),
    )


def _fields(fields: list[_Field]) -> dict[str, str]:
    return {one.name.lower(): one.value for one in fields}


def _bytes(content: _Content) -> bytes:
    text = content.text or ""
    if content.encoding == "base64":
        try:
            return base64.b64decode(text, validate=False)
        except binascii.Error:
            return b""
    return text.encode("utf-8", "replace")
