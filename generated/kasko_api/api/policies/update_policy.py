# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import UNSET, Request, Unset, header_values, json_body, path_segment

from ...models.error import Error
from ...models.policy_update import PolicyUpdate


def update_policy(
    policy_id: str,
    *,
    body: PolicyUpdate,
    if_match: str | Unset = UNSET,
    if_unmodified_since: str | Unset = UNSET,
) -> Request[Any]:
    """Update a policy.

    Changes some members of a policy. Only members that the product marks as editable are
    accepted. A change that affects the price needs the token of a new quote. Send the headers
    `ETag` and `Last-Modified` that `get_policy_v2` returned, so that you do not overwrite
    someone else's change. Read the policy again afterwards.

    Source (documented): [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#update-policy),
    [KASKO docs: Roland,
    v3](https://github.com/kasko/docs/blob/640c8c7/source/products/roland/getsafe-v3/rest-api.rst#update-policy),
    [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#update-policy).

    The answer is not documented.

    Args:
        policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque: its
            length and format may change.
        if_match: The `ETag` of the version that you want to change, exactly as you
            received it. Some pages ask for it, some samples leave it out. The answer to an
            outdated version is not documented.
        if_unmodified_since: The `Last-Modified` of the version that you want to change,
            exactly as you received it. Only some pages ask for it.
        body: The members to change.

    Returns:
        None: The change was made; there is no body. Neither status nor body is documented.
        Any: The change was made. Neither status nor body is documented, so expect any
            JSON.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="update_policy",
        method="PATCH",
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
