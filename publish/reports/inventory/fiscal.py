"""The fiscal year that an inventory covers, and which of its months the data does not hold.

Belongs here: the entity's calendar. Does not: figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from publish import identity, period
from publish.errors import BadPeriodError
from publish.period import Period, month_title
from publish.reading import Marts, bounds

_CALENDAR_START = 1
_LATEST_YEAR = "select max(fiscal_year) as fiscal_year from marts.rpt_ghg__inventory"
_MONTHS = """
select distinct activity_month from marts.rpt_audit__coverage where activity_month between ? and ?
"""


@dataclass(frozen=True, slots=True)
class MissingMonth:
    """A month of the year without a landed line, or not over when the figures were published."""

    month: date
    why: str


def covered(marts: Marts, asked: str | None) -> Period:
    """The fiscal year `asked` (named by the year in which it ends), else the newest one.

    Raises:
        BadPeriodError: a month was asked for.
    """
    if asked is None:
        newest = marts.first(_LATEST_YEAR)["fiscal_year"]
        if newest is None:
            return Period(None, None, "no-months")
        asked = f"{newest:04}"
    if period.parse(asked).first == period.parse(asked).last:
        raise BadPeriodError(
            f"{asked!r} is a month, and an inventory is of a fiscal year: write --year {asked[:4]}"
        )
    return period.fiscal(int(asked), start_month(marts))


def start_month(marts: Marts) -> int:
    """The month (1 to 12) in which the entity's fiscal year starts."""
    return identity.entity(marts).get("fiscal_year_start_month") or _CALENDAR_START


def title(covered_period: Period) -> str:
    """The fiscal year in words."""
    if covered_period.first is None:
        return "No months"
    return f"Fiscal year {covered_period.slug} ({covered_period.title})"


def missing(marts: Marts, covered_period: Period) -> Sequence[MissingMonth]:
    """The months of the year that its figures lack, wholly or in part."""
    held = {row["activity_month"] for row in marts.rows(_MONTHS, bounds(covered_period))}
    published = identity.published_at(marts).date()
    found: list[MissingMonth] = []
    for month in covered_period.months():
        is_over = _next(month) <= published
        if month not in held:
            why = "no line is landed" if is_over else "not over when published, no line is landed"
            found.append(MissingMonth(month, why))
        elif not is_over:
            found.append(MissingMonth(month, "not over when published, holds a part"))
    return found


def in_words(months: Sequence[MissingMonth]) -> str:
    """Months with their reason, neighbours of one reason as a span; empty when none is missing."""
    spans: list[tuple[MissingMonth, MissingMonth]] = []
    for one in months:
        if spans and spans[-1][1].why == one.why and _next(spans[-1][1].month) == one.month:
            spans[-1] = (spans[-1][0], one)
        else:
            spans.append((one, one))
    return ", ".join(f"{_span(first, last)} ({first.why})" for first, last in spans)


def _span(first: MissingMonth, last: MissingMonth) -> str:
    if first is last:
        return month_title(first.month)
    return f"{month_title(first.month)} to {month_title(last.month)}"


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
