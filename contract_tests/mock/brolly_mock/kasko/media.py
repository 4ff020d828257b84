"""Files: announced, uploaded, attached to a policy; and receipts of one product.

Sources: fact sheet, sections 4.13, 4.16, 4.20 and 5.10. The documents name no status for a file
that does not fit: the mock answers 404 for an unknown one, 409 for one without content, 400 for a
receipt that is too large or of another type.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from ..bodies import Upload
from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..settings import KaskoReading
from ..store import Store
from .answers import Request, invalid_member, refused, shown
from .policies import Policies
from .quotes import rfc3339

RECEIPT_TYPES = ("application/pdf", "image/gif", "image/jpeg", "image/png")
RECEIPT_BYTES = 5_000_000
"""A receipt has to be smaller than this."""


@dataclass(frozen=True, slots=True)
class Media:
    """Keeps the records of files; the content itself is counted and dropped."""

    store: Store
    clock: Clock
    policies: Policies
    reading: KaskoReading

    def create_media(self, request: Request) -> Answer:
        """`POST /media`."""
        return Answer(self.reading.created, self._create(request))

    def create_media_v2(self, request: Request) -> Answer:
        """`POST /v2/media`."""
        return Answer(200, self._create(request))

    def upload_media(self, request: Request) -> Answer:
        """`POST /media/{mediaId}/content`, and the same below `/v2`."""
        media = self._find(request.values["mediaId"], live=request.live)
        content: Upload = request.form["file"]
        changes = {"is_uploaded": True, "file_size": len(content.content)}
        self.store.put_document("media", media["id"], media | changes)
        return Answer(204, content=b"")

    upload_media_v2 = upload_media

    def attach_media(self, request: Request) -> Answer:
        """`POST /policies/{policyId}/media`."""
        policy = self.policies.find(request.values["policyId"], live=request.live)
        media = self._find(request.document["id"], live=request.live)
        if not media.get("is_uploaded"):
            raise refused(409, "This file has no content yet.")
        return self.policies.attach(request, policy, shown(media, request.call.origin))

    def upload_receipt(self, request: Request) -> Answer:
        """`POST /services/baloise_receipt_upload`."""
        receipt: Upload = request.form["receipt"]
        kind = receipt.media_type.partition(";")[0].strip().lower()
        if kind not in RECEIPT_TYPES or len(receipt.content) >= RECEIPT_BYTES:
            raise invalid_member("receipt")
        return Answer(self.reading.created, {"receipt_token": f"receipt-{uuid4().hex}"})

    def _create(self, request: Request) -> Document:
        media = new_media(request.document, live=request.live, now=self.clock(), number=uuid4().hex)
        self.store.put_document("media", media["id"], media)
        return shown(media, request.call.origin)

    def _find(self, media_id: str, *, live: bool) -> Document:
        media = self.store.document("media", media_id)
        if media is None or media["_live"] is not live:
            raise refused(404, f"Media {media_id} was not found.")
        return media


def new_media(body: Document, *, live: bool, now: float, number: str) -> Document:
    """The record of a file as the store holds it."""
    return {
        "id": f"med_{number}",
        "is_uploaded": False,
        "designation": body["designation"],
        "name": body["name"],
        "mime_type": body["mime_type"],
        "file_size": body["file_size"],
        "signature": f"media-{number[::-1]}",
        "url": f"https://assets.example.com/media/{number}?Expires=1893456000",
        "created_at": rfc3339(now),
        "metadata": {},
        "_live": live,
    }
