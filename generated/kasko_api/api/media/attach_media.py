# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import Request, json_body, path_segment

from ...models.error import Error
from ...models.media_reference import MediaReference


def attach_media(policy_id: str, *, body: MediaReference) -> Request[Any]:
    """Attach a file to a policy.

    Attaches an uploaded file to a policy. It is the last of three steps: `create_media`,
    `upload_media`, `attach_media`.

    Source (documented): [KASKO docs: travel
    layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#attach-media-to-policy).

    The answer is not documented.

    Args:
        policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque: its
            length and format may change.
        body: The media record to attach.

    Returns:
        None: The file was attached; there is no body. Neither status nor body is
            documented.
        Any: The file was attached. Neither status nor body is documented, so expect any
            JSON.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="attach_media",
        method="POST",
        template="/policies/{policyId}/media",
        path=f"/policies/{path_segment('policy_id', policy_id)}/media",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"204": None, "2XX": Any},
        errors={"default": Error},
    )
