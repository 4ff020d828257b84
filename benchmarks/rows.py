"""The policies that all clients read."""

from __future__ import annotations

from datetime import UTC, datetime

START = 1_500_000_000
STEP = 3

_ASSET = (
    b'{"name":"%s","url":"https://assets.example.com/policies/0aBcDeFgHiJkLmNoPqRsTuVwXyZ01234/'
    b"SMP-%07d/%s.pdf?Expires=1444850020&Signature=" + b"Oo~Iy-RX" * 38 + b"__&Key-Pair-Id="
    b'sample-key-pair-0000"}'
)
_NAMES = (b"policy", b"Versicherungsbedingungen", b"Produktinformation", b"Informationspflicht")


def policy(index: int) -> bytes:
    """One policy of the documents' shape and size (seed 001), 2.6 kB."""
    updated = datetime.fromtimestamp(START + index * STEP, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
    number = b"%07d" % index
    return (
        b'{"id":"0aBcDeFgHiJkLmNoPqRsTuVwX' + number + b'","livemode":false,'
        b'"insurer_policy_id":"SMP-' + number + b'","insurer_variant_id":"1",'
        b'"insurer_product_name":"Sample Cover","first_name":"Sample","last_name":"Holder",'
        b'"email":"holder@example.com","amount":5794,"gross_premium":5294,"currency":"eur",'
        b'"status":"paid","start_date":"2015-10-11T23:00:00+0000",'
        b'"end_date":"2015-10-23T22:59:59+0000","created_at":"2015-10-09T17:20:43+0000",'
        b'"updated_at":"'
        + updated.encode()
        + b'","assets":['
        + b",".join(_ASSET % (name, index, name) for name in _NAMES)
        + b'],"_links":{"_self":{"href":"https://api.kasko.io/policies/0aBcDeFgHiJkLmNoPqRsTuVwX'
        + number
        + b'"}}}'
    )
