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

    Cancels a policy. Afterwards `reactivate_policy` is the only change it accepts. Send the
    headers that `get_policy_v2` returned. Read the policy again afterwards.

    Source (documented): [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#cancel-policy-request),
    [KASKO docs:
    relocation](https://github.com/kasko/docs/blob/921b53f/source/products/baloise/relocation/rest-api.rst#cancel-policy-request).

    The answer is not documented. In 2019 the same request with other members updated a policy;
    use `update_policy` for that.

    Args:
        policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque: its
            length and format may change.
        if_match: The `ETag` of the version that you want to change, exactly as you
            received it. Some pages ask for it, some samples leave it out. The answer to an
            outdated version is not documented.
        if_unmodified_since: The `Last-Modified` of the version that you want to change,
            exactly as you received it. Only some pages ask for it.
        body: Reason and date of the cancellation.

    Returns:
        None: The change was made; there is no body. Neither status nor body is documented.
        Any: The policy was cancelled. Neither status nor body is documented, so expect any
            JSON.

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
