"""What a report is: the contract that each module in `publish/reports/` fills in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from publish.cells import Value
from publish.period import Period
from publish.reading import Marts


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for machines: figures unrounded, one record per row of the mart."""

    header: Sequence[str]
    records: Iterable[Sequence[Value]]


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
    """

    name: str
    title: str
    tables: tuple[str, ...]
    template: str
    sheet: Callable[[Marts, Period], Sheet]
    page: Callable[[Marts, Period], Mapping[str, object]]
