"""The units of disclosed values: how a person reads each.

Belongs here: a unit's digits and words. Does not: a conversion, and what a filing calls a unit.
"""

from collections.abc import Iterable
from decimal import Decimal

from publish import figures
from publish.definition import FieldKind
from publish.disclosed.rows import Disclosed

_RATIO, _MONEY = "ratio", "money"
_MOST_DECIMALS = 6


def kind(unit: str | None) -> FieldKind:
    """How a workbook shows a value of the unit."""
    if unit == _RATIO:
        return "share"
    return "money" if unit == _MONEY else "figure"


def decimals(rows: Iterable[Disclosed]) -> dict[str | None, int]:
    """The decimals that all values of a unit share in one table, so that they compare."""
    by_unit: dict[str | None, list[Decimal | None]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row.value)
    return {
        unit: figures.decimals_for(values, most=_MOST_DECIMALS if "/" in (unit or "") else 3)
        for unit, values in by_unit.items()
    }


def shown(value: Decimal | None, unit: str | None, places: int) -> str:
    """A value in words: ratios as per cent, the rest at the table's decimals."""
    if unit == _RATIO:
        return figures.percent(value)
    return figures.number(value, places)


def title(unit: str | None) -> str:
    """The unit as a heading has it: a ratio is read as per cent."""
    return "%" if unit == _RATIO else (unit or "")
