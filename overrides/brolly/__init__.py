"""Clients for the KASKO and InsureHero Shield insurance APIs.

    from brolly import Kasko

    with Kasko() as kasko:                      # KASKO_API_KEY from the environment
        for policy in kasko.iter_policies():
            print(policy.insurer_policy_id, policy.status)

Names load on first use, so importing brolly costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brolly_runtime import UNSET as UNSET, Page as Page, Unset as Unset

    from ._core.columns import columns as columns
    from ._core.reading import Reply as Reply
    from ._core.whole import raw as raw, unknown as unknown
    from .errors import *
    from .insurehero import AsyncInsureHero as AsyncInsureHero, InsureHero as InsureHero
    from .kasko import AsyncKasko as AsyncKasko, Kasko as Kasko

    __version__: str

_HOME = {
    "AsyncInsureHero": ".insurehero",
    "AsyncKasko": ".kasko",
    "InsureHero": ".insurehero",
    "Kasko": ".kasko",
    "Page": "brolly_runtime",
    "Reply": "._core.reading",
    "UNSET": "brolly_runtime",
    "Unset": "brolly_runtime",
    "columns": "._core.columns",
    "raw": "._core.whole",
    "unknown": "._core.whole",
}

__all__ = [
    "UNSET",
    "ApiError",
    "AsyncInsureHero",
    "AsyncKasko",
    "AuthenticationError",
    "BadRequestError",
    "BrollyError",
    "CallError",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "ConnectTimeoutError",
    "ForeignOriginError",
    "InsureHero",
    "Kasko",
    "KnockOutError",
    "LiveKeyError",
    "MethodNotAllowedError",
    "NotFoundError",
    "Page",
    "PagingError",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "PolicyPendingError",
    "RateLimitError",
    "Reply",
    "ResponseValidationError",
    "ServerError",
    "SyncBusyError",
    "SyncError",
    "TimeoutError",
    "TransportError",
    "UnprocessableError",
    "Unset",
    "WebhookBusyError",
    "WebhookError",
    "WebhookSignatureError",
    "columns",
    "raw",
    "unknown",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - it takes as long as all the rest

        return version("brolly")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOME.get(name, ".errors"), __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
