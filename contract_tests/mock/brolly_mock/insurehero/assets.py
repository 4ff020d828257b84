"""Uploaded files: each taken or refused on its own, and served at a public address.

An upload attaches nothing: the documents have the address named when a risk item, a claim or an
event is made or changed.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..bodies import Upload
from ..document import Document
from ..exchange import Answer
from ..store import Record, Store
from .asked import Asked, Serve, data
from .ranges import Records

_MOST_BYTES = 4_000_000
"""The documents say 4 Mb; the safe reading (fact sheet, G14)."""

_TYPES = ("image/", "video/", "application/pdf")


@dataclass(frozen=True, slots=True)
class Assets:
    """What was uploaded."""

    records: Records

    def operations(self) -> dict[str, Serve]:
        """Who answers what."""
        return {
            "upload_risk_item_assets": self.for_risk_item,
            "upload_claim_assets": self.for_claim,
        }

    def for_risk_item(self, asked: Asked) -> Answer:
        """Files for a risk item."""
        self.records.one("risk_items", asked.values["riskItemId"])
        return self._take(asked)

    def for_claim(self, asked: Asked) -> Answer:
        """Files for a claim."""
        self.records.one("claims", asked.values["claimId"])
        return self._take(asked)

    def _take(self, asked: Asked) -> Answer:
        files: Iterable[Upload] = asked.body["files"]
        results = [self._result(file, asked.call.origin) for file in files]
        return data(results, self.records.reading.created)

    def _result(self, file: Upload, origin: str) -> Document:
        reason = _refusal(file.media_type, len(file.content))
        if reason:
            return {"name": file.name, "success": False, "url": None, "error": reason}
        file_id = str(uuid4())
        document = {
            "media_type": file.media_type,
            "content": base64.b64encode(file.content).decode(),
        }
        self.records.store.add_records("files", [Record(file_id, document)])
        url = f"{origin}/files/{file_id}/{quote(file.name, safe='')}"
        return {"name": file.name, "success": True, "url": url, "error": None}


def _refusal(media_type: str, size: int) -> str | None:
    if not media_type.startswith(_TYPES):
        return "The type of the file is not allowed."
    return "The file is too large." if size > _MOST_BYTES else None


def files(store: Store) -> Route:
    """`GET /files/{id}/{name}` gives back what was uploaded, to anybody who knows the address."""

    async def file(request: Request) -> Response:
        document = store.record("files", request.path_params["id"])
        if document is None:
            return Response(status_code=404)
        # Nothing that was uploaded may run as a page of the mock.
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
        content = base64.b64decode(document["content"])
        return Response(content, media_type=document["media_type"], headers=headers)

    return Route("/files/{id}/{name:path}", file)
