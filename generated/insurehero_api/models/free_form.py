# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

FreeForm: TypeAlias = dict[str, Any]
"""An open map, filled by whoever created it. Any key may occur.

Source (documented): [InsureHero Shield API: fetch
claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim),
[InsureHero Shield API: fetch risk
items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#additional-attributes),
[InsureHero Shield API: fetch
orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#get-orders-for-a-specific-risk-item),
[InsureHero Shield API: policies, packages, variants and
coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant),
[InsureHero Shield API: risk
items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).
"""
