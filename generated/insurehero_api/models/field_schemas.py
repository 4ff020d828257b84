# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

FieldSchemas: TypeAlias = dict[str, Any]
"""Fields by name.

Each is an object with `type`, `value` (of any type) and `required` (`true` or `false`).

Source (documented): [InsureHero Shield API: policies, packages, variants and
coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).

Of `type` only `boolean` was seen.
"""
