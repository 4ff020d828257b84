# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.error import Error
from ...models.media import Media
from ...models.media_request import MediaRequest


def create_media(*, body: MediaRequest) -> Request[Media]:
    """Create a media record.

    Creates a media record for a file. It is the first of three steps: `create_media`,
    `upload_media`, `attach_media`.

    Source (documented): [KASKO docs: travel
    layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#create-media-record),
    [KASKO docs:
    MyCamper](https://github.com/kasko/docs/blob/cb5e70d/source/products/baloise/my-camper/rest-api.rst#create-media-record).

    Only KASKO's own mock shows an answer.

    Args:
        body: What the file is: its purpose, name, type and size.

    Returns:
        Media: The new media record. Whether the status is 200 or 201 is not documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_media",
        method="POST",
        template="/media",
        path="/media",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": Media, "201": Media},
        errors={"default": Error},
    )
