"""Figures rounded for a filing, and whether a rounded total still holds its rounded parts.

Belongs here: rounding to nearest at given decimals, and the interval test of XBRL Calculation 1.1.
A rounded figure stands for every value that rounds to it; a total is consistent with its parts when
those intervals meet. Does not: figures for people (see `publish.figures`), or what sums to what.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from publish.figures import EXACT

_HALF = Decimal("0.5")


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """The value at so many decimal places, halves away from zero; whole where none are given.

    Negative decimals round tens and hundreds: -3 gives thousands.
    """
    if decimals is None:
        return value
    quantum = Decimal(1).scaleb(-decimals)
    steps = EXACT.divide(value, quantum).quantize(Decimal(1), context=EXACT)
    return EXACT.multiply(steps, quantum).quantize(min(quantum, Decimal(1)), context=EXACT)


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as it is reported: rounded already, to `decimals` places (none: exact)."""

    value: Decimal
    decimals: int | None
    weight: int = 1

    def bounds(self) -> tuple[Decimal, Decimal]:
        """The smallest and the largest value that the figure may stand for, weight included."""
        half = Decimal(0) if self.decimals is None else _HALF.scaleb(-self.decimals)
        ends = (self.weight * (self.value - half), self.weight * (self.value + half))
        return min(ends), max(ends)


def consistent(total: Reported, parts: Iterable[Reported]) -> bool:
    """Whether what the total may stand for meets what the sum of the parts may stand for.

    Ends count as inside, as Calculation 1.1 has them for rounding to nearest.
    """
    low, high = total.bounds()
    bounds = [one.bounds() for one in parts]
    least = sum((one[0] for one in bounds), Decimal(0))
    most = sum((one[1] for one in bounds), Decimal(0))
    return low <= most and least <= high
