# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model


class Link(Model, kw_only=True, frozen=True):
    """A link. Send credentials only to the host that you configured, wherever a link points.

    Source (documented): seed 001.
    """

    href: str
    """The URL."""
