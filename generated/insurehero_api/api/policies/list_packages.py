# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, query_pairs

from ...models.error import Error
from ...models.package_page import PackagePage


def list_packages(*, from_: int, to: int) -> Request[PackagePage]:
    """List a range of packages.

    What a risk item can be insured with. That `to` belongs to the range, like `from`, is
    inferred: the table of the parameters is cut off. Not more than 100 records are asked for,
    as elsewhere.

    Source (documented): policy-management.

    Args:
        from_: Index of the first record. Most likely counted from 0. The documents type it
            as text; the digits look the same in a URL.
        to: Index of the last record. Most likely included, so that `from + 99` asks for
            the greatest range, 100 records. The documents type it as text; the digits look the
            same in a URL.

    Returns:
        PackagePage: The packages of that range. Their shape could not be read in any
            document.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_packages",
        method="GET",
        template="/api/shield/v1/packages",
        path="/api/shield/v1/packages",
        security=("channelToken",),
        query=query_pairs(("from", from_), ("to", to)),
        headers={"Accept": "application/json"},
        returns={"200": PackagePage},
        errors={"default": Error},
    )
