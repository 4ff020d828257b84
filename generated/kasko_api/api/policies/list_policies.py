# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import datetime

from brolly_runtime import UNSET, ByTime, Request, Unset, query_pairs

from ...models.error import Error
from ...models.policy import Policy
from ...models.policy_collection import PolicyCollection


def list_policies(
    *,
    since: int | datetime.datetime | Unset = UNSET,
    until: int | datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
    include: str | Unset = UNSET,
) -> Request[PolicyCollection]:
    """List policies.

    Lists the policies that were created or updated within a time window, a page at a time.
    Poll it with `since`: a cancelled policy comes again with its new `status` and a later
    `updated_at`, so store policies by `id`. Deletions are not signalled.

    Follow `_links.next` until it is missing. A page with fewer policies than `limit` is not
    the last one. The link carries `since` in whole seconds, equal to the `updated_at` of the
    page's last policy, and does not carry `limit`, so send your own again.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#get-all-policies).

    Nothing says whether `since` and `until` include their own second. Treat them as inclusive,
    and drop what you have seen by `id` and `updated_at`. Some endpoints may override the
    defaults of these parameters.

    Args:
        since: Only policies that were created or updated since this time: seconds since
            1970 (UTC), or an ISO 8601 date-time with offset such as
            `2015-10-14T12:52:46+00:00` with `+` encoded as `%2B`. 0 means from the beginning.
            By default 0.
        until: Only policies that were created or updated until this time, in the same two
            forms as `since`. Leave it out for no upper bound. By default 0. The documents give
            0 as the default, which can only mean no bound.
        limit: Maximum number of policies on a page. By default 20. The documents set no
            upper bound.
        include: A related record to include in each policy, `product` or `distributor`.
            Seen as `product` on the list and as `distributor` on a single policy. What it adds
            is not documented.

    Returns:
        PolicyCollection: One page of policies, in ascending order of `updated_at`. The
            order follows from the example's cursors; no text states it.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="list_policies",
        method="GET",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(
            ("since", since), ("until", until), ("limit", limit), ("include", include)
        ),
        headers={"Accept": "application/json"},
        returns={"200": PolicyCollection},
        errors={"default": Error},
    )


PAGES: ByTime[Policy] = ByTime(
    since="since",
    until="until",
    size="limit",
    most=10000,
    members=("_embedded", "item"),
    attributes=("embedded", "item"),
    links=(("links", "next_", "href"), ("embedded", "links", "next_", "href")),
)
"""How the list is read whole."""
