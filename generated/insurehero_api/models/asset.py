# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Asset: TypeAlias = dict[str, Any]
"""What became of an uploaded file: success, with a public address, or failure. The names of the
members could not be read; those below are inferred. Keep all.

Source (inferred): risk-item-asset-management, claims-asset-management.

Known keys:
    name: Name of the file.
    success: Whether it was taken.
    url: Where it can be read without a key, if it was taken.
    error: Why it was not taken.
"""
