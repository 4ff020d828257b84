# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

NewInsuredSubject: TypeAlias = dict[str, Any]
"""What to insure. Beside the two keys that are always needed, those below were seen, any other is
possible.

Source (documented): risk-item-management.

Known keys:
    identifier_type: What kind of identifier it is.
    identifier_value: What identifies the subject.
    ruc: Tax number (RUC) of the insured company.
    driver_id: Identity number of the driver.
    driver_full_name: Name of the driver.
    group_uid: Identifier of the group it belongs to.
    group_name: Name of that group.
    policy_note: Remark on the policy.
    policy_observations: Further remark on the policy.
    guide_number: Waybill number.
    plate_number: Number plate of the vehicle.
    subject_type: Kind of subject. Only `cargo` was seen.
    invoice_count: Number of invoices.
    total_insured_value: Sum insured, in major units. The currency is not given.
    departure_city: Where the transport starts.
    destination_city: Where the transport ends.
    departure_date: When the transport starts. ISO 8601 in the examples.
    departure_coords: Where the transport starts, as latitude, comma, space and longitude
        in one text (degrees).
    primary_category: Main kind of goods.
    content_category: Kind of goods inside.
    business_industry: Industry of the insured company.
"""
