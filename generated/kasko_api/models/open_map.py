# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

OpenMap: TypeAlias = dict[str, Any]
"""An open map, filled by the product or the distributor. Any key may occur.

Source (documented): [KASKO docs: get a policy,
v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/get_v2_policy.rst#get-specific-policy).
"""
