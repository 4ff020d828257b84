"""Limits for reading a response: a provider may send without an end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from http.client import HTTPException, HTTPResponse
from itertools import accumulate
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

LONGEST = 30.0
"""Seconds."""
LARGEST = 64 * 2**20
"""Bytes, unpacked."""
DEEPEST = 200
"""Arrays and objects within each other."""
_PIECE = 64 * 2**10
_MOST_INTERIM = 20


class FinalResponse(HTTPResponse):
    """Skips interim responses, such as 103 Early Hints. The base class skips 100 only."""

    def begin(self) -> None:
        """Read status and headers.

        Raises:
            HTTPException: More than 20 interim responses came.
        """
        for _ in range(_MOST_INTERIM):
            super().begin()
            if self.status >= 200 or self.status == 101:
                return
            self.headers = self.msg = None  # type: ignore[assignment]  # else `begin` reads nothing
        raise HTTPException(f"more than {_MOST_INTERIM} interim responses")


class TooLargeError(Exception):
    """A body of more than `LARGEST` bytes."""


def gathered(pieces: Iterable[bytes]) -> bytes:
    """A whole body.

    Raises:
        TooLargeError: It is larger than `LARGEST`.
        TimeoutError: It takes longer than `LONGEST`.
    """
    end, size = monotonic() + LONGEST, 0
    found: list[bytes] = []
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise TooLargeError(f"a body of more than {LARGEST // 2**20} MB")
        if monotonic() > end:
            raise TimeoutError(f"a body that takes more than {LONGEST:g} s")
        found.append(piece)
    return b"".join(found)


def bounded(response: requests.Response, **_: Any) -> requests.Response:
    """Read the body of a response within bounds: a hook for `requests`.

    Raises:
        requests.exceptions.InvalidURL: Its `Location` is not an address, which `requests` would
            end the run with, even if it does not follow redirects.
        requests.exceptions.InvalidJSONError: It is nested deeper than `DEEPEST`, so that reading it
            would end the thread that Schemathesis runs in.
        requests.exceptions.ChunkedEncodingError: It is broken, too large, or takes too long.
    """
    try:
        _check(response)
    except requests.exceptions.RequestException:
        # Nothing else has a reference to it.
        response.close()
        raise
    return response


def _check(response: requests.Response) -> None:
    try:
        urlsplit(response.headers.get("location", ""))
    except ValueError as error:
        raise requests.exceptions.InvalidURL(str(error)) from None
    try:
        response._content = gathered(_arriving(response.raw))
    except (HTTPError, TooLargeError, TimeoutError) as error:
        raise requests.exceptions.ChunkedEncodingError(str(error)) from None
    if _depth(response.content) > DEEPEST:
        raise requests.exceptions.InvalidJSONError(f"nested deeper than {DEEPEST}")


def _depth(content: bytes) -> int:
    if content.count(b"[") + content.count(b"{") <= DEEPEST:
        return 0
    bare = re.sub(rb'"(?:[^"\\]|\\.)*"', b"", content)
    steps = (1 if mark in b"[{" else -1 for mark in re.findall(rb"[\[{\]}]", bare))
    return max(accumulate(steps), default=0)


def _arriving(raw: Any) -> Iterator[bytes]:
    # `iter_content` waits until a piece is full, however long that takes.
    while piece := raw.read1(_PIECE, decode_content=True):
        yield piece
