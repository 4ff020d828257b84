"""From the integers that KASKO sends to decimal amounts.

KASKO counts money in minor units, and in major units where a currency has no minor one.
How many decimal places that means is looked up in ISO 4217's own table, which the package iso4217
carries: install `brolly[money]`.
"""

from __future__ import annotations

from decimal import Decimal

from .errors import ConfigurationError


def to_decimal(amount: int, currency: str, *, places: int | None = None) -> Decimal:
    """An amount in the currency's main unit, exact: 5794 and `"eur"` give `Decimal("57.94")`.

    Args:
        amount: Integer in minor units, as `policy.gross_premium`.
        currency: ISO 4217 code in any letter case, as `policy.currency`.
        places: Decimal places of a currency that the table does not hold, such as one that is no
            longer in use.

    Raises:
        ConfigurationError: The amount is no integer, ISO 4217 has no such currency today or gives
            it no minor unit, or the package iso4217 is missing.
    """
    if isinstance(amount, bool) or not isinstance(amount, int):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(
            f"an amount must be an int of minor units, not {type(amount).__name__}: floats lose "
            "cents"
        )
    if places is None:
        places = _places(currency)
    elif places < 0:
        raise ConfigurationError("places must be 0 or more")
    # From text, since arithmetic would round to the precision of the thread's context.
    return Decimal(f"{amount}E-{places}")


def _places(currency: str) -> int:
    try:
        from iso4217 import Currency  # noqa: PLC0415 - an extra
    except ImportError:
        raise ConfigurationError(
            "the table of currencies is missing: pip install 'brolly[money]'"
        ) from None
    try:
        places = Currency(currency.upper()).exponent
    except ValueError:
        places = None
    if places is None:
        raise ConfigurationError(
            f"ISO 4217 has no minor unit for {currency!r}: check the code, or say how many decimal "
            "places the amount has (places=2)"
        )
    return places
