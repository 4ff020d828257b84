# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

ClaimEvent: TypeAlias = dict[str, Any]
"""An event in the course of a claim. Any key may occur.

Source (inferred): [InsureHero Shield API: fetch
claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-claim-events).

No member is documented.

Known keys:
    id: InsureHero's id of the event, if it has one. Opaque.
"""
