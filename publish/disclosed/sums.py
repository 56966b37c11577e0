"""Which disclosed lines are the sum of which others, and whether they are.

Belongs here: the additions that the standards print (ESRS E1 AR 34, AR 46, AR 47). Does not: making
a total; the marts hold it, and here it is only held against its parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publish import figures
from publish.disclosed.rows import Disclosed
from publish.rounding import Reported, consistent, rounded

_CATEGORIES = tuple(f"S3_{number:02}" for number in range(1, 16))
PARTS: Mapping[str, tuple[str, ...]] = {
    "S3_TOTAL": _CATEGORIES,
    "S1_S2_LOCATION": ("S1", "S2_LOCATION"),
    "S1_S2_MARKET": ("S1", "S2_MARKET"),
    "TOTAL_LOCATION": ("S1", "S2_LOCATION", "S3_TOTAL"),
    "TOTAL_MARKET": ("S1", "S2_MARKET", "S3_TOTAL"),
    "ENERGY_FOSSIL": ("ENERGY_COAL", "ENERGY_OIL", "ENERGY_GAS", "ENERGY_OTHER_FOSSIL",
                      "ENERGY_PURCHASED_FOSSIL"),
    "ENERGY_RENEWABLE": ("ENERGY_RENEWABLE_FUEL", "ENERGY_PURCHASED_RENEWABLE",
                         "ENERGY_SELF_GENERATED"),
    "ENERGY_TOTAL": ("ENERGY_FOSSIL", "ENERGY_NUCLEAR", "ENERGY_RENEWABLE"),
}  # fmt: skip
"""Parts of each total by concept, as the seed of formulas has them."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total of one table with those of its parts that stand in the same column."""

    row: Disclosed
    parts: Sequence[Disclosed]

    @property
    def summed(self) -> Decimal:
        """The parts' exact sum."""
        return figures.total(one.value for one in self.parts) or Decimal(0)

    @property
    def ties(self) -> bool:
        """Whether the total as it would be filed is consistent with its parts as filed."""
        return consistent(_reported(self.row), [_reported(one) for one in self.parts])

    def __str__(self) -> str:
        """What is wrong, for a person."""
        one = self.row
        place = f"{one.framework} {one.framework_version} {one.requirement} {one.line_code}"
        return (
            f"{place} of {one.reported_fiscal_year} is {figures.exact(one.value)} {one.unit}, "
            f"and its parts sum to {figures.exact(self.summed)}"
        )


def totals(rows: Sequence[Disclosed]) -> Iterator[Total]:
    """Every total whose parts all have a line in its own table, year and breakdown.

    In the year that is reported on, a part without a value counts for nothing in the mart's total,
    and says why. A stated figure of another year may hold parts that nobody stated: it is no sum.
    """
    held = {_place(row, row.concept_key): row for row in reversed(rows)}
    for row in rows:
        names = PARTS.get(row.concept_key or "", ())
        parts = [one for name in names if (one := held.get(_place(row, name)))]
        known = [one for one in parts if one.value is not None]
        if row.value is None or not known or len(parts) < len(names):
            continue
        if row.year_role == "n" or len(known) == len(parts):
            yield Total(row, known)


def broken(rows: Sequence[Disclosed]) -> list[str]:
    """A sentence for each total that no rounding reconciles with its parts."""
    return [str(one) for one in totals(rows) if not one.ties]


def _place(row: Disclosed, concept: str | None) -> tuple[object, ...]:
    """The column of a table in which a total and its parts stand."""
    return (
        row.mart, row.entity_id, row.framework, row.framework_version, row.requirement,
        row.breakdown, row.year_role, row.reported_fiscal_year, row.unit, concept,
    )  # fmt: skip


def _reported(row: Disclosed) -> Reported:
    value = row.value if row.value is not None else Decimal(0)
    return Reported(rounded(value, row.decimals), row.decimals)
