# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import UNSET, Request, Unset, header_values, json_body, path_segment

from ...models.error import Error
from ...models.policy_cancellation import PolicyCancellation


def cancel_policy(
    policy_id: str,
    *,
    body: PolicyCancellation,
    if_match: str | Unset = UNSET,
    if_unmodified_since: str | Unset = UNSET,
) -> Request[Any]:
    """Cancel a policy.

    Afterwards the policy takes no change but `reactivate_policy`. Send the headers that
    `get_policy_v2` gave. What comes back is not documented: read the policy again. In 2019 the
    same request with other members was an update; that is `update_policy` now.

    Source (documented): kasko/docs ticket refund page, kasko/docs relocation page.

    Args:
        policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque: length
            and format may change.
        if_match: The `ETag` of the version that the change is meant for, as it was
            received, with or without quotes. Pages ask for it; some samples leave it out. The
            answer to a version that has passed is not documented.
        if_unmodified_since: The `Last-Modified` of the version that the change is meant
            for, as it was received. Only some pages ask for it.
        body: The cancellation.

    Returns:
        None: Done, and nothing is said. Status and body are not documented.
        Any: Done. Status and body are not documented; expect any JSON.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="cancel_policy",
        method="PUT",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/json",
            **header_values(("If-Match", if_match), ("If-Unmodified-Since", if_unmodified_since)),
        },
        content=json_body(body),
        returns={"204": None, "2XX": Any},
        errors={"default": Error},
    )
