# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

InsuredSubject: TypeAlias = dict[str, Any]
"""The insured subject. Its keys depend on the product: any other key is possible.

Source (documented): [InsureHero Shield API: fetch risk
items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#additional-attributes),
[InsureHero Shield API: examples of risk
items](https://docs.insurehero.io/shield-api/policies/risk-item-management/risk-item-creation-examples#risk-item-creation-examples).

The known keys are those that the examples show.

Known keys:
    identifier_value: The value that identifies the subject. Required when you create a
        risk item.
    identifier_type: The type of the identifier. Required when you create a risk item.
    ruc: Tax number (RUC) of the insured company.
    driver_id: Identity number of the driver.
    driver_full_name: Full name of the driver.
    group_uid: Your own identifier of the group that it belongs to.
    group_name: Name of the group that it belongs to.
    policy_note: Remark about the policy.
    policy_observations: Further remark about the policy.
    guide_number: Waybill number of the shipment.
    plate_number: Number plate of the vehicle.
    subject_type: Type of the subject, such as `cargo`.
    invoice_count: Number of invoices of the shipment.
    total_insured_value: Sum insured, in major units.
    departure_city: City where the transport starts.
    destination_city: City where the transport ends.
    departure_date: When the transport starts. ISO 8601 in the examples.
    departure_coords: Where the transport starts, as `latitude, longitude` in degrees.
    primary_category: Main category of the goods.
    content_category: Category of the contents.
    business_industry: Industry of the insured company.
"""
