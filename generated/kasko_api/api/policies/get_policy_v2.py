# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.policy_v2 import PolicyV2


def get_policy_v2(policy_id: str) -> Request[PolicyV2]:
    """Get one policy by its KASKO id, in the shape of v2.

    The policy that `update_policy` and `cancel_policy` work on. Keep the headers `ETag` and
    `Last-Modified` of the answer, byte for byte: they say which version your change is meant
    for.

    A policy that your key may not see answers 404 like one that does not exist, and so does
    one that was paid a moment ago, as it is made in the background.

    Source (documented): kasko/docs v2 policy page, kasko/docs ticket refund page,
    docs.kasko.io policy page.

    Args:
        policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque: length
            and format may change.

    Returns:
        PolicyV2: The policy.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_policy_v2",
        method="GET",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": PolicyV2},
        errors={"default": Error},
    )
