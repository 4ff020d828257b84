# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Package: TypeAlias = dict[str, Any]
"""A package that a risk item can be insured with. Any key may occur.

Source (inferred): policy-management, risk-item-management.

No member is documented.

Known keys:
    id: InsureHero's id of the package. Opaque.
    uid: Your own identifier of the package.
    name: Name of the package.
"""
