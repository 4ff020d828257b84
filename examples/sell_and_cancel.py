"""Sell a policy and cancel it, with a TEST key.

KASKO_API_KEY=sk_test_... python examples/sell_and_cancel.py
"""

from brolly import Kasko, purchase
from kasko_api.models.policy_v2 import PolicyV2

RISK = {"policy_start_date": "2027-01-01", "insured_sum": 10_000_000}  # what the product asks for
PRODUCT = {
    "item_id": "ins_00000000000000000000000000ab",
    "subscription_plan_id": "pp_00000000000000000000000000abc",
    "integration_id": "in_00000000000000000000000000abc",
}
HOLDER = {
    "first_name": "Sample",
    "last_name": "Holder",
    "email": "holder@example.com",
    "language": "en",
}


def main() -> PolicyV2:
    """Return the cancelled policy."""
    with Kasko() as kasko:
        if kasko.mode == "live":
            raise SystemExit("use a TEST key: this program sells a policy")
        quote = kasko.send(purchase.quote(RISK, **PRODUCT))
        print("price:", quote.gross_payment_amount)
        offer = kasko.send(purchase.offer(quote, **HOLDER))
        kasko.send(purchase.pay(offer))  # in earnest: once you have collected the money
        policy = kasko.wait_for_policy(offer.id, deadline=60)
        kasko.send(purchase.cancel(policy, reason="changed my mind"))
        return kasko.get_policy_v2(offer.id)


if __name__ == "__main__":
    print("status:", main().status)
