# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Error(Model, kw_only=True, frozen=True):
    """What a failed request usually answers. An earlier API put `code`, `httpCode` and `message`
    inside `error` instead; rely on the HTTP status and treat the body as an explanation.

    Source (documented): seed 000, docs.kasko.io quote page.
    """

    status: str | None = None
    """The reason phrase of the HTTP status, such as `Bad Request`. Not a number."""
    message: str | None = None
    """A short explanation. It may repeat what the request held."""
    errors: list[_models.ErrorDetail | str] | None | Unset = UNSET
    """The fields of the request that are invalid. The current quote page shows objects; the
    general text leaves the kind of entry open, so a plain text is read too.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"message"})
