# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Package: TypeAlias = dict[str, Any]
"""A package that a risk item can be insured with. Any key may occur.

Source (inferred): [InsureHero Shield API: policies, packages, variants and
coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-packages),
[InsureHero Shield API: risk
items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).

No member is documented.

Known keys:
    id: InsureHero's id of the package. Opaque.
    uid: Your own identifier of the package.
    name: Name of the package.
"""
