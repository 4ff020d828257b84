# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, Whole, query_pairs

from ...models.error import Error
from ...models.policy import Policy
from ...models.policy_page import PolicyPage


def list_policies(*, holder_id: str | Unset = UNSET) -> Request[PolicyPage]:
    """List the policies of a holder.

    Returns all policies of a holder at once.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-policies).

    No range is documented here. What comes without `holderId` is not known.

    Args:
        holder_id: The id of the holder, as in `holder_id` of a policy. Opaque.

    Returns:
        PolicyPage: The policies of the holder. The table says object, the example shows a
            list.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_policies",
        method="GET",
        template="/api/shield/v1/policies",
        path="/api/shield/v1/policies",
        security=("channelToken",),
        query=query_pairs(("holderId", holder_id)),
        headers={"Accept": "application/json"},
        returns={"200": PolicyPage},
        errors={"default": Error},
    )


PAGES: Whole[Policy] = Whole(members=("data",), attributes=("data",))
"""How the list is read whole."""
