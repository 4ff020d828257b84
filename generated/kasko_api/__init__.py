# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Operations and models of the KASKO API, without any I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brolly_runtime import lazy_exports

if TYPE_CHECKING:
    from .client import AsyncKaskoApi as AsyncKaskoApi
    from .client import KaskoApi as KaskoApi
else:
    # Out of sight of type checkers, which would take any name to exist.
    lazy_exports(globals(), "AsyncKaskoApi:client KaskoApi:client")
