# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from .. import models as _models
from ..types import Model


class PackagePage(Model, kw_only=True, frozen=True):
    """A range of packages.

    Source (inferred): policy-management.
    """

    data: list[_models.Package]
    """The packages."""
