# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, multipart_body, path_segment

from ...models.error import Error
from ...models.media_upload import MediaUpload


def upload_media(media_id: str, *, body: MediaUpload) -> Request[None]:
    """Upload the content of a file.

    Uploads the content of a file. It is the second of three steps: `create_media`,
    `upload_media`, `attach_media`.

    Source (documented): [KASKO docs: travel
    layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#upload-media-record).

    Only KASKO's own mock shows an answer.

    Args:
        media_id: KASKO's id of the media record. Opaque.
        body: The content of the file, as a form.

    Returns:
        None: The content was received.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_media",
        method="POST",
        template="/media/{mediaId}/content",
        path=f"/media/{path_segment('media_id', media_id)}/content",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "*/*", "Content-Type": media_type},
        content=content,
        returns={"204": None},
        errors={"default": Error},
    )
