# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import ByIndex, Request, given, query_pairs

from ...models.error import Error
from ...models.package import Package
from ...models.package_page import PackagePage


def list_packages(*, from_: int, to: int) -> Request[PackagePage]:
    """List packages.

    Lists a range of packages. A risk item is insured with a package.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-packages).

    The table of parameters is cut off: that `to` goes with `from`, and the limit of 100
    records, are inferred. The page types `from` as a number.

    Args:
        from_: Index of the first record, counted from 0. Counting from 0 is inferred. The
            pages of claims and risk items type it as text, that of packages as a number; the
            URL is the same.
        to: Index of the last record, included: `from + 99` asks for the maximum of 100
            records. That it is included is inferred. The pages type it as text; the URL is the
            same.

    Returns:
        PackagePage: The packages of the requested range. No document shows their members.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_packages",
        method="GET",
        template="/api/shield/v1/packages",
        path="/api/shield/v1/packages",
        security=("channelToken",),
        query=query_pairs(("from", given("from_", from_)), ("to", given("to", to))),
        headers={"Accept": "application/json"},
        returns={"200": PackagePage},
        errors={"default": Error},
    )


PAGES: ByIndex[Package] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How the list is read whole."""
