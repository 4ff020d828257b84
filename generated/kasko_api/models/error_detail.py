# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class ErrorDetail(Model, kw_only=True, frozen=True):
    """What is wrong with one field of the request.

    Source (documented): [KASKO REST API:
    quotes](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/quote#create-a-quote).
    """

    code: str | None = None
    """A code for programs, such as `invalid_value`.

    KASKO publishes no list of codes.
    """
    field: str | None = None
    """Name of the field in the request."""
    path: str | None | Unset = UNSET
    """Where in the request the field is, such as `data`. Null at the top level."""
