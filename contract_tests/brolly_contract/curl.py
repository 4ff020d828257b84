"""Requests as curl commands that repeat a finding, or say why they cannot.

They contain no keys, no tokens, and nothing from the responses of a sandbox.
"""

from __future__ import annotations

import re
import shlex
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from schemathesis.engine.recorder import Request

from brolly_contract.exchange import read_json, strings
from brolly_contract.facts import facts
from brolly_contract.target import Target

_LONGEST_BODY = 4096
# Shorter texts are words and numbers that our own requests contain too.
_SHORTEST_SECRET = 8
_WORTH_SENDING = ("accept", "content-type", "if-match", "if-unmodified-since")


class Curl:
    """Writes the requests of one run."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._received: set[str] = set()
        self._public = facts(target.api).text

    def remember(self, content: bytes) -> None:
        """Note the texts in a response of a sandbox, so that no command contains them."""
        if self._target.sandbox:
            said = strings(read_json(content))
            self._received.update(text for text in said if _telling(text))

    def __call__(self, request: Request, *, probe: bool = False, walk: bool = False) -> str:
        """The command of a request.

        Args:
            request: As it was sent.
            probe: Whether it was sent without a valid credential on purpose.
            walk: Whether it is the last request of a walk.
        """
        notes = ["the last of several requests; it may need those before it"] if walk else []
        words = ["curl", *self._credential(request.headers, notes, probe=probe)]
        if request.method != "GET":
            words += ["-X", shlex.quote(request.method)]
        for name, values in request.headers.items():
            # httpx and requests send this one unasked.
            if name.lower() in _WORTH_SENDING and values[0] != "*/*":
                words += ["-H", shlex.quote(f"{name.lower()}: {self._without(values[0], notes)}")]
        words += self._body(request, notes)
        line = " ".join([*words, shlex.quote(self._address(request.uri, notes))])
        return f"{line}  # {'; '.join(dict.fromkeys(notes))}" if notes else line

    def _credential(
        self, headers: Mapping[str, list[str]], notes: list[str], *, probe: bool
    ) -> list[str]:
        """The options for the credential, by the name of a variable."""
        kasko = self._target.api == "kasko"
        found: list[str] = []
        for name, values in headers.items():
            scheme, _, secret = values[0].partition(" ")
            match name.lower(), scheme.lower():
                case "authorization" | "x-api-key", _ if probe and not self._is_key(values[0]):
                    found.append(f"-H {shlex.quote(f'{name}: {values[0]}')}")
                case "x-api-key", _ if values[0] in {self._target.key, self._target.channel_key}:
                    part = "CHANNEL" if values[0] == self._target.channel_key else "API"
                    found.append(f'-H "x-api-key: $INSUREHERO_{part}_KEY"')
                case "authorization", "basic" if kasko and self._is_key(values[0]):
                    found.append('-u "$KASKO_API_KEY:"')
                case "authorization", "bearer" if kasko and secret == self._target.key:
                    found.append('-H "Authorization: Bearer $KASKO_API_KEY"')
                case "authorization", "bearer" if not kasko:
                    found.append('-H "Authorization: Bearer $TOKEN"')
                    notes.append("TOKEN: what authorize returns, or what the finding says")
                case "authorization" | "x-api-key", _:
                    kind = f"{scheme} " if secret else ""
                    found.append(f'-H "{name}: {kind}$OTHER_KEY"')
                    notes.append("OTHER_KEY: what the finding says; keys are not printed")
                case _:
                    continue
        return found

    def _is_key(self, value: str) -> bool:
        basic = f"{self._target.key}:".encode()
        return self._target.key in value or b64encode(basic).decode() in value

    def _body(self, request: Request, notes: list[str]) -> list[str]:
        """The options for the body."""
        if not request.body:
            return []
        try:
            text = request.body.decode()
        except UnicodeDecodeError:
            text = None
        if text is None or "\0" in text or len(request.body) > _LONGEST_BODY:
            notes.append("the body is left out: it is long, or not text")
            return ["--data-binary", f"@body-of-{len(request.body)}-bytes"]
        text = re.sub(r'("key"\s*:\s*)"[^"]*"', r'\1"..."', self._without(text, notes))
        return ["--data-raw", shlex.quote(text)]

    def _address(self, uri: str, notes: list[str]) -> str:
        parts = urlsplit(uri)
        path = "/".join(
            self._without(unquote(step), notes) if self._is_secret(unquote(step)) else step
            for step in parts.path.split("/")
        )
        query = [
            (name, "..." if name == "key" else self._without(value, notes))
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
        told = parts.query if query == parse_qsl(parts.query, keep_blank_values=True) else None
        shown = urlencode(query, quote_via=quote, safe=".") if told is None else told
        return urlunsplit((parts.scheme, parts.netloc, path, shown, ""))

    def _without(self, text: str, notes: list[str]) -> str:
        """A text with `...` for each word that a response of a sandbox contains."""
        words = re.split(r"([^\w.@+-]+)", text)
        kept = ["..." if self._is_secret(word) else word for word in words]
        kept = ["..."] if self._is_secret(text) else kept
        if kept not in (words, [text]):
            notes.append("replace `...` with a value of your account")
        return "".join(kept)

    def _is_secret(self, text: str) -> bool:
        return text in self._received and text not in self._public


def _telling(text: str) -> bool:
    """Whether a text may be data of an account: not a number, a time or a short word."""
    return len(text) >= _SHORTEST_SECRET and not re.fullmatch(r"[\d.:TZ+-]+", text)
