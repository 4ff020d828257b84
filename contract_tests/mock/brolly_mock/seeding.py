"""The records that a mock starts with: synthetic, the same for equal settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from random import Random
from string import ascii_letters, digits
from time import time
from uuid import UUID

from .exchange import Document
from .settings import MockSettings
from .spec import load
from .store import Record, Store, timestamp
from .variation import Shape, vary

_DAY = 86_400
_FIRST_ERA = 1_444_348_800  # 2015-10-09, the days of the first published examples
_SECOND_ERA = 1_767_571_200  # 2026-01-05
_BURST_SECOND = 1_465_992_000  # 2016-06-15T12:00:00Z, between the two
_ERA_DAYS = 160

_NAMES = (
    ("Sample", "Holder"),
    ("Muster", "Halter"),
    ("Exemple", "Titulaire"),
    ("Esempio", "Titolare"),
    ("Prøve", "Indehaver"),
    ("Žádost", "Držitel"),
    ("Örnek", "İsim"),
)
_PRODUCTS = ("Travel cover", "Bicycle cover", "Ticket cover", "Device cover")
_CURRENCIES = ("eur", "eur", "eur", "chf", "gbp", "jpy")
_PAGE_SIZES = (20, 100)


def fill(store: Store, settings: MockSettings) -> None:
    """Write the records that the settings ask for into an empty store."""
    store.copy(
        _filled(
            settings.seed,
            settings.policies,
            settings.live_policies,
            settings.burst,
            settings.risk_items,
            settings.claims,
        )
    )


@lru_cache(maxsize=8)
def _filled(
    seed: int, policies: int, live_policies: int, burst: int, risk_items: int, claims: int
) -> Store:
    """A store of these records to copy from: making them takes far longer than copying."""
    store = Store(":memory:", time)
    rng = Random(seed)
    test = [*_policies(rng, policies, "SMP")]
    test += (_policy(rng, row, _BURST_SECOND, "BST") for row in range(burst))
    store.add_policies(_finished(test, live=False), live=False)
    store.add_policies(_finished([*_policies(rng, live_policies, "PRD")], live=True), live=True)

    items = [_risk_item(rng, row) for row in range(risk_items)]
    reported = [_claim(rng, row, items) for row in range(claims)]
    events = [(_claim_event(rng, n), c["id"]) for c in reported for n in range(rng.randrange(4))]
    orders = [(_order(rng, i, n), i["id"]) for i in items for n in range(_payments(rng))]
    store.add_records("risk_items", _varied("RiskItem", [(item, None) for item in items]))
    store.add_records("claims", _varied("Claim", [(claim, None) for claim in reported]))
    store.add_records("claim_events", _varied("ClaimEvent", events))
    store.add_records("orders", _varied("Order", orders))
    return store


def _finished(policies: list[Document], *, live: bool) -> Iterator[Document]:
    spec = load("kasko")
    shape = Shape.of(spec, spec.schema("Policy"))
    for row, policy in enumerate(policies):
        yield vary(shape, policy | {"livemode": live}, row)


def _varied(schema: str, documents: Iterable[tuple[Document, str | None]]) -> Iterator[Record]:
    spec = load("insurehero")
    shape = Shape.of(spec, spec.schema(schema))
    for row, (document, parent) in enumerate(documents):
        yield Record(document["id"], vary(shape, document, row), parent)


def _policies(rng: Random, number: int, prefix: str) -> Iterator[Document]:
    for row, second in enumerate(_changes(rng, number)):
        yield _policy(rng, row, second, prefix)


def _changes(rng: Random, number: int) -> Iterator[int]:
    """Ascending seconds of change over two eras, with ties across the page boundaries."""
    half = (number + 1) // 2
    step = max(1, _ERA_DAYS * _DAY // max(half, 1))
    second = _FIRST_ERA
    for row in range(number):
        if row == half:
            second = _SECOND_ERA
        elif row and not _tied(rng, row):
            second += rng.randint(1, 2 * step - 1)
        yield second


def _tied(rng: Random, row: int) -> bool:
    """Whether a row shares its second with the row before it."""
    # A group starts 2 (of 20) or 5 (of 100) rows before the boundary and ends as far behind it.
    if any(row >= size and row % size < size // 20 + 1 for size in _PAGE_SIZES):
        return True
    if any(size - row % size < size // 20 + 1 for size in _PAGE_SIZES):
        return True
    return rng.random() < 0.06


def _policy(rng: Random, row: int, second: int, prefix: str) -> Document:
    first_name, last_name = _NAMES[row % len(_NAMES)]
    policy_id = _policy_id(rng, row)
    cancelled = row % 9 == 4
    premium = rng.randrange(900, 90_000, 10)
    start = second - second % _DAY + rng.randrange(1, 60) * _DAY + 23 * 3600
    created = second - rng.randrange(3600, 40 * _DAY) if cancelled else second - row % 90
    return {
        "id": policy_id,
        "livemode": False,
        "insurer_policy_id": f"{prefix}-{row:05d}",
        "insurer_variant_id": str(row % len(_PRODUCTS) + 1),
        "insurer_product_name": _PRODUCTS[row % len(_PRODUCTS)],
        "first_name": first_name,
        "last_name": f"{last_name} {row}",
        "email": f"holder{row}@example.com",
        "amount": premium + premium // 10,
        "gross_premium": premium,
        "currency": _CURRENCIES[row % len(_CURRENCIES)],
        "status": "cancelled" if cancelled else "paid",
        "start_date": timestamp(start),
        "end_date": timestamp(start + rng.randrange(1, 365) * _DAY - 1),
        "created_at": timestamp(created),
        "updated_at": timestamp(second),
        "assets": [
            {"name": name, "url": f"https://assets.example.com/policies/{policy_id}/{name}.pdf"}
            for name in ("policy", "conditions", "product-information")[: row % 4]
        ],
        "_links": {"_self": {"href": f"/policies/{policy_id}"}},
    }


def _policy_id(rng: Random, row: int) -> str:
    """An opaque id; the documents promise neither its length nor its form."""
    body = "".join(rng.choices(ascii_letters + digits, k=32))
    return {11: f"t{body}", 12: f"tpol_{body[:28]}"}.get(row % 13, body)


def _payments(rng: Random) -> int:
    """How many orders a risk item has: none yet, one payment, or a subscription's many."""
    return rng.choice((0, 1, 1, 1, 3, 12))


def _uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def _moment(rng: Random, row: int) -> str:
    """A timestamp of 2026 in one of the four forms that the documents print."""
    second = timestamp(_SECOND_ERA + rng.randrange(_ERA_DAYS * _DAY)).removesuffix("+0000")
    return second + (".125Z", "+00:00", ".125+00:00", ".125250+00:00")[row % 4]


def _person(row: int, *, kind: str) -> Document:
    first_name, last_name = _NAMES[row % len(_NAMES)]
    return {
        "email": f"{kind}{row}@example.com",
        "name": f"{first_name} {last_name}",
        "phone": f"000 {row:07d}",
    }


def _risk_item(rng: Random, row: int) -> Document:
    start = _moment(rng, row)
    return {
        "id": _uuid(rng),
        "policy_id": _uuid(rng),
        "package_id": _uuid(rng),
        "authorized_claimants": [_person(row, kind="claimant")] * (row % 3 > 0),
        "beneficiaries": [
            _person(row + number, kind="beneficiary") | {"group_uid": f"GROUP-{row % 5}"}
            for number in range(row % 3)
        ],
        "start_date": start,
        "end_date": start.replace("2026", "2027", 1),
        "insured_subject": _insured_subject(row),
        "status": ("SAMPLE_ACTIVE", "SAMPLE_ENDED", "")[row % 3],
        "uid": f"SHIPMENT-{row}",
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
        "driver_full_name": " ".join(_NAMES[row % len(_NAMES)]),
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


def _claim(rng: Random, row: int, items: list[Document]) -> Document:
    item_id = items[row % len(items)]["id"] if items else _uuid(rng)
    transaction = {
        "date": _moment(rng, row),
        "amount": 99.5 + row,
        "method": "card",
        "retailer": "Sample Shop",
        "description": "One parcel",
    }
    return {
        "id": _uuid(rng),
        "package_id": _uuid(rng),
        "subject": f"Missing parcel {row}",
        "claimant_id": _uuid(rng),
        "risk_item_id": item_id,
        "variant_id": _uuid(rng),
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
        "policy_reference": _policy_reference(rng, row),
        "claimant_data": _holder(rng, row) | {"name": " ".join(_NAMES[row % len(_NAMES)])},
    }


def _policy_reference(rng: Random, row: int) -> Document:
    return {
        "policy": {
            "id": _uuid(rng),
            "uid": f"POL-{row:04d}",
            "version": row % 3 + 1,
            "metadata": {},
            "policy_number": str(1000 + row),
            # The documents show a sum in place of a number here.
            "total_gross_price": f"{row + 2} + 3" if row % 2 else str(row + 5),
        },
        "variant": {
            "id": _uuid(rng),
            "name": "Sample variant",
            "conditions": "sample conditions",
            "exclusions": "sample exclusions",
            "description": "sample variant of cover",
            "created_at": _moment(rng, row),
            "insurer_id": _uuid(rng),
            "gross_price": "5",
            "pricing_type": "one_time",
            "pricing_rules": {"net_price": "4.20"},
            "coverage_limits": row * 10,
        },
        "riskItem": {},
    }


def _holder(rng: Random, row: int) -> Document:
    """The members that claimant_data and customer_data share."""
    return {
        "id": _uuid(rng),
        "channel_id": _uuid(rng),
        "email": f"customer{row}@example.com",
        "phone": f"000 {row:07d}",
        "uid": f"USER-{row}",
        "gender": "MALE",
        "dob": "1990-01-01T00:00:00.000Z",
        "address": "1 Example Street",
        "group_id": _uuid(rng),
        "metadata": {},
        "company_name": "Example Ltd",
        "company_role": "driver",
        "bank_accounts": [_bank_account(rng, row)] * (row % 2),
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


def _order(rng: Random, item: Document, number: int) -> Document:
    customer = _uuid(rng)
    first_name, last_name = _NAMES[number % len(_NAMES)]
    return {
        "id": _uuid(rng),
        "channel_id": _uuid(rng),
        "risk_item_id": item["id"],
        "customer_id": customer,
        "customer_data": _holder(rng, number)
        | {
            "id": customer,
            "first_name": first_name,
            "last_name": last_name,
            "document_type": "RUC",
            "document_number": f"{number:013d}",
            "company_email": "office@example.com",
            "company_identifier": f"C-{number}",
            "company_address": "2 Example Street",
            "company_bank_accounts": [_bank_account(rng, number)] * (number % 2),
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
        "total_gross_price": "10",
    }
