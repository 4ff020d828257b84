# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Coverage: TypeAlias = dict[str, Any]
"""A coverage, with one or more variants. Any key may occur.

Source (inferred): policy-management.

No member is documented.

Known keys:
    id: InsureHero's id of the coverage. Opaque.
    uid: Your own identifier of the coverage.
    name: Name of the coverage.
"""
