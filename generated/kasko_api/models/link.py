# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model


class Link(Model, kw_only=True, frozen=True):
    """A hyperlink.

    Send your credentials only to the host that you configured, wherever a link points.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#pagination).
    """

    href: str
    """The URL of the linked resource."""
