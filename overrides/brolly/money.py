"""Converts KASKO's integer amounts to decimals.

KASKO sends money in minor units, or in major units if the currency has no minor unit. The number of
decimal places comes from the table of ISO 4217 in the package iso4217: install `brolly[money]`.
"""

from __future__ import annotations

from decimal import Decimal

from .errors import ConfigurationError


def to_decimal(amount: int, currency: str, *, places: int | None = None) -> Decimal:
    """The exact amount in the currency's major unit: `Decimal("57.94")` for 5794 and `"eur"`.

    Args:
        amount: Integer in minor units, such as `policy.gross_premium`.
        currency: ISO 4217 code in any letter case, such as `policy.currency`.
        places: Decimal places for a currency that is not in the table, such as a former one.

    Raises:
        ConfigurationError: The amount is not an integer, the currency is not in ISO 4217 or has
            no minor unit there, or the package iso4217 is missing.
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
    # From text, because arithmetic rounds to the precision of the thread's context.
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
