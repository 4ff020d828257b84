# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class Error(Model, kw_only=True, frozen=True):
    """What a failed request answers, seen only for the channel's `authorize`. Rely on the HTTP
    status and treat the body as an explanation.

    Source (documented): authorization-management.
    """

    error: str | None | Unset = UNSET
    """A text that is fixed for each status."""
    details: str | None | Unset = UNSET
    """The particular cause, after the reason phrase of the status. It may repeat what the request
    held.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"details"})
