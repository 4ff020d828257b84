# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

Asset: TypeAlias = dict[str, Any]
"""The result for one uploaded file: success with a public URL, or failure.

Any key may occur.

Source (inferred): [InsureHero Shield API: assets of risk
items](https://docs.insurehero.io/shield-api/policies/risk-item-management/risk-item-asset-management#upload-assets-to-a-risk-item),
[InsureHero Shield API: assets of
claims](https://docs.insurehero.io/shield-api/claims/claims-management/claims-asset-management#upload-assets-to-a-claim).

The names of the members could not be read; those here are inferred.

Known keys:
    name: Name of the uploaded file.
    success: Whether the file was accepted.
    url: URL at which the file can be read without a key. Do not store or log it.
    error: Why the file was not accepted.
"""
