"""Arguments: what is plainly meant is taken, the rest is refused by name; nothing is sent."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st

from brolly import AsyncInsureHero, AsyncKasko, ConfigurationError, InsureHero, Kasko
from brolly._core.arguments import check_flag, check_number, check_period, check_seconds
from flavours import Flavour

KEY = "sk_test_0123456789"
LAST = 253_402_300_799  # the last second that a datetime holds

INSTANTS = st.datetimes(
    min_value=datetime(1970, 1, 3),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
).filter(lambda moment: moment.timestamp() <= LAST)


@given(INSTANTS)
def test_an_instant_is_the_same_in_every_form(moment: datetime) -> None:
    """A datetime, its ISO text and its Unix time as a whole or broken number mean one second."""
    second = (moment - datetime.fromtimestamp(0, UTC)) // timedelta(seconds=1)
    text = moment.isoformat()
    forms: list[Any] = [moment, text, f" {text}\n", text.replace("+00:00", "Z")]
    if second < 10**11:
        forms += [second, second + 0.5, Fraction(2 * second + 1, 2)]
        forms += [str(second)] if second >= 10**8 else []
    for form in forms:
        assert check_period(form, None) == (second, None)
        assert check_period(None, form) == (None, second)


@given(st.dates(min_value=date(1970, 1, 2)), st.sampled_from([lambda day: day, date.isoformat]))
def test_a_date_is_a_whole_day(day: date, form: Callable[[date], Any]) -> None:
    """A date, or its text, stands for the whole day in UTC, from its first to its last second."""
    first, last = check_period(form(day), form(day))
    assert first == int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    assert last == first + 86_399


class Missing(datetime):
    """The missing time of pandas."""

    def utcoffset(self) -> timedelta | None:
        raise ValueError


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        (1_443_657_600_000, "milliseconds"),
        (1_443_657_600_000.0, "milliseconds"),
        ("1443657600000", "milliseconds"),
        (1_443_657_600_000_000_000, "milliseconds"),
        (True, "not bool"),
        (datetime(2015, 10, 1), "time zone"),  # noqa: DTZ001 - that is what is wrong
        ("2015-10-01T12:00:00", "time zone"),
        ("yesterday", "ISO text"),
        ("", "ISO text"),
        ("2015-13-01", "ISO text"),
        ("2015-W42", "ISO text"),
        ("2015-10-01+02:00", "ISO text"),
        (b"2015-10-01", "not bytes"),
        (timedelta(days=1), "not timedelta"),
        (Decimal(1_443_657_600), "not Decimal"),
        ((2015, 10, 1), "not tuple"),
        (math.nan, "NaN"),
        (math.inf, "infinity"),
        (10**400, "milliseconds"),
        (Fraction(10**400), "infinity"),
        (Missing(2015, 10, 1), "not Missing"),
        (-1, "1970"),
        (date(1969, 12, 31), "1970"),
        ("1969-12-31", "1970"),
    ],
)
def test_a_moment_that_cannot_be_right(name: str, value: object, says: str) -> None:
    """A moment that is not plain is refused; the text names the argument and the form it wants."""
    with pytest.raises(ConfigurationError, match=says) as caught:
        check_period(**{"since": None, "until": None} | {name: value})
    assert str(caught.value).startswith(name)


PERIODS: list[tuple[dict[str, Any], str]] = [
    ({"since": 1_443_657_600_000}, "milliseconds"),
    ({"since": 2000, "until": 1000}, "since is after until"),
    ({"since": "2020-01-01", "until": date(2019, 1, 1)}, "since is after until"),
    *(({"page_size": value}, "page_size") for value in (0, 10_001, 20.0, "20", True)),
    *(({"workers": value}, "workers") for value in (0, 21, None, 2.5, "4")),
    *(({"on_invalid": value}, "on_invalid") for value in ("ignore", None, True)),
    *(({"cursor": value}, "cursor") for value in ("not a cursor", "ä", "", 17, b"W10", "W10")),
    ({"cursor": "WzEsbnVsbCxudWxsLG51bGwsbnVsbCwxMDAsW11d", "since": 5}, "cursor"),
]
ROWS: list[tuple[dict[str, Any], str]] = [
    ({"fields": "name"}, "fields"),
    ({"fields": None}, "fields"),
    ({"language": None}, "language"),
    ({"query": "name"}, "query"),
    ({"sort": {"field": "name"}}, "sort"),
    ({"page_size": 101}, "page_size"),
]
OPTIONS: list[tuple[dict[str, Any], str]] = [
    *(({"timeout": value}, "timeout") for value in (0, "10", True)),
    *(({"max_retries": value}, "max_retries") for value in (-1, 1.5, "3")),
]
DATASET = {"dataset_id": "d", "language": "en", "fields": ["name"]}
KASKO: list[tuple[str, dict[str, Any], str]] = [
    *(("iter_policies", *case) for case in PERIODS),
    *(("iter_policy_pages", *case) for case in PERIODS),
    *(("iter_dataset_items", DATASET | given, word) for given, word in ROWS),
    *(("iter_distinct_values", DATASET | given, word) for given, word in ROWS),
    ("iter_dataset_items", DATASET | {"on_invalid": "skip"}, "on_invalid"),
    *(("with_options", *case) for case in OPTIONS),
]
BAD_INDEX: list[tuple[dict[str, Any], str]] = [
    *(({"page_size": value}, "page_size") for value in (2, 101, None, "9", True)),
    *(({"start": value}, "start") for value in (-1, "0", None, 1.0)),
    ({"on_invalid": "skip"}, "on_invalid"),
]


def unused() -> httpx.MockTransport:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise AssertionError("something was sent")

    return httpx.MockTransport(refuse)


@pytest.mark.parametrize(("method", "arguments", "word"), KASKO)
def test_kasko_arguments(
    flavour: Flavour, method: str, arguments: dict[str, Any], word: str
) -> None:
    """An argument of KASKO's methods that cannot be right is refused at the call, by its name."""
    with pytest.raises(ConfigurationError, match=word):
        getattr(flavour.Kasko(KEY, transport=unused()), method)(**arguments)


@pytest.mark.parametrize(("arguments", "word"), BAD_INDEX)
@pytest.mark.parametrize("method", ["iter_claims", "iter_risk_items", "iter_channel_risk_items"])
def test_insurehero_arguments(
    flavour: Flavour, method: str, arguments: dict[str, Any], word: str
) -> None:
    """An argument of InsureHero's lists that cannot be right is refused by its name."""
    with pytest.raises(ConfigurationError, match=word):
        getattr(flavour.InsureHero("key", transport=unused()), method)(**arguments)


@pytest.mark.parametrize("client", [Kasko, AsyncKasko, InsureHero, AsyncInsureHero])
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("timeout", (None, 0, -1, "30", True, math.nan, math.inf, 10**12, timedelta(seconds=3))),
        ("max_retries", (None, -1, 1.5, "3", True, 10**9)),
        ("allow_live_writes", (None, 1, "false", "no", [])),
        ("base_url", ("", 7, b"https://api.example.com", httpx.URL("https://api.example.com"))),
        (
            "api_key",
            ("", 7, b"sk_test_0123", "sk_test_0123\n", "two keys", "ключ", "`sk_test_01`"),
        ),
    ],
)
def test_constructor_arguments(client: Any, name: str, values: tuple[Any, ...]) -> None:
    """A constructor argument of the wrong kind is refused by its name, and its value not shown."""
    for value in values:
        given = {"api_key": KEY} | {name: value}
        with pytest.raises(ConfigurationError) as caught:
            client(**given)
        assert name in str(caught.value).replace("API key", "api_key")
        if isinstance(value, str) and len(value) > 5:
            assert value.strip() not in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        {"token_lifetime": 0},
        {"token_lifetime": "3600"},
        {"token_leeway": -1},
        {"token_leeway": None},
        {"token_leeway": 3600},
        {"channel_key": b"key"},
        {"channel_key": 0},
    ],
)
def test_token_arguments(arguments: dict[str, Any]) -> None:
    """Lifetimes of tokens and the channel's key are checked in the same way."""
    with pytest.raises(ConfigurationError):
        InsureHero("key", **arguments)


class Seven(int):
    """A number of another library, as far as Python is concerned."""


@given(st.integers(), st.integers(0, 5), st.integers(6, 99))
def test_numbers_are_taken_within_their_bounds(number: int, least: int, most: int) -> None:
    """A whole number is taken if and only if it is within its bounds."""
    if least <= number <= most:
        assert check_number(Seven(number), "n", least, most) == number
    else:
        with pytest.raises(ConfigurationError, match=f"from {least} to {most}"):
            check_number(number, "n", least, most)
    assert check_flag(True, "f") is True
    assert check_seconds(Fraction(1, 2), "s") == 0.5
