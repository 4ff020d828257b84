"""CSV: every reader gets back what was written, and no spreadsheet finds a formula in it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from brolly_cli._output import csv_cell, csv_rows

ODD = "=+-@\uff1d\uff0d\u2212;\t\r\n\v\f\x1c\x00\x85\u2028\u00a0\u200b\u2060\ufeff\u3164 ,\"'\\|1a"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
ROWS = st.lists(st.lists(JSON, min_size=2, max_size=4), min_size=1, max_size=3)
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\u2212"
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def parsed(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))


@given(ROWS)
@example([["Max\r=HYPERLINK(1)", "b"]])
@example([["\r", "", "\x00"], [" a", "a ", "\ufeffa"]])
def test_what_is_read_is_what_was_written(rows: list[list[Any]]) -> None:
    """Parsed, each cell is its value: text but for the `'` put in, the rest equal as JSON."""
    read = parsed(csv_rows(rows))

    assert [len(row) for row in read] == [len(row) for row in rows]
    for row, values in zip(read, rows, strict=True):
        for cell, value in zip(row, values, strict=True):
            if value is None:
                assert cell == ""
            elif not isinstance(value, str):
                assert json.loads(cell) == value
            else:
                assert cell.replace("'", "") == value.replace("'", "")
                if not set(value) & set(SIGNS + "\ufe62\ufe63\ufe66\ufe6b"):
                    assert cell == value


@given(ROWS)
@example([['a;"=1', "b"]])
@example([[{"=k": ";=1"}, "b"]])
def test_no_spreadsheet_finds_a_formula(rows: list[list[Any]]) -> None:
    """However cells are split, by comma, semicolon, tab or line, none begins like a formula."""
    # The first column is an identifier.
    content = csv_rows([["id", *row] for row in rows])
    pieces = [cell for row in parsed(content) for cell in row if not NUMBER.fullmatch(cell)]
    for delimiter in ";\t":
        pieces += [cell for row in parsed(content, delimiter) for cell in row]
        pieces += re.split(f"[{delimiter}\r\n\v\f\x85\u2028]", content.decode())
    for piece in pieces:
        begins = re.sub(r"^[\s\x00-\x20\x7f-\x9f\"\u200b-\u200f\u2060\ufeff\u3164]+", "", piece)
        assert begins[:1] not in set(SIGNS), piece


def test_lines_and_quotes() -> None:
    """Lines end in CR and LF; what needs no quotes has none, and all else has them."""
    plain = ["0qGRE", "2015-10-01T12:00:00Z", "Max M\u00fcller", "-12.50", "a.b+c@example.com", ""]
    assert csv_rows([plain, plain]) == (",".join(plain) + "\r\n").encode() * 2
    for text in [
        "a,b",
        "a;b",
        "a\tb",
        "\r",
        "\n",
        '"',
        " a",
        "a ",
        "\x00",
        "\ufeff",
        "\u2028",
        "\x85",
    ]:
        quoted = '"{}"\r\n'.format(text.replace('"', '""'))
        assert csv_rows([[text]]) == quoted.encode(), text


@pytest.mark.parametrize("number", ["-12.50", "+43664123", "-5", "-1,5", -5, 0])
def test_numbers_stay_numbers(number: object) -> None:
    """A plain number is no formula, with or without a sign."""
    assert csv_cell(number) == str(number)


def test_a_long_run_is_read_once() -> None:
    """A text of a million line breaks takes no time that anybody notices."""
    assert csv_cell("\n" * 1_000_000 + "=") == "'" + "\n" * 1_000_000 + "'="
    assert csv_cell("a ;" * 300_000) == "a ;" * 300_000
