# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import Request, path_segment

from ...models.error import Error


def reactivate_policy(policy_id: str) -> Request[Any]:
    """Reactivate a cancelled policy.

    Undoes a cancellation. It is the only change that a cancelled policy accepts, and takes no
    body. Read the policy again afterwards.

    Source (documented): [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#reactivate-policy-request),
    [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#reactivate-policy-request).

    The answer is not documented.

    Args:
        policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque: its
            length and format may change.

    Returns:
        None: The change was made; there is no body. Neither status nor body is documented.
        Any: The change was made. Neither status nor body is documented, so expect any
            JSON.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="reactivate_policy",
        method="POST",
        template="/policies/{policyId}/reactivate",
        path=f"/policies/{path_segment('policy_id', policy_id)}/reactivate",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"204": None, "2XX": Any},
        errors={"default": Error},
    )
