# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import datetime

from brolly_runtime import UNSET, Request, Unset, query_pairs

from ...models.error import Error
from ...models.policy_collection import PolicyCollection


def list_policies(
    *,
    since: int | datetime.datetime | Unset = UNSET,
    until: int | datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> Request[PolicyCollection]:
    """List the policies created or updated within a time window.

    Made to be polled: ask with `since` and get every policy created or updated from then on. A
    cancelled policy comes again, with the new `status` and a later `updated_at`, so store what
    arrives by `id`. The list signals no deletion.

    Follow `_links.next` until it is gone. A page shorter than `limit` is no sign of the end.
    The link carries `since` in whole seconds, equal to the `updated_at` of the last policy of
    the page, and does not carry `limit`: send your own again. Whether both bounds include
    their second is not documented; read them as inclusive and drop what you have seen, by `id`
    and `updated_at`.

    Source (documented): seed 001.

    Args:
        since: Only policies created or updated since this time: seconds since 1970 in UTC,
            or an ISO 8601 date-time with offset (`2015-10-14T12:52:46+00:00`, its `+`
            percent-encoded as `%2B`). The server's default is 0, the beginning.
        until: Only policies created or updated until this time, in the same two forms as
            `since`. The server's default is 0, which can only mean that there is no bound:
            leave the parameter out instead.
        limit: The greatest number of policies on one page. The server's default is 20; a
            maximum is not documented.

    Returns:
        PolicyCollection: One page of policies, by all appearances in ascending order of
            `updated_at`.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="list_policies",
        method="GET",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(("since", since), ("until", until), ("limit", limit)),
        headers={"Accept": "application/json"},
        returns={"200": PolicyCollection},
        errors={"default": Error},
    )
