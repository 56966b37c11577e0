"""What a report is: the contract that each module in `publish/reports/` fills in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from publish.cells import Value
from publish.period import Period
from publish.reading import Marts

FieldKind = Literal[
    "text", "date", "month", "moment", "count", "figure", "factor", "share", "money"
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for machines: figures unrounded, one record per row of the mart."""

    header: Sequence[str]
    records: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a workbook: its heading with the unit, and how its values are shown."""

    heading: str
    kind: FieldKind = "text"


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook; records are values, numbers as numbers."""

    name: str
    fields: Sequence[Field]
    records: Iterable[Sequence[Value]]


def nothing_breached(marts: Marts, period: Period) -> Sequence[str]:  # noqa: ARG001
    """Of a report that has no bar."""
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
