"""Facts made of disclosed rows: rounded here, once, and told apart by concept, period and axes.

Belongs here: which row is which fact. Does not: the syntax of a file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from publish import figures
from publish.disclosed.rows import Disclosed
from publish.errors import UnfitFigureError
from publish.reading import Row
from publish.rounding import rounded
from publish.xbrl import taxonomy
from publish.xbrl.measures import measure


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `value` has exactly `decimals` places, or every digit where they are none."""

    concept: str
    entity: str
    period: str
    unit: str | None
    axes: Mapping[str, str]
    value: str
    decimals: int | None

    @property
    def key(self) -> tuple[object, ...]:
        """What no two facts of a report may share."""
        return self.concept, self.entity, self.period, self.unit, tuple(sorted(self.axes.items()))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whose facts they are: SQName, first month of the fiscal year, currency."""

    name: str
    start_month: int
    currency: str | None


def reporter(entity: Row) -> Reporter:
    """The entity by its legal entity identifier where the register has one, else by its id."""
    lei = entity.get("lei")
    own = quote(str(entity.get("entity_id") or "unnamed"), safe="")
    name = f"lei:{lei}" if lei else f"{taxonomy.ENTITY_PREFIX}:{own}"
    return Reporter(
        name, entity.get("fiscal_year_start_month") or 1, entity.get("reporting_currency")
    )


def facts(rows: Sequence[Disclosed], of: Reporter) -> list[Fact]:
    """Every row with a concept and a value, its previously stated value beside it.

    A part whose axis or member has no name here (a site, a country) is left out: without it, it
    would contradict the whole.

    Raises:
        UnfitFigureError: a unit has no name, or two rows give one fact two values.
    """
    found: dict[tuple[object, ...], Fact] = {}
    for row in rows:
        for fact in _of_row(row, of):
            known = found.setdefault(fact.key, fact)
            if (known.value, known.decimals) != (fact.value, fact.decimals):
                raise UnfitFigureError(
                    f"{row.mart} {row.requirement} {row.line_code} of {row.reported_fiscal_year} "
                    f"says {fact.value} where another row says {known.value} of the same fact: "
                    "give one of them another axis, or take its xbrl_qname away"
                )
    return list(found.values())


def _of_row(row: Disclosed, of: Reporter) -> Iterator[Fact]:
    axes = _axes(row)
    if not row.xbrl_qname or axes is None or row.reported_fiscal_year is None:
        return
    if row.value is not None:
        yield _fact(row, of, row.value, axes)
    # With one line restated, all of its table are told as they were: their sum was stated, too.
    if row.previous_value is not None:
        stated_before = {**axes, taxonomy.STATED_AXIS: taxonomy.PREVIOUSLY_STATED}
        yield _fact(row, of, row.previous_value, stated_before)


def _fact(row: Disclosed, of: Reporter, value: Decimal, axes: Mapping[str, str]) -> Fact:
    unit = measure(row, row.further.get("currency") or of.currency)
    decimals = None if row.decimals is None else row.decimals - unit.power
    told = rounded(figures.EXACT.scaleb(value, unit.power), decimals)
    return Fact(
        concept=str(row.xbrl_qname),
        entity=of.name,
        period=_period(row.reported_fiscal_year or row.fiscal_year, of.start_month),
        unit=unit.name,
        axes=axes,
        value=figures.exact(told),
        decimals=decimals,
    )


def _axes(row: Disclosed) -> Mapping[str, str] | None:
    """The row's own axes, that of its year and its breakdown's; none where one has no name."""
    axes = dict(row.dimensions())
    if row.year_role in taxonomy.YEAR_MEMBERS:
        axes.setdefault(taxonomy.YEARS_AXIS, taxonomy.YEAR_MEMBERS[row.year_role])
    if row.breakdown:
        axis, members = taxonomy.BREAKDOWNS.get(str(row.breakdown_kind), ("", {}))
        if row.breakdown_value is not None and row.breakdown_value in members:
            axes.setdefault(axis, members[row.breakdown_value])
        elif not row.xbrl_dimensions:
            return None
    names = (*axes, *axes.values())
    known = all(name.partition(":")[0] in taxonomy.NAMESPACES for name in names)
    return axes if known else None


def _period(year: int, start_month: int) -> str:
    """A fiscal year, named by the year in which it ends, from midnight to midnight."""
    first = year if start_month == 1 else year - 1
    start, end = date(first, start_month, 1), date(first + 1, start_month, 1)
    return f"{start.isoformat()}T00:00:00/{end.isoformat()}T00:00:00"
