# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Coverage: TypeAlias = dict[str, Any]
"""What can be covered, in one or more variants. No member is documented. Keep all.

Source (inferred): policy-management.

Known keys:
    id: InsureHero's id of it. Opaque.
    uid: Your own identifier of it.
    name: Name.
"""
