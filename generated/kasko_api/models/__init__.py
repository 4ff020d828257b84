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
    "WebhookAsset",
    "WebhookLinks",
    "WebhookMetadata",
    "WebhookPolicy",
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
    from .webhook_asset import WebhookAsset
    from .webhook_links import WebhookLinks
    from .webhook_metadata import WebhookMetadata
    from .webhook_policy import WebhookPolicy
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
        "WebhookAsset": ".webhook_asset",
        "WebhookLinks": ".webhook_links",
        "WebhookMetadata": ".webhook_metadata",
        "WebhookPolicy": ".webhook_policy",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
