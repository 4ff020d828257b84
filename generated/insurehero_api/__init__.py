# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Operations and models of the InsureHero Shield API, without any I/O."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ("AsyncInsureheroApi", "InsureheroApi")

if TYPE_CHECKING:
    from .client import AsyncInsureheroApi, InsureheroApi
else:
    # Out of sight of type checkers, which would take any name to exist.
    _HOMES = {"AsyncInsureheroApi": ".client", "InsureheroApi": ".client"}

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
