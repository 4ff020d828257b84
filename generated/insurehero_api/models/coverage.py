# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Coverage: TypeAlias = dict[str, Any]
"""A coverage, with one or more variants. Any key may occur.

Source (inferred): [InsureHero Shield API: policies, packages, variants and
coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-coverage).

No member is documented.

Known keys:
    id: InsureHero's id of the coverage. Opaque.
    uid: Your own identifier of the coverage.
    name: Name of the coverage.
"""
