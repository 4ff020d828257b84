"""Prices, by three generations of the API.

The documents leave pricing to the product. The mock's product is made up: the same input gives the
same price and the same token. These inputs decide what happens beyond the price:

| input | effect |
|---|---|
| `data.insured_sum` over `KNOCKED_OUT_ABOVE` | 422, a knock-out |
| `data.underwriting` is `manual` | the offer has to be approved (`flow` `manual_underwriting`) |
| `data.policy_start_date` or `policy_end_date` is not a date | 400 |
| the integration `IN_THE_MAKING` | 409, its pricing logic is still being built |
| an item, plan, integration, touchpoint or variant that is not below | 404 |

Sources: fact sheet, sections 4.4, 4.5, 5.3, 5.4 and 5.12.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, TypeAlias

from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..store import Store
from .answers import Request, invalid_member, json_object, refused

Version: TypeAlias = Literal["v1", "v2", "v3"]

ITEMS = ("ins_00000000000000000000000000ab", "item_000000000000000000000000abc")
PLANS = ("pp_00000000000000000000000000abc", "sp_00000000000000000000000000abc")
INTEGRATION = "in_00000000000000000000000000abc"
IN_THE_MAKING = "in_000000000000000000000building"
TOUCHPOINT = "tp_00000000000000000000000000abc"
VARIANT = "0aBcDeFgHiJkLmNoPqRsTuVwXyZ01234"
KNOCKED_OUT_ABOVE = 1_000_000_000

_TAX_RATE = 0.1
# Members of a quote in the store that are for the mock alone.
_OWN = frozenset({"live", "made_by", "currency", "flow"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quotes:
    """Gives prices, and knows those that it gave by their token."""

    store: Store
    clock: Clock

    def create_quote(self, request: Request) -> Answer:
        """`POST /quotes` by v3."""
        body = request.document
        integration = body["integration_id"]
        if integration == IN_THE_MAKING:
            raise refused(409, "The pricing logic is still being built.")
        _known("integration", integration, (INTEGRATION,))
        return self._second(request, "v3", body | {"touchpoint_id": integration}, body["data"])

    def create_quote_v2(self, request: Request) -> Answer:
        """`POST /quotes` by v2."""
        body = request.document
        _known("touchpoint", body["touchpoint_id"], (TOUCHPOINT,))
        return self._second(request, "v2", body, body["data"])

    def get_quote_v2(self, request: Request) -> Answer:
        """`GET /quotes` by v2."""
        _known("touchpoint", request.values["touchpoint_id"], (TOUCHPOINT,))
        data = json_object(request.values["data"], "data")
        return self._second(request, "v2", request.values, data)

    def create_quote_v2_form(self, request: Request) -> Answer:
        """`POST /quotes` by v2, as a form."""
        form = request.form
        _known("touchpoint", form["touchpoint_id"], (TOUCHPOINT,))
        return self._second(request, "v2", form, json_object(form["data"], "data"))

    def get_quote(self, request: Request) -> Answer:
        """`GET /quotes` by v1."""
        return self._first(request, request.values)

    def create_quote_v1(self, request: Request) -> Answer:
        """`POST /quotes` by v1, a form with the same members."""
        return self._first(request, request.form)

    def quote(self, token: str, live: bool, versions: tuple[Version, ...]) -> Document:
        """The quote of a token, as offers and policies show it; RefusedError if there is none."""
        held = self.store.document("quotes", token)
        # How the real API tells the tokens of its generations apart is not documented.
        if held is None or held["live"] is not live or held["made_by"] not in versions:
            raise invalid_member("quote_token")
        return held

    def _first(self, request: Request, values: Document) -> Answer:
        # One sample of the form leaves the data out.
        data = json_object(values.get("data", "{}"), "data")
        if "variant_id" in values:
            _known("variant", values["variant_id"], (VARIANT,))
            values = values | {"touchpoint_id": None, "item_id": values["variant_id"]}
        else:
            # Which of its parameters v1 needs is not documented; without any there is no product.
            _known("touchpoint", values.get("touchpoint_id"), (TOUCHPOINT,))
            _known("item", values.get("item_id"), ITEMS)
        token, quote = self._price(request, "v1", values, data)
        parts = quote["payment_data"]
        fee = quote["gross_payment_amount"] // 20
        return Answer(
            200,
            {
                "gross_premium": parts["gross_premium"],
                "net_premium": parts["net_premium"],
                "premium_tax": parts["premium_tax"],
                "net_service_fee_total": fee,
                "service_charge_vat": fee // 5,
                "currency": quote["currency"],
                "tax_rate": _TAX_RATE,
                "signature": token,
                "extra_data": {"duration": {"days": 7.5}},
            },
        )

    def _second(
        self, request: Request, version: Version, product: Document, data: Document
    ) -> Answer:
        _known("item", product["item_id"], ITEMS)
        _known("subscription plan", product["subscription_plan_id"], PLANS)
        token, quote = self._price(request, version, product, data)
        extra = dict(quote["payment_data"])
        if quote["gross_payment_amount"] % 5 == 0:
            # One sample shows it as text.
            extra["gross_premium"] = str(extra["gross_premium"])
        if quote["flow"] != "default" or quote["gross_payment_amount"] % 2:
            extra["flow"] = quote["flow"]
        payload = {
            "token": token,
            "gross_payment_amount": quote["gross_payment_amount"],
            "extra_data": extra,
        }
        return Answer(200, payload)

    def _price(
        self, request: Request, version: Version, product: Document, data: Document
    ) -> tuple[str, Document]:
        insured = data.get("insured_sum")
        insured = insured if isinstance(insured, int) else 0
        if insured > KNOCKED_OUT_ABOVE:
            raise refused(422, "There is no price for these data.")
        basis = [version, request.live, product["item_id"], product.get("subscription_plan_id")]
        digest = hashlib.sha256(json.dumps([basis, data], sort_keys=True).encode()).hexdigest()
        token = f"quote-{version}-{digest}"
        net = max(insured // 1000, 500 + int(digest[:4], 16))
        quote = new_quote(version, product, data, net, live=request.live, now=self.clock())
        self.store.put_document("quotes", token, quote)
        return token, quote


def new_quote(
    version: Version, product: Document, data: Document, net: int, *, live: bool, now: float
) -> Document:
    """A quote as the store holds it; `net` is the premium without tax in minor units."""
    start, end = _period(data, now)
    tax = round(net * _TAX_RATE)
    return {
        "version": 2,
        "customer_input": data,
        "touchpoint_id": product.get("touchpoint_id"),
        "item_id": product["item_id"],
        "subscription_plan_id": product.get("subscription_plan_id"),
        "gross_payment_amount": net + tax,
        "payment_data": {
            "gross_premium": net + tax,
            "premium_tax": tax,
            "net_premium": net,
            "net_net_premium": net - net // 10,
            "net_commission_total": net // 10,
            "tax_rate": _TAX_RATE,
        },
        "data": {},
        "duration_strategy": "fixed_start_and_end_date",
        "duration_data": {"policy_start_date": start, "policy_end_date": end},
        "billing_cycles": 1,
        "quote_created_at": rfc3339(now),
        "live": live,
        "made_by": version,
        "currency": "eur",
        "flow": "manual_underwriting" if data.get("underwriting") == "manual" else "default",
    }


def snapshot(quote: Document) -> Document:
    """A quote as offers, leads and policies show it."""
    return {name: value for name, value in quote.items() if name not in _OWN}


def rfc3339(second: float) -> str:
    """A unix second in the form of v2: UTC with `+00:00`."""
    return datetime.fromtimestamp(int(second), UTC).isoformat()


def _known(kind: str, given: str | None, known: tuple[str, ...]) -> None:
    if given not in known:
        raise refused(404, f"The {kind} {given or ''} was not found.".replace("  ", " "))


def _period(data: Document, now: float) -> tuple[str, str]:
    """Start and end of cover: what the data ask for, else a year from tomorrow."""
    today = datetime.fromtimestamp(int(now), UTC).date()
    start = _day(data, "policy_start_date") or today + _DAY
    year = 365 * _DAY if start.year < date.max.year else timedelta()
    end = _day(data, "policy_end_date") or start + year
    return f"{start}T00:00:00+00:00", f"{end}T23:59:59+00:00"


def _day(data: Document, name: str) -> date | None:
    given: Any = data.get(name)
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except (ValueError, TypeError):
        raise invalid_member(name, path="data") from None
