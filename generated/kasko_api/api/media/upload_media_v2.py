# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, multipart_body, path_segment

from ...models.error import Error
from ...models.media_upload import MediaUpload


def upload_media_v2(media_id: str, *, body: MediaUpload) -> Request[None]:
    """Upload the content of a file (v2 path).

    Works like `upload_media`.

    Source (documented): [KASKO example web app: mock
    API](https://github.com/kasko/kasko-app-example-external/blob/575a5bd/mock-api/api.js#L1).

    The address is known from KASKO's own mock only.

    Args:
        media_id: KASKO's id of the media record. Opaque.
        body: The content of the file, as a form.

    Returns:
        None: The content was received.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_media_v2",
        method="POST",
        template="/v2/media/{mediaId}/content",
        path=f"/v2/media/{path_segment('media_id', media_id)}/content",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "*/*", "Content-Type": media_type},
        content=content,
        returns={"204": None},
        errors={"default": Error},
    )
