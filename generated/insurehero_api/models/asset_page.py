# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model

from .. import models as _models


class AssetPage(Model, kw_only=True, frozen=True):
    """The result of an upload.

    Source (documented): risk-item-asset-management, claims-asset-management.
    """

    data: list[_models.Asset]
    """One entry for each uploaded file."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"data"})
