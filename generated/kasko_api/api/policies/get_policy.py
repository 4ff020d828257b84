# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.policy import Policy


def get_policy(policy_id: str) -> Request[Policy]:
    """Get one policy by its KASKO id.

    The target of each policy's self link. Without a vendor media type in `Accept` it is taken
    to answer with the same object as the list; the reference shows the link but no answer.

    A policy that your key may not see answers 404 like one that does not exist. Right after a
    payment the policy may not exist yet, as it is made in the background.

    Source (documented): seed 001, kasko/docs policy page.

    Args:
        policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque: length
            and format may change.

    Returns:
        Policy: The policy.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_policy",
        method="GET",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json"},
        returns={"200": Policy},
        errors={"default": Error},
    )
