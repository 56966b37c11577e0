"""What a report is: the contract that each module in `publish/reports/` fills in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from publish.cells import Value
from publish.period import Period
from publish.reading import Marts

FieldKind = Literal[
    "text", "prose", "date", "month", "moment", "count", "figure", "factor", "share", "money"
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for machines: figures unrounded, one record per row of the mart."""

    header: Sequence[str]
    records: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a workbook: its heading with the unit, how its values are shown, how wide."""

    heading: str
    kind: FieldKind = "text"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """A cell of a workbook, by its tab and its place below the header; the first is 0, 0."""

    tab: str
    record: int
    field: int


@dataclass(frozen=True, slots=True)
class Live:
    """A formula of our own over cells of our own: their sum, or the first less the others.

    It names places and never holds a text, so that nothing from a bill can be part of it.

    Attributes:
        cells: what it reads.
        value: what it gives now, for readers that compute nothing.
        is_difference: whether all cells but the first are taken from it.
    """

    cells: Sequence[At]
    value: Decimal
    is_difference: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A value or formula that is shown otherwise than its column."""

    value: Value | Live
    kind: FieldKind


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook; records are values, numbers as numbers."""

    name: str
    fields: Sequence[Field]
    records: Iterable[Sequence[Value | Live | Shown]]


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a report in a further format: how its name ends, and how it is written."""

    ending: str
    write: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Book:
    """A further workbook of a report: of whom it is, and its sheets."""

    of: str
    tabs: Sequence[Tab]


def nothing_breached(marts: Marts, period: Period) -> Sequence[str]:  # noqa: ARG001
    """Of a report that has no bar."""
    return ()


def no_more_books(marts: Marts, period: Period) -> Iterable[Book]:  # noqa: ARG001
    """Of a report that is one workbook."""
    return ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report, found by its module's `REPORT`.

    Attributes:
        name: what a person types; also how its files begin.
        title: the page's heading.
        tables: the marts without which it cannot be written; the first one gives the months.
        template: path below `publish/reports/`.
        sheet: the CSV for a period.
        page: the template's variables for a period.
        tabs: the sheets of the workbook for a period; where they come from is added to them.
        notes: sentences that must travel with the figures, on the workbook's last sheet.
        covered: the months meant by what was asked; none for months and calendar years.
        used: which rows of the first mart are of months that a report without a period covers.
        breaches: what in the period breaks a bar of the report, a sentence each.
        of: the report of one thing by its id, such as a run; none where a report is of a period.
        books: further workbooks, such as one for each team, beside the one with everything.
        documents: what else it can be written as, by format; without an entry for `json`, that is
            the records of its sheet.
    """

    name: str
    title: str
    tables: tuple[str, ...]
    template: str
    sheet: Callable[[Marts, Period], Sheet]
    page: Callable[[Marts, Period], Mapping[str, object]]
    tabs: Callable[[Marts, Period], Sequence[Tab]]
    notes: Callable[[Marts, Period], Sequence[str]]
    covered: Callable[[Marts, str | None], Period] | None = None
    used: str = "true"
    breaches: Callable[[Marts, Period], Sequence[str]] = nothing_breached
    of: Callable[[str], "Report"] | None = None
    books: Callable[[Marts, Period], Iterable[Book]] = no_more_books
    documents: Mapping[str, Callable[[Marts, Period], Sequence[Document]]] = field(
        default_factory=dict[str, Callable[[Marts, Period], Sequence[Document]]]
    )
