# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Error(Model, kw_only=True, frozen=True):
    """The usual body of an error.

    Rely on the HTTP status, and take the body as an explanation.

    Source (documented): [KASKO REST API:
    introduction](https://docs.kasko.io/kasko-api-documentation/rest-api/introduction#error-messages),
    [KASKO REST API:
    quotes](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/quote#create-a-quote),
    [KASKO API reference of 2015:
    errors](https://github.com/kasko/docs/blob/158185b/source/includes/_errors.md#errors).

    The API of 2015 nested `code`, `httpCode` and `message` in an `error` object, with the
    codes `AUTH_KEY_NOT_FOUND`, `AUTH_KEY_INVALID`, `PARAM_NOT_FOUND`, `RESOURCE_NOT_FOUND`,
    `ENDPOINT_NOT_FOUND` and `RATE_TOO_HIGH`.
    """

    status: str | None = None
    """The reason phrase of the HTTP status, such as `Bad Request`. Not a number."""
    message: str | None = None
    """A short explanation. It may repeat what you sent."""
    errors: list[_models.ErrorDetail | str] | None | Unset = UNSET
    """The fields of the request that are invalid.

    The current quote page shows objects, the introduction leaves the type open. Text is read
    too.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"message"})
