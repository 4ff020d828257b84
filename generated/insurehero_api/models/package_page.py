# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class PackagePage(Model, kw_only=True, frozen=True):
    """A range of packages.

    Source (inferred): policy-management.
    """

    data: list[_models.Package]
    """The packages of the range."""
