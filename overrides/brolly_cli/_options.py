"""Options and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ._input import filled, segment
from ._output import Format


def optional_id(metavar: str, text: str) -> Any:
    """An argument that may be left out."""
    return typer.Argument(metavar=metavar, parser=segment, help=text, show_default=False)


def block(title: str, *lines: str) -> str:
    """Lines of a help text that must stay as they are."""
    return "\n".join(["\b", f"{title}:", *(f"  {line}" for line in lines)])


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="table: a choice of columns, for the eye. jsonl: each record whole, exactly as read. "
        "csv: each record whole, in UTF-8, lines ending in CR and LF; nested values as JSON, and a "
        "' before text that a spreadsheet would take for a formula.",
        show_default="table on a terminal, else jsonl",
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
        show_default="50 in a table, else no end",
    ),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        parser=filled,
        metavar="URL",
        help="Address of the API, instead of the environment's or the provider's.",
    ),
]
RangeSizeOption = Annotated[
    int, typer.Option(min=1, max=100, metavar="N", help="Records to ask for at once.")
]
