from __future__ import annotations

import subprocess
import sys
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, strategies as st
from iso4217 import Currency

from brolly import ConfigurationError
from brolly.money import to_decimal

counted = st.sampled_from([currency for currency in Currency if currency.exponent is not None])


@given(amount=st.integers(), currency=counted, fold=st.sampled_from([str.upper, str.lower]))
def test_nothing_is_rounded(amount: int, currency: Currency, fold: Any) -> None:
    """Any amount comes back exactly, with the currency's decimal places, in any precision."""
    with localcontext() as context:
        context.prec = 3
        value = to_decimal(amount, fold(currency.code))
    sign, digits, exponent = value.as_tuple()
    assert exponent == -(currency.exponent or 0)
    assert int("".join(map(str, digits))) * (-1 if sign else 1) == amount


def test_known_currencies() -> None:
    """Cents, no minor unit, thousandths, and a place count of one's own."""
    assert to_decimal(5794, "eur") == Decimal("57.94")
    assert to_decimal(5794, "JPY") == Decimal(5794)
    assert str(to_decimal(-5, "bhd")) == "-0.005"
    assert to_decimal(5794, "DEM", places=2) == Decimal("57.94")
    assert to_decimal(5794, "eur", places=0) == Decimal(5794)


@pytest.mark.parametrize(
    ("amount", "currency", "options", "advice"),
    [
        (57.94, "eur", {}, "float"),
        (True, "eur", {}, "bool"),
        (1, "DEM", {}, "places=2"),
        (1, "", {}, "places=2"),
        (1, "XAU", {}, "no minor unit"),
        (1, "eur", {"places": -1}, "0 or more"),
    ],
)
def test_bad_money_is_refused(amount: Any, currency: str, options: Any, advice: str) -> None:
    """What is no amount or no currency is refused, with what to do."""
    with pytest.raises(ConfigurationError, match=advice):
        to_decimal(amount, currency, **options)


def test_without_the_table() -> None:
    """Without the extra the error names it, and a place count needs no table."""
    code = (
        "import sys; sys.modules['iso4217'] = None\n"
        "from brolly.money import to_decimal\n"
        "assert str(to_decimal(1, 'eur', places=2)) == '0.01'\n"
        "try: to_decimal(1, 'eur')\n"
        "except ValueError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'brolly[money]'" in done.stdout
