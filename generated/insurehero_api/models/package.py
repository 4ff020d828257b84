# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Package: TypeAlias = dict[str, Any]
"""What a risk item can be insured with. No member is documented. Keep all.

Source (inferred): policy-management, risk-item-management.

Known keys:
    id: InsureHero's id of it. Opaque.
    uid: Your own identifier of it.
    name: Name.
"""
