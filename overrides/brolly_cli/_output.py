"""Prints records as a table, as JSON lines or as CSV."""

# ruff: noqa: PLC0415

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import IO, TYPE_CHECKING, Any, Protocol, Self, cast

import msgspec

from ._exit import debugging, note

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

TABLE_ROWS = 50
"""How many rows a table shows by default."""

EXTRA = "extra"
"""The column of CSV for undocumented members."""

_WIDEST_CELL = 40
_NARROWEST = 40


class Format(StrEnum):
    """The formats of records."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"

    @classmethod
    def chosen(cls, choice: Format | None) -> Format:
        """The chosen format; by default a table on a terminal and JSON lines elsewhere."""
        return choice or (cls.TABLE if sys.stdout.isatty() else cls.JSONL)


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of record is printed.

    Attributes:
        noun: The name of the records, in the plural.
        members: Wire names of all documented members: the columns of CSV.
        extra: Whether the last column of CSV holds the undocumented members.
        glance: The members of a table, as many as fit, the most important first. None is personal,
            because tables end up in tickets and screenshots.
    """

    noun: str
    members: tuple[str, ...]
    glance: tuple[str, ...]
    extra: bool = False

    @classmethod
    def of(cls, noun: str, model: type[msgspec.Struct], glance: str) -> Listing:
        """The listing for a generated model."""
        members = tuple(field.encode_name for field in msgspec.structs.fields(model))
        return cls(noun, members, tuple(glance.split()), extra=True)


class _Sink(Protocol):
    def write(self, records: Sequence[object]) -> None: ...
    def close(self) -> None: ...


class _JsonLines:
    """One JSON object per line: each record as the provider sent it.

    Characters that Python and others treat as the end of a line are escaped.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        from brolly import raw

        self._stream = stream
        self._raw = raw
        self._encode = msgspec.json.Encoder().encode_lines

    def write(self, records: Sequence[object]) -> None:
        lines = self._encode(map(self._raw, records))
        for mark, escaped in _LINE_ENDS:
            lines = lines.replace(mark, escaped)
        self._stream.write(lines)
        self._stream.flush()

    def close(self) -> None:
        self._stream.flush()


_LINE_ENDS = [(mark.encode(), f"\\u{ord(mark):04x}".encode()) for mark in "\x85\u2028\u2029"]


class _Csv:
    """A header with all documented members, then a row for each record: RFC 4180, in UTF-8.

    Values are as the provider sent them. Undocumented members are one JSON object in the last
    column. Absent and null are both empty; nested values are JSON. A spreadsheet would run text
    that looks like a formula, and customers choose some of the texts: see `csv_cell`.
    """

    def __init__(self, stream: IO[bytes], listing: Listing) -> None:
        from brolly import raw, unknown

        self._stream = stream
        self._raw, self._unknown = raw, unknown
        self._members = listing.members
        self._extra = listing.extra
        self._begun = False

    def write(self, records: Sequence[object]) -> None:
        rows: list[Iterable[object]] = []
        if not self._begun:
            rows.append([*self._members, *[EXTRA] * self._extra])
        self._begun = True
        for record in records:
            values = self._raw(record)
            row = [values.get(name) for name in self._members]
            rows.append([*row, self._unknown(record) or None] if self._extra else row)
        self._stream.write(csv_rows(rows))
        self._stream.flush()

    def close(self) -> None:
        if not self._begun:
            self.write([])


class _Table:
    """As many columns as fit, printed after the last row."""

    def __init__(self, members: Sequence[str]) -> None:
        self._members = members
        self._rows: list[list[str]] = []

    def write(self, records: Sequence[object]) -> None:
        for values in map(builtins, records):
            self._rows.append([_whole_seconds(_text(values.get(name))) for name in self._members])

    def close(self) -> None:
        if self._rows:
            _print_columns(self._members, self._rows)


class Output:
    """Prints records as they arrive, with progress.

    Args:
        listing: The kind of record.
        format: The format.
        max_rows: When to stop. None means never, except for a table, which is held in memory.
    """

    def __init__(self, listing: Listing, format: Format | None, max_rows: int | None) -> None:
        self._listing = listing
        self._format = Format.chosen(format)
        self._cut_short = max_rows is None and self._format is Format.TABLE
        self._left = TABLE_ROWS if self._cut_short else max_rows
        self._count = 0
        self._sink = self._new_sink()
        self._progress: Progress | None = None

    def write(self, records: Sequence[object], progress: str = "") -> bool:
        """Print records; False if no more are wanted."""
        wanted = records if self._left is None else records[: self._left]
        self._sink.write(wanted)
        self._count += len(wanted)
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], description=self._said(progress))
        if self._left is not None:
            self._left -= len(wanted)
        return self._left != 0

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and self._alone_on_terminal() and not debugging():
            self._progress = _progress()
            self._progress.add_task(self._said())
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
        if kind is None or self._format is Format.TABLE:
            self._sink.close()
        if kind is None:
            self._conclude()

    def _alone_on_terminal(self) -> bool:
        """Whether progress can be shown. A pipe may lead to the same terminal."""
        kind = os.fstat(sys.stdout.fileno()).st_mode
        return self._format is Format.TABLE or stat.S_ISREG(kind)

    def _conclude(self) -> None:
        if self._format is not Format.TABLE:
            if self._progress is not None:
                note(self._said())
        elif not self._count:
            note(f"no {self._listing.noun}")
        elif self._cut_short and self._left == 0:
            note(
                f"showing the first {self._count} {self._listing.noun}; use --max-rows for more, "
                "or --format jsonl or csv for all"
            )

    def _said(self, progress: str = "") -> str:
        return f"{self._count:,} {self._listing.noun}{progress}"

    def _new_sink(self) -> _Sink:
        if self._format is Format.TABLE:
            return _Table(self._listing.glance)
        if self._format is Format.CSV:
            return _Csv(sys.stdout.buffer, self._listing)
        return _JsonLines(sys.stdout.buffer)


def print_all(
    records: Iterable[object], listing: Listing, format: Format | None, max_rows: int | None
) -> None:
    """Print records as they arrive."""
    with Output(listing, format, max_rows) as output:
        for record in records:
            if not output.write([record]):
                break


def print_one(record: object, listing: Listing, format: Format | None) -> None:
    """Print one record with all members, in any format."""
    if Format.chosen(format) is Format.TABLE:
        _print_members(record)
    else:
        with Output(listing, format, None) as output:
            output.write([record])


def builtins(record: object) -> dict[str, Any]:
    """A record as plain data with wire names."""
    return cast("dict[str, Any]", msgspec.to_builtins(record))


def csv_rows(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of values as lines of CSV that end in CR and LF."""
    # Not by the csv module, whose quoting differs between versions of Python.
    lines = [",".join([_quoted(csv_cell(value)) for value in row]) + "\r\n" for row in rows]
    return "".join(lines).encode("utf-8", "replace")


def csv_cell(value: object) -> str:
    """The text of a cell, before quoting.

    Text that begins like a formula gets a `'` in front. So does a formula sign after a line break,
    tab or semicolon, where a spreadsheet may split cells. Plain numbers do not change. In JSON the
    separator is escaped instead, so the value stays the same.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        text = msgspec.json.encode(value).decode()
        return _BEFORE_SIGN.sub(_escaped, text) if _SEPARATOR.search(text) else text
    if _NUMBER.fullmatch(value):
        return value
    guarded = _BEFORE_SIGN.sub(_guarded, value) if _SEPARATOR.search(value) else value
    return f"'{guarded}" if _FORMULA.match(value) else guarded


def _guarded(found: re.Match[str]) -> str:
    between, sign = found.groups()
    return f"{between}'{sign}" if sign and _SEPARATOR.search(between) else found[0]


def _escaped(found: re.Match[str]) -> str:
    between, sign = found.groups()
    if not sign:
        return found[0]
    return _SEPARATOR.sub(lambda mark: f"\\u{ord(mark[0]):04x}", between) + sign


def _quoted(cell: str) -> str:
    if _BARE.fullmatch(cell):
        return cell
    return '"{}"'.format(cell.replace('"', '""'))


# Includes those of Japanese and Swedish spreadsheets.
_SIGN = r"[-=+@\uff0d\uff1d\uff0b\uff20\ufe63\ufe66\ufe62\ufe6b\u2212]"
_SEPARATOR = re.compile(r"[;\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Characters that split cells, or that a spreadsheet may drop or hide: blanks, quotes, characters
# without width. Possessive, so that a long run is read once.
_BETWEEN = (
    r"[;\s\x00-\x20\x7f-\xa0\"\\\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_FORMULA = re.compile(f"{_BETWEEN}*+{_SIGN}")
_BEFORE_SIGN = re.compile(f"({_BETWEEN}++)({_SIGN})?")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_BARE = re.compile(r"(?:[\w.:+@/-]+(?: [\w.:+@/-]+)*+)?")


def _text(value: object) -> str:
    """A value for a table, without control characters, which could control the terminal."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _whole_seconds(text: str) -> str:
    return re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z$", r"\1Z", text)


def _print_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the first columns, as many as fit. Long texts are cut, except in a pipe."""
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    console = _console()
    texts = list(zip(*rows, strict=True))
    widths = [max(map(cell_len, column)) for column in zip(titles, *rows, strict=True)]
    needed = list(accumulate(min(width, _WIDEST_CELL) + 2 for width in widths))
    columns = max(1, sum(width - 2 <= console.width for width in needed))
    room = max(0, console.width - needed[columns - 1] + 2) + _WIDEST_CELL
    table = Table(box=None, pad_edge=False)
    for title, column in list(zip(titles, texts, strict=True))[:columns]:
        numbers = all(text.isdigit() for text in column if text)
        table.add_column(title, justify="right" if numbers else "left")
    table.columns[0].style = "cyan"
    for row in rows:
        cells = [Text(text) for text in row[:columns]]
        for cell in cells:
            cell.truncate(room, overflow="ellipsis")
        table.add_row(*cells)
    _show(console, table)


def _print_members(record: object) -> None:
    """Print one record, with one member per line."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in builtins(record).items():
        text = _text(value)
        if isinstance(value, dict | list):
            text = msgspec.json.format(text, indent=2)
        table.add_row(name, Text("null", "dim") if value is None else Text(text))
    _show(_console(), table)


def _console() -> Console:
    """The terminal, or for a pipe a buffer without a limit on the line length."""
    from rich.console import Console

    if sys.stdout.isatty():
        console = Console(highlight=False)
        # A narrower width would cut ids; the terminal itself wraps longer lines.
        console.width = max(console.width, _NARROWEST)
        return console
    return Console(file=io.StringIO(), width=1_000_000, color_system=None, force_terminal=False)


def _show(console: Console, table: Table) -> None:
    console.print(table)
    if isinstance(console.file, io.StringIO):
        lines = console.file.getvalue().splitlines()
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))
    sys.stdout.flush()


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
