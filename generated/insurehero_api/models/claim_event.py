# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

ClaimEvent: TypeAlias = dict[str, Any]
"""Something that happened with a claim. No member is documented. Keep all.

Source (inferred): fetch-claims.

Known keys:
    id: InsureHero's id of the event, if it has one. Opaque.
"""
