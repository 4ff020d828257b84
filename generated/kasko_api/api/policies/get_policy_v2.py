# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.policy_v2 import PolicyV2


def get_policy_v2(policy_id: str) -> Request[PolicyV2]:
    """Retrieve a policy (v2).

    Returns one policy with all details, as `update_policy` and `cancel_policy` need it. Keep
    the headers `ETag` and `Last-Modified` of the answer exactly as they are: they name the
    version that you are about to change.

    A policy that your key may not see answers 404, like one that does not exist. KASKO creates
    policies in the background, so right after a payment the policy may not exist yet.

    Source (documented): [KASKO docs: get a policy,
    v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/get_v2_policy.rst#get-specific-policy),
    [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#show-policy-of-id),
    [KASKO REST API:
    policies](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/policy#policy-object).

    That a policy which is still being created answers 404 is inferred.

    Args:
        policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque: its
            length and format may change.

    Returns:
        PolicyV2: The requested policy.

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
