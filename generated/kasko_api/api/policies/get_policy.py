# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, path_segment, query_pairs

from ...models.error import Error
from ...models.policy import Policy


def get_policy(policy_id: str, *, include: str | Unset = UNSET) -> Request[Policy]:
    """Retrieve a policy.

    Returns one policy in the form of `list_policies`. A policy that your key may not see
    answers 404, like one that does not exist. KASKO creates policies in the background, so
    right after a payment the policy may not exist yet.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#get-all-policies), [KASKO
    docs: get a policy,
    v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/get_v1_policy.rst#get-specific-policy).

    The reference shows links to this address but no answer: without a vendor media type in
    `Accept` it is assumed to answer like the list. That a policy which is still being created
    answers 404 is inferred too.

    Args:
        policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque: its
            length and format may change.
        include: A related record to include in each policy, `product` or `distributor`.
            Seen as `product` on the list and as `distributor` on a single policy. What it adds
            is not documented.

    Returns:
        Policy: The requested policy.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_policy",
        method="GET",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(("include", include)),
        headers={"Accept": "application/json"},
        returns={"200": Policy},
        errors={"default": Error},
    )
