# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model


class MediaReference(Model, kw_only=True, frozen=True):
    """The media record to attach.

    Source (documented): [KASKO docs: travel
    layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#show-policy-by-id).
    """

    id: str
    """KASKO's id of the media record."""
