"""Reads what it can of JSON that msgspec refuses. No I/O.

It runs only after msgspec has refused a response, so it may be slow.

Records are found by brackets and quotes alone. Each is then read within the rest of its page. An
invalid value of a member that no model has is dropped, as the member would be. A value that a model
has is never changed silently. If a record lacks a bracket or a quote, several ways of splitting the
text are tried, and the one with the most complete records is used. A record without its closing
bracket swallows the records after it on the page.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import product
from math import isfinite
from typing import Any, cast

import msgspec

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|(")|[\[\]{},]', re.DOTALL)
# A string that lacks a quote ends where the next token begins. Complete strings rarely contain this
# pattern, because quotes in them are escaped.
_BROKEN_TOKEN = re.compile(
    rb""""[^"\\]*?(?:\\.[^"\\]*?)*?
    (?:"(?=\s{0,9}[,:}\]])(\s{0,9}:)?
      # the next member or element
      |(?=[}\]\s]{0,20},\s{0,9}\{?\s{0,9}"[^"\\]{0,200}"\s{0,9}[,:}\]]
         |\s{0,9}\}[}\]\s]{0,20},\s{0,9}(?:null|\{\s{0,9}\}|[\d.eE+-]{1,30})\s{0,9}[,}\]]
         # the value of a name
         |\s{0,9}:\s{0,9}(?:"|[\[{]\s{0,9}[\[{]?\s{0,9}")
         # the end of it all
         |[}\]][}\]\s\0]{0,20}\Z))
    |(")|[\[\]{},]""",
    re.DOTALL | re.VERBOSE,
)
_VALUE = re.compile(rb'\s*("[^"\\]*(?:\\.[^"\\]*)*"|-?\d{1,18})(?=\s*[,}])', re.DOTALL)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK = b" \t\r\n\0"
_SAFE_INTEGERS = range(-(2**63), 2**64)
# In two arrays it fits no member of any model, except members of any type.
_ODD = "\ue000 odd value"


def as_utf8(content: bytes) -> bytes:
    """JSON as UTF-8 without a byte order mark, which RFC 8259 allows to ignore. UTF-16 and UTF-32
    are recognized by a mark or by their zero bytes.
    """
    while content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
    encoding = json.detect_encoding(content)
    if encoding == "utf-8":
        return content
    try:
        return content.decode(encoding).encode()
    except UnicodeError:
        return content


def outline(content: bytes, path: tuple[str, ...] = ()) -> Outline | None:
    """Find the list at `path`; None if the text is a string, number or literal.

    A single object instead of an embedded list counts as a list of one, as in HAL.
    """
    if content.lstrip(_BLANK)[:1] not in (b"{", b"["):
        return None
    # A record may lack a bracket or a quote, or have an extra bracket, which must not end the list.
    tries = (
        Outline(path, loose=loose).draw(tokens.finditer(content), content)
        for tokens, loose in product((_TOKEN, _BROKEN_TOKEN), (False, True))
    )
    first = next(tries)
    if _likely(content, first)[:2] == (True, len(first.records)):
        return first
    # After a missing quote, the following ones seem to open and close the wrong strings.
    return max((first, *tries), key=lambda one: _likely(content, one))


def _likely(content: bytes, found: Outline) -> tuple[bool, int, int]:
    """Ranks an outline: whether it is complete, then its records that are, or look like, JSON."""
    records = [content[span].strip(_BLANK) for span in found.records]
    return (
        found.end is not None,
        sum(map(_is_json, records)),
        sum(record.startswith(b"{") and record.endswith(b"}") for record in records),
    )


def _is_json(record: bytes) -> bool:
    try:
        _loads(record)
    except ValueError:
        return False
    except RecursionError:
        # Nested too deeply to read.
        return record.startswith(b"{") and record.endswith(b"}")
    return True


class Outline:
    """Positions in a JSON text, found by brackets and quotes alone.

    Attributes:
        end: The end of the value, or None if the text is cut short.
        start: The beginning of the list at `path`, or None if it is missing.
        stop: The end of that list.
        records: The span of each record of the list.
    """

    def __init__(self, path: tuple[str, ...], *, loose: bool) -> None:
        self.end: int | None = None
        self.start: int | None = None
        self.stop = 0
        self.records: list[slice] = []
        self._path = path
        self._loose = loose
        # For each open bracket, the bracket and the member whose value it begins.
        self._opened: list[tuple[bytes, str | None]] = []
        self._name: str | None = None
        self._single = False
        self._depth = self._first = 0

    def draw(self, tokens: Iterator[re.Match[bytes]], content: bytes) -> Outline:
        """Follow the tokens until the value ends."""
        for token in tokens:
            text = token[0]
            if token[2]:
                # A quote without its pair: a quote is missing elsewhere, or the text is cut.
                continue
            if text[:1] == b'"':
                self._string(text, is_name=bool(token[1]))
            elif text == b",":
                self._comma(token.start())
            elif text in (b"{", b"["):
                self._open(text, token.start())
            elif self._close(b"{" if text == b"}" else b"[", token.start()):
                self.end = token.end()
                self.records = [span for span in self.records if content[span].strip(_BLANK)]
                break
        return self

    @property
    def _inside(self) -> bool:
        return self.start is not None and not self.stop

    def _string(self, text: bytes, *, is_name: bool) -> None:
        self._name = _name(text) if is_name and self.start is None else None

    def _open(self, bracket: bytes, here: int) -> None:
        self._opened.append((bracket, self._name))
        self._name = None
        if self.start is not None or tuple([key for _, key in self._opened[1:]]) != self._path:
            return
        self._single = bracket == b"{" and self._path[:1] == ("_embedded",)
        if bracket == b"[" or self._single:
            self.start, self._depth = here, len(self._opened)
            self._first = here + (not self._single)

    def _comma(self, here: int) -> None:
        self._name = None
        if self._inside and not self._single and len(self._opened) == self._depth:
            self.records.append(slice(self._first, here))
            self._first = here + 1

    def _close(self, opener: bytes, here: int) -> bool:
        """Close a bracket; True if no bracket is open now."""
        at = len(self._opened) - 1
        # A closing bracket that nothing in the record opened is an error of this record only.
        within = self._inside and not (self._loose or at == self._depth - 1)
        least = self._depth - (not within) if self._inside else 0
        while at >= least and self._opened[at][0] != opener:
            at -= 1
        if at < least:
            return False
        del self._opened[at:]
        if self._inside and at == self._depth - 1:
            self.stop = here + 1
            self.records.append(slice(self._first, self.stop if self._single else here))
        return not self._opened


def plain(content: bytes) -> Any:
    """JSON as plain data without loss.

    A lone surrogate stays, an invalid UTF-8 byte becomes one (`surrogateescape`), and a number that
    a float cannot hold is a `Decimal`. Text that is not JSON, or nested too deeply, is returned.
    """
    try:
        return _loads(content)
    except (ValueError, RecursionError):
        return content.decode("utf-8", "surrogateescape").strip()


def member(text: str, name: str) -> object:
    """A text or integer member of an object that is not valid JSON, if it can be found."""
    content = text.encode("utf-8", "surrogateescape")
    depth = 0
    for token in _TOKEN.finditer(content):
        if token[0] in (b"{", b"["):
            depth += 1
        elif token[0] in (b"}", b"]"):
            depth -= 1
        elif token[1] and depth == 1 and _name(token[0]) == name:
            value = _VALUE.match(content, token.end())
            return plain(value[0]) if value else None
    return None


def document(content: bytes | msgspec.Raw) -> Any:
    """JSON as plain data; if msgspec refuses it, as `plain` returns it.

    Raises:
        msgspec.DecodeError: It is not JSON, or nested too deeply.
    """
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return msgspec.json.decode(content)
    with suppress(ValueError, RecursionError):
        return _loads(as_utf8(bytes(content)))
    # Not chained, because the original error holds the body.
    raise msgspec.DecodeError("the body is not JSON")


def mended(content: bytes, *, page: bool) -> tuple[bytes, dict[str, str]] | None:
    """The JSON with each invalid value replaced by one that no model accepts.

    Args:
        page: Whether it is a whole response, whose lists and links get their documented form too.

    Returns:
        The text, and the reason for each replaced JSON path; or None if it is not JSON.
    """
    try:
        holder: dict[str, Any] = {"": _loads(content)}
    except (ValueError, RecursionError):
        return None
    odd: dict[str, str] = {}
    for place, key, path, value in _walk(holder):
        reason = _oddity(key) or _oddity(value)
        if reason:
            odd[path] = reason
            _put(place, key, [[_ODD]])
    try:
        return msgspec.json.encode(_shaped(holder[""]) if page else holder[""]), odd
    except (ValueError, RecursionError):
        return None


def readable(content: bytes) -> bytes:
    """The JSON for display, with U+FFFD for each invalid character."""
    try:
        text = json.dumps(plain(as_utf8(content)), default=str, ensure_ascii=False)
        shown = json.loads(_SURROGATE.sub("\ufffd", text), parse_constant=lambda _: None)
        return json.dumps(shown).encode()
    except (ValueError, RecursionError):
        return b""


def leaks(value: object) -> bool:
    """Whether a value read from the result of `mended` contains a replaced value."""
    try:
        return _ODD.encode() in msgspec.json.encode(value)
    except (ValueError, RecursionError):
        return True


def _name(key: bytes) -> str | None:
    """The name of a member, from its text with quotes and colon; None if it cannot be read."""
    name = plain(key.rstrip(b": \t\r\n"))
    return name if isinstance(name, str) else None


def _loads(content: bytes) -> Any:
    text = content.strip(_BLANK).decode("utf-8", "surrogateescape")
    return json.loads(text, strict=False, parse_int=_integer, parse_float=_number)


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) < 4000 else Decimal(text)


def _number(text: str) -> float | Decimal:
    return value if isfinite(value := float(text)) else Decimal(text)


def _walk(holder: dict[str, Any]) -> Iterator[tuple[Any, Any, str, Any]]:
    """Each value with its container, its key there, and its JSON path."""
    waiting: list[tuple[Any, str]] = [(holder, "")]
    while waiting:
        place, path = waiting.pop()
        members = _object(place)
        pairs: list[tuple[Any, Any]] = (
            list(enumerate(cast("list[object]", place)))
            if members is None
            else list(members.items())
        )
        for key, value in pairs:
            at = f"{path}[{key}]" if members is None else f"{path}.{key}" if path else "$"
            yield place, key, at, value
            if isinstance(value, dict | list):
                waiting.append((cast("Any", value), at))


def _oddity(value: object) -> str | None:
    match value:
        case str() if _SURROGATE.search(value):
            return "the text contains an invalid character"
        case float() if not isfinite(value):
            return "the number is not finite"
        case Decimal():
            return "the number is out of range"
        case int() if value not in _SAFE_INTEGERS:
            return "the number is out of range"
        case _:
            return None


def _put(place: Any, key: Any, value: object) -> None:
    if isinstance(key, str) and _SURROGATE.search(key):
        del place[key]
        key = _SURROGATE.sub("\ufffd", key)
    place[key] = value


def _shaped(document: Any) -> Any:
    """Variants of HAL, such as `next: null` or no `_embedded`, in the documented form."""
    page = _object(document)
    if page is None:
        return document
    if "data" in page and page["data"] is None:
        page["data"] = []
    if "_embedded" in page or ("_links" in page and not _holds_list(page)):
        if page.get("_embedded") in (None, [], {}):
            page["_embedded"] = dict[str, Any](item=[])
        embedded = _object(cast("object", page["_embedded"]))
        if embedded is not None:
            item = embedded.get("item")
            # A list with another name holds other things.
            if item is not None or not _holds_list(embedded):
                embedded["item"] = [] if item is None else item if _object(item) is None else [item]
            _shape_links(embedded)
    _shape_links(page)
    return page


def _holds_list(holder: dict[str, Any]) -> bool:
    return any(isinstance(value, list) for name, value in holder.items() if name != "_links")


def _shape_links(holder: dict[str, Any]) -> None:
    if holder.get("_links") in (None, [], {}):
        holder.pop("_links", None)
        return
    links = _object(holder["_links"]) or {}
    for name, link in links.items():
        one = link
        if isinstance(link, list):
            one = next(iter(cast("list[object]", link)), None)
        target = _object(one)
        links[name] = one if target is None or target.get("href") else None


def _object(value: object) -> dict[str, Any] | None:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
