"""InsureHero's records that a mock starts with, each referring to others that are there.

The first user, policy, package, variant, coverage, risk item and claim have the ids of the
specification's examples; policy and package have their uids too. The uid of the example of a new
risk item is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID

from ..document import Document
from ..names import NAMES
from ..spec import load
from ..store import Record, Store, timestamp
from ..variation import Shape, vary
from .workflows import STEPS, workflow

_DAY = 86_400
_FIRST_SECOND = 1_767_571_200  # 2026-01-05
_ERA_DAYS = 160

# More users and packages than one range holds.
_USERS = 130
_PACKAGES = 120
_POLICIES = 90
_VARIANTS = 60
_RISKS = ("theft", "damage", "delay", "loss", "fire", "water")
_GOODS = ("parcels", "vehicles", "machines", "food", "furniture")
# Several policies and claims belong to one user.
_HOLDERS = 40
_CLAIMANTS = 50

_EXAMPLE = "00000000-0000-4000-8000-0000000000{}"
_CLAIMANT_COMPANY = ("company_name", "company_role")
_REFERENCED = (
    "id",
    "name",
    "conditions",
    "exclusions",
    "description",
    "created_at",
    "gross_price",
    "pricing_type",
    "pricing_rules",
    "coverage_limits",
)


@dataclass(frozen=True, slots=True)
class _Offered:
    """What a channel has, for risk items and claims to refer to."""

    users: list[Document]
    policies: list[Document]
    packages: list[Document]
    variants: list[Document]
    coverages: list[Document]


def fill(store: Store, rng: Random, *, risk_items: int, claims: int) -> None:
    """Write so many risk items and claims, and all that belongs to them."""
    offered = _offered(rng)
    items = [_risk_item(rng, row, offered) for row in range(risk_items)]
    reported = [_claim(rng, row, items, offered) for row in range(claims)]
    events = [(_claim_event(rng, n), c["id"]) for c in reported for n in range(rng.randrange(4))]
    orders = [(_order(rng, i, n, offered), i["id"]) for i in items for n in range(_payments(rng))]
    policies = [(policy, policy["holder_id"]) for policy in offered.policies]
    store.add_records("users", _varied("User", _alone(offered.users)))
    store.add_records("channel_policies", _varied("Policy", policies))
    store.add_records("packages", _identified(_varied("Package", _alone(offered.packages))))
    store.add_records("variants", _varied("Variant", _alone(offered.variants)))
    store.add_records("coverages", _identified(_varied("Coverage", _alone(offered.coverages))))
    store.add_records("risk_items", _varied("RiskItem", _alone(items)))
    store.add_records("claims", _varied("Claim", _alone(reported)))
    store.add_records("claim_events", _varied("ClaimEvent", events))
    store.add_records("orders", _varied("Order", orders))
    # Every fourth claim waits at its first step, the others at a later one or at none.
    store.add_records(
        "workflows",
        (
            Record(claim["id"], workflow(claim["id"], row % (len(STEPS) + 1)))
            for row, claim in enumerate(reported)
        ),
    )


def _alone(documents: list[Document]) -> list[tuple[Document, None]]:
    return [(document, None) for document in documents]


def _varied(schema: str, documents: Iterable[tuple[Document, str | None]]) -> Iterator[Record]:
    spec = load("insurehero")
    shape = Shape.of(spec, spec.schema(schema))
    for row, (document, parent) in enumerate(documents):
        yield Record(document["id"], vary(shape, document, row), parent)


def _identified(records: Iterable[Record]) -> Iterator[Record]:
    """Records that keep their id: no document promises it, and no range could be read without."""
    for record in records:
        yield Record(record.id, record.document | {"id": record.id}, record.parent)


def _offered(rng: Random) -> _Offered:
    users = [_user(rng, row) for row in range(_USERS)]
    coverages = [_coverage(rng, row) for row in range(len(_RISKS) * len(_GOODS))]
    variants = [_variant(rng, row, coverages) for row in range(_VARIANTS)]
    return _Offered(
        users=users,
        policies=[_policy(rng, row, users, variants) for row in range(_POLICIES)],
        packages=[_package(rng, row) for row in range(_PACKAGES)],
        variants=variants,
        coverages=coverages,
    )


def _policy(rng: Random, row: int, users: list[Document], variants: list[Document]) -> Document:
    variant = variants[row % len(variants)]
    coverage = {
        "id": variant["coverage_id"],
        "insurer": {"id": f"INSURER{row}", "name": "Sample Insurer"},
        "variant": {name: variant[name] for name in ("id", "name", "claim_schema")},
    }
    attachment = f"https://assets.example.com/policies/{row}/terms.pdf"
    by_name = {_RISKS[row % len(_RISKS)]: [coverage]}
    # Every third one follows the table of the documents, the others follow the example.
    table = row % 3 == 2
    return {
        "id": _EXAMPLE.format("02") if row == 0 else _uuid(rng),
        "version": row % 3 + 1,
        "channel_id": _EXAMPLE.format("50"),
        "holder_id": users[row % _HOLDERS]["id"],
        "uid": f"POL-{row + 1:04d}",
        "max_rescission_window": "14 days" if row % 2 else None,
        "policy_number": str(1001 + row),
        "coverages": [coverage] if table else by_name,
        "metadata": [] if table else {"region": f"R{row % 4}"},
        "attachments": [{"url": attachment}] if table else [attachment],
        "features": [],
    }


def _package(rng: Random, row: int) -> Document:
    """A package; that it knows how it is paid is documented, by which members is not."""
    interval = (None, "daily", "weekly", "monthly", "annual")[row % 5]
    return {
        "id": _EXAMPLE.format("03") if row == 0 else _uuid(rng),
        "uid": f"PKG-CARGO-{row + 1:02d}",
        "name": f"Cargo {row + 1}",
        "recurring_payment": None if interval is None else {"interval": interval},
    }


def _coverage(rng: Random, row: int) -> Document:
    return {
        "id": _EXAMPLE.format("31") if row == 0 else _uuid(rng),
        "uid": f"COV-{row + 1}",
        "name": f"{_RISKS[row % len(_RISKS)]} of {_GOODS[row % len(_GOODS)]}",
    }


def _variant(rng: Random, row: int, coverages: list[Document]) -> Document:
    tax = {"name": "VAT", "value": "12"}
    return {
        "id": _EXAMPLE.format("30") if row == 0 else _uuid(rng),
        "created_at": _moment(rng, row),
        "updated_at": _moment(rng, row + 1),
        "deleted_at": _moment(rng, row + 2),
        "coverage_limits": 1000 + row * 10,
        "deductible": None,
        "description": "sample variant of cover",
        "name": f"Sample variant {row + 1}",
        "conditions": "sample conditions",
        "exclusions": "sample exclusions",
        "gross_price": "5",
        "taxes": [tax] * (row % 2),
        "pricing_rules": {"net_price": "4.20"},
        "pricing_type": "one_time",
        "subject_schema": {"fragile": {"type": "boolean", "value": False, "required": True}},
        "claim_schema": {"fast_track": {"type": "boolean", "value": None, "required": False}},
        "markup": [{"owner": "platform", "taxes": [tax], "net_price": None, "gross_price": "1"}],
        "channel_id": _EXAMPLE.format("50"),
        "coverage_id": coverages[row % len(coverages)]["id"],
        "uid": f"{row + 1:04d}",
    }


def _payments(rng: Random) -> int:
    """How many orders a risk item has: none yet, one payment, or a subscription's many."""
    return rng.choice((0, 1, 1, 1, 3, 12))


def _uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def _moment(rng: Random, row: int) -> str:
    """A timestamp of 2026 in one of the four forms that the documents print."""
    second = timestamp(_FIRST_SECOND + rng.randrange(_ERA_DAYS * _DAY)).removesuffix("+0000")
    return second + (".125Z", "+00:00", ".125+00:00", ".125250+00:00")[row % 4]


def _person(row: int, *, kind: str) -> Document:
    first_name, last_name = NAMES[row % len(NAMES)]
    return {
        "email": f"{kind}{row}@example.com",
        "name": f"{first_name} {last_name}",
        "phone": f"000 {row:07d}",
    }


def _risk_item(rng: Random, row: int, offered: _Offered) -> Document:
    start = _moment(rng, row)
    return {
        "id": _EXAMPLE.format("01") if row == 0 else _uuid(rng),
        "policy_id": offered.policies[row % len(offered.policies)]["id"],
        "package_id": offered.packages[row % len(offered.packages)]["id"],
        "authorized_claimants": [_person(row, kind="claimant")] * (row % 3 > 0),
        "beneficiaries": [
            _person(row + number, kind="beneficiary") | {"group_uid": f"GROUP-{row % 5}"}
            for number in range(row % 3)
        ],
        "start_date": start,
        "end_date": start.replace("2026", "2027", 1),
        "insured_subject": _insured_subject(row),
        "status": ("SAMPLE_ACTIVE", "SAMPLE_ENDED", "")[row % 3],
        "uid": f"PARCEL-{row}",
        "assets": _files(row),
        "metadata": {} if row % 2 else {"delivery_stops": {"Stop 1": _delivery_stop(row)}},
    }


def _files(row: int) -> list[Document]:
    """Attached files; the documents do not give the members of an entry."""
    return [{"url": f"https://assets.example.com/files/{row}.pdf"}] * (row % 4 == 1)


def _insured_subject(row: int) -> Document:
    return {
        "identifier_value": f"G-{row}",
        "identifier_type": "Guide Number",
        "ruc": f"00000000{row:05d}",
        "driver_id": f"D-{row}",
        "driver_full_name": " ".join(NAMES[row % len(NAMES)]),
        "group_uid": f"GROUP-{row % 5}",
        "group_name": f"Group {row % 5}",
        "policy_note": "sample note",
        "policy_observations": "sample observation",
        "guide_number": f"G-{row}",
        "plate_number": f"SMP-{row:04d}",
        "subject_type": "cargo",
        "invoice_count": row % 7,
        "total_insured_value": 1500.5 + row,
        "departure_city": "Sample City",
        "destination_city": "Example Town",
        "departure_date": "2026-01-01T08:00:00.000Z",
        "departure_coords": "0.000000, 0.000000",
        "primary_category": "goods",
        "content_category": "parcels",
        "business_industry": "retail",
    }


def _delivery_stop(row: int) -> Document:
    return {
        "destination_invoice_id": f"INV-{row}",
        "final_coords": "0.100000, 0.100000",
        "items": [
            {
                "item_name": "Box",
                "item_sku": f"SKU-{row}",
                "item_quantity": 3,
                "item_cost": 10,
                "item_expiry": "2026-12-31",
            }
        ],
    }


def _claim(rng: Random, row: int, items: list[Document], offered: _Offered) -> Document:
    item_id = items[row % len(items)]["id"] if items else _uuid(rng)
    claimant = offered.users[row % _CLAIMANTS]
    variant = offered.variants[row % len(offered.variants)]
    transaction = {
        "date": _moment(rng, row),
        "amount": 99.5 + row,
        "method": "card",
        "retailer": "Sample Shop",
        "description": "One parcel",
    }
    return {
        "id": _EXAMPLE.format("10") if row == 0 else _uuid(rng),
        "package_id": offered.packages[row % len(offered.packages)]["id"],
        "subject": f"Missing parcel {row}",
        "claimant_id": claimant["id"],
        "risk_item_id": item_id,
        "variant_id": variant["id"],
        "type": "Sample Insurance",
        "status": ("SUBMITTED", "SUBMITTED", "SAMPLE_CLOSED")[row % 3],
        "uid": f"CLAIM-{row}",
        "insurer_claim_number": f"IC-{row}",
        "internal_claim_number": row + 1,
        "incident_date": _moment(rng, row + 1),
        "consent_date": _moment(rng, row + 2),
        "resolution_date": _moment(rng, row + 3),
        "assets": _files(row),
        "incident": {
            "date": _moment(rng, row),
            "details": {
                "transaction": transaction if row % 2 else {},
                "description": "A parcel did not arrive.",
            },
            "additional_properties": {"claim_type": "ROBO", "fast_track": bool(row % 2)},
        },
        "claim_amount": 100 + row,
        "communications": [{"message": "sample message"}] * (row % 4 == 1),
        "metadata": {},
        "policy_reference": _policy_reference(rng, row, offered, variant),
        "claimant_data": _claimant_data(claimant),
    }


def _claimant_data(user: Document) -> Document:
    """A user as a claim shows one, by one name."""
    left_out = ("first_name", "last_name", "document_type", "document_number")
    members = {
        name: value
        for name, value in user.items()
        if name not in left_out and (name in _CLAIMANT_COMPANY or not name.startswith("company_"))
    }
    return members | {"name": f"{user['first_name']} {user['last_name']}"}


def _policy_reference(rng: Random, row: int, offered: _Offered, variant: Document) -> Document:
    policy = offered.policies[row % len(offered.policies)]
    return {
        "policy": {
            "id": policy["id"],
            "uid": policy["uid"],
            "version": policy["version"],
            "metadata": {},
            "policy_number": policy["policy_number"],
            # The documents show a sum in place of a number here.
            "total_gross_price": f"{row + 2} + 3" if row % 2 else str(row + 5),
        },
        "variant": {name: variant[name] for name in _REFERENCED} | {"insurer_id": _uuid(rng)},
        "riskItem": {},
    }


def _user(rng: Random, row: int) -> Document:
    first_name, last_name = NAMES[row % len(NAMES)]
    return {
        "id": _EXAMPLE.format("20") if row == 0 else _uuid(rng),
        "channel_id": _EXAMPLE.format("50"),
        "email": f"customer{row or ''}@example.com",
        "first_name": first_name,
        "last_name": last_name,
        "phone": f"000 {row:07d}",
        "uid": f"USER-{row}",
        "gender": "MALE",
        "dob": "1990-01-01T00:00:00.000Z",
        "address": "1 Example Street",
        "document_type": "RUC",
        "document_number": f"{row:013d}",
        "bank_accounts": [_bank_account(rng, row)] * (row % 2),
        "company_name": "Example Ltd",
        "company_role": "driver",
        "company_email": "office@example.com",
        "company_identifier": f"C-{row}",
        "company_address": "2 Example Street",
        "company_bank_accounts": [_bank_account(rng, row)] * (row % 2),
        "group_id": _uuid(rng),
        "metadata": {"since": 2020 + row % 7},
    }


def _bank_account(rng: Random, row: int) -> Document:
    return {
        "account_name": "Sample account",
        "bank_name": "Example Bank",
        "account_number": f"{row:010d}",
        "bic_swift": "EXAMPLEX",
        "iban": f"XX00EXAMPLE{row:010d}",
        "routing_number": f"{row:09d}",
        "country": _uuid(rng),
        "currency": _uuid(rng),
    }


def _claim_event(rng: Random, number: int) -> Document:
    return {"id": _uuid(rng), "note": f"sample event {number}", "created_at": _moment(rng, number)}


def _order(rng: Random, item: Document, number: int, offered: _Offered) -> Document:
    customer = offered.users[rng.randrange(len(offered.users))]
    return {
        "id": _uuid(rng),
        "channel_id": customer["channel_id"],
        "risk_item_id": item["id"],
        "customer_id": customer["id"],
        "customer_data": customer
        | {
            "otp": f"{number:06d}",
            "otp_expires_at": _moment(rng, number),
            "created_at": _moment(rng, number),
            "updated_at": _moment(rng, number + 1),
            "deleted_at": _moment(rng, number + 2),
        },
        "status": ("", "SAMPLE_PAID")[number % 2],
        "created_at": _moment(rng, number),
        "status_data": {},
        "insurer_taxes": "0",
        "insurer_net_price": "8",
        "insurer_gross_price": "8",
        "total_taxes": "1",
        "total_net_price": "9",
        "total_gross_price": ("10", "9 + 1")[number % 2],
    }
