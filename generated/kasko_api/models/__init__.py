# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""The component schemas of the spec, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = (
    "Asset",
    "Error",
    "ErrorDetail",
    "Link",
    "PageLinks",
    "Policy",
    "PolicyCollection",
    "PolicyEmbedded",
    "PolicyLinks",
    "PolicyStatus",
)

if TYPE_CHECKING:
    from .asset import Asset
    from .error import Error
    from .error_detail import ErrorDetail
    from .link import Link
    from .page_links import PageLinks
    from .policy import Policy
    from .policy_collection import PolicyCollection
    from .policy_embedded import PolicyEmbedded
    from .policy_links import PolicyLinks
    from .policy_status import PolicyStatus
else:
    # Out of sight of type checkers, which would take any name to exist.
    _HOMES = {
        "Asset": ".asset",
        "Error": ".error",
        "ErrorDetail": ".error_detail",
        "Link": ".link",
        "PageLinks": ".page_links",
        "Policy": ".policy",
        "PolicyCollection": ".policy_collection",
        "PolicyEmbedded": ".policy_embedded",
        "PolicyLinks": ".policy_links",
        "PolicyStatus": ".policy_status",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
