# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import Model


class TableChange(Model, kw_only=True, frozen=True):
    """Notice that a record was inserted or updated. The examples of the page are not readable.

    Source (documented): webhooks-configuration.
    """

    type_: str = msgspec.field(name="type")
    """Whether the record is new or changed. The literal values could not be read: look for a
    leading "insert" or "update" in any case, and pass anything else on.
    """
    id: str
    """Id of the record; for orders the id of the risk item."""
    message: str
    """A sentence that names the table (`claims`, `risk_items`, `claims_events`, `orders`) and
    what happened (`updated`, `inserted`), always in the form of the example. The table is
    named nowhere else.
    """
