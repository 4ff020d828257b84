# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model


class TableChange(Model, kw_only=True, frozen=True):
    """Notice that a record was inserted or updated.

    Source (documented): [InsureHero Shield API:
    webhooks](https://docs.insurehero.io/shield-api/integrations/webhooks-configuration#step-3-receiving-data-updates).

    The examples of the page are not readable.
    """

    type: str
    """Whether the record was inserted or updated.

    Compare the beginning (`insert`, `update`) without case, and expect further values.

    The literal values could not be read.
    """
    id: str
    """Id of the record. For orders, the id of the risk item."""
    message: str
    """A sentence that names the table and the change.

    Tables are `claims`, `risk_items`, `claims_events` and `orders`, changes `updated` and
    `inserted`. No other member names the table.
    """
