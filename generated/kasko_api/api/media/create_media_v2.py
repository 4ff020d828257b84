# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.error import Error
from ...models.media import Media
from ...models.media_request import MediaRequest


def create_media_v2(*, body: MediaRequest) -> Request[Media]:
    """Create a media record (v2 path).

    Works like `create_media`.

    Source (documented): [KASKO example web app: mock
    API](https://github.com/kasko/kasko-app-example-external/blob/575a5bd/mock-api/api.js#L1).

    The address is known from KASKO's own mock only. Unlike all others it carries the version
    in its path.

    Args:
        body: What the file is: its purpose, name, type and size.

    Returns:
        Media: The new media record.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_media_v2",
        method="POST",
        template="/v2/media",
        path="/v2/media",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": Media},
        errors={"default": Error},
    )
