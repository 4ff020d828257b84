"""A price index of vehicles. Source: fact sheet, section 4.19. The prices are made up."""

from __future__ import annotations

from decimal import Decimal
from zlib import crc32

from ..exchange import Answer
from ..refusal import RefusedError
from .answers import Request

INDEX = "inde0123456789abcdef0123456789ab"
_FIRST_YEAR = 1886
_GREATEST_VALUE = 10_000_000


def get_index_price(request: Request) -> Answer:
    """`GET /indexes/{indexId}`; the index knows cars of a value up to ten millions."""
    values = request.values
    year, value = values["year"], values["market_value"]
    if values["indexId"] != INDEX:
        raise _unknown(f"There is no index {values['indexId']}.")
    if not (_FIRST_YEAR <= year <= 9999 and 0 < value <= _GREATEST_VALUE):
        raise _unknown("No price for this vehicle.")
    rate = crc32(f"{year}/{values['make']}/{values['model']}".encode()) % 100 + 50
    price = Decimal(value * rate) / 10_000
    return Answer(200, {"quote_price": f"{price:.2f}", "deductable": "150"})


def _unknown(description: str) -> RefusedError:
    """404 in the form that this service alone has."""
    return RefusedError(Answer(404, {"message": "Not found", "description": description}))
