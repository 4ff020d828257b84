"""Options and arguments of several commands."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ._input import filled, segment
from ._output import Format


def optional_id(metavar: str, text: str) -> Any:
    """An optional argument."""
    return typer.Argument(metavar=metavar, parser=segment, help=text, show_default=False)


def block(title: str, *lines: str) -> str:
    """Lines of a help text that must not be wrapped."""
    return "\n".join(["\b", f"{title}:", *(f"  {line}" for line in lines)])


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="table: selected columns. jsonl: one record per line, as received. csv: "
        "all members, as UTF-8 with CRLF line ends; nested values as JSON; a ' before text that "
        "a spreadsheet would read as a formula.",
        show_default="table on a terminal, otherwise jsonl",
    ),
]
MaxRowsOption = Annotated[
    int | None,
    typer.Option(
        "--max-rows",
        "-n",
        min=1,
        metavar="N",
        help="Stop after N records.",
        show_default="50 in a table, otherwise all",
    ),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        parser=filled,
        metavar="URL",
        help="Address of the API. Overrides the environment.",
    ),
]
RangeSizeOption = Annotated[
    int, typer.Option(min=1, max=100, metavar="N", help="Records per request.")
]
