# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model

from .. import models as _models


class AssetPage(Model, kw_only=True, frozen=True):
    """The result of an upload.

    Source (documented): [InsureHero Shield API: assets of risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management/risk-item-asset-management#upload-assets-to-a-risk-item),
    [InsureHero Shield API: assets of
    claims](https://docs.insurehero.io/shield-api/claims/claims-management/claims-asset-management#upload-assets-to-a-claim).
    """

    data: list[_models.Asset]
    """One entry for each uploaded file."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"data"})
