"""Workbooks (XLSX) whose numbers are numbers and whose texts can never become formulas.

Belongs here: cells, formats, frozen headers, the limits of the format. Does not: what a sheet
holds. The same tabs give the same bytes. A spreadsheet keeps 15 digits of a number; the CSV
beside it has them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from publish import cells
from publish.cells import Value
from publish.definition import At, FieldKind, Live, Shown, Tab

MOST_ROWS = 1_048_575
"""Below the header; what is more goes on to a further sheet."""

_FORMATS: Mapping[FieldKind, str] = {
    "text": "@",
    "prose": "@",
    "date": "yyyy-mm-dd",
    "month": "mmm yyyy",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "count": "#,##0",
    "figure": "#,##0.000",
    "factor": "General",
    "share": "0.0%",
    "money": "#,##0.00",
}
_WIDTHS: Mapping[FieldKind, int] = {
    "text": 26,
    "prose": 96,
    "moment": 20,
    "share": 12,
    "month": 11,
    "date": 11,
}
_WIDTH, _LONGEST_TEXT, _LONGEST_NAME = 16, 32_000, 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "-------")
_EARLIEST = date(1900, 3, 1)
"""Before it spreadsheets count days differently."""


def write(path: Path, tabs: Sequence[Tab], *, created: datetime, title: str) -> None:
    """Write `tabs` to `path`; `created` is in the file's properties, so that bytes repeat."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title, "created": created, "author": "Tonne"})
        formats: dict[FieldKind, Format] = {
            kind: book.add_format({"num_format": text, "text_wrap": kind == "prose"})
            for kind, text in _FORMATS.items()
        }
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E4F1EE"}
        )
        for tab in tabs:
            _Sheets(book, tab, formats, heading).write(tab.records)


class _Sheets:
    """One tab, on as many sheets as it needs."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        tab: Tab,
        formats: Mapping[FieldKind, Format],
        heading: Format,
    ) -> None:
        self._book, self._tab, self._formats, self._heading = book, tab, formats, heading
        self._count = 0

    def write(self, records: Iterable[Sequence[Value | Live | Shown]]) -> None:
        sheet, row = self._begun(), 0
        for record in records:
            if row == MOST_ROWS:
                self._end(sheet, row)
                sheet, row = self._begun(), 0
            row += 1
            for at, (field, value) in enumerate(zip(self._tab.fields, record, strict=True)):
                self._put(sheet, (row, at), field.kind, value)
        self._end(sheet, row)

    def _begun(self) -> Worksheet:
        self._count += 1
        ending = f" {self._count}" if self._count > 1 else ""
        name = sheet_name(self._tab.name, _LONGEST_NAME - len(ending)) + ending
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, field in enumerate(self._tab.fields):
            sheet.set_column(at, at, field.width or _WIDTHS.get(field.kind, _WIDTH))
            sheet.write_string(0, at, cells.visible(field.heading), self._heading)
        return sheet

    def _end(self, sheet: Worksheet, rows: int) -> None:
        if rows:
            sheet.autofilter(0, 0, rows, len(self._tab.fields) - 1)

    def _put(
        self, sheet: Worksheet, at: tuple[int, int], kind: FieldKind, value: Value | Live | Shown
    ) -> None:
        """One cell by the type of its value; null stays empty."""
        match value:
            case None:
                return
            case Shown():
                self._put(sheet, at, value.kind, value.value)
            case Live():
                shape = self._formats[kind]
                cached = float(value.value)
                sheet.write_formula(*at, _formula(value), shape, cached)  # pyright: ignore[reportArgumentType]
            case bool():
                sheet.write_boolean(*at, value)
            case int() | float() | Decimal():
                # What is no number, and what a number of a spreadsheet cannot hold, is text.
                if Decimal(value).is_finite() and abs(value) < 1e300:
                    sheet.write_number(*at, float(value), self._formats[kind])
                else:
                    sheet.write_string(*at, str(value))
            case date() if _day(value) < _EARLIEST:
                sheet.write_string(*at, value.isoformat())
            case date():
                moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
                sheet.write_datetime(*at, moment, self._dated(kind, value))
            case str():
                shape = self._formats["text" if kind != "prose" else kind]
                sheet.write_string(*at, cells.shortened(value, _LONGEST_TEXT), shape)

    def _dated(self, kind: FieldKind, value: date) -> Format:
        """The field's format, or that of the value where the field is no date's."""
        if kind in ("date", "month", "moment"):
            return self._formats[kind]
        return self._formats["moment" if isinstance(value, datetime) else "date"]


def sheet_name(text: str, limit: int = _LONGEST_NAME) -> str:
    """A text as a sheet may be called."""
    return cells.visible(text).translate(_FORBIDDEN)[:limit]


def _formula(live: Live) -> str:
    """The formula's text: signs of our own between places of our own."""
    first, *rest = (_reference(one) for one in live.cells)
    sign = "-" if live.is_difference else "+"
    return "=" + sign.join([first, *rest])


def _reference(at: At) -> str:
    """`'Sheet'!C4`; the header is the first row."""
    name = sheet_name(at.tab).replace("'", "''")
    return f"'{name}'!{xl_rowcol_to_cell(at.record + 1, at.field)}"


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
