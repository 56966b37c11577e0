"""What an entry is multiplied from: terms that add up, each a product of named inputs.

Belongs here: inputs, terms, and the check that they give the booked figure. Does not: knowing
where an input is from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

Number = Decimal | float | int

_LAST_DIGIT = 1e-9
_EXACT_SHARE = 1e-9


@dataclass(frozen=True, slots=True)
class Input:
    """One number of a product, with its unit and the factors that it is, or is made of."""

    name: str
    value: Number
    unit: str
    factor_ids: tuple[str, ...] = ()
    divides: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A product of inputs; `rows` is how many rows were rounded before they were added up."""

    what: str
    inputs: tuple[Input, ...]
    rows: int = 1

    @property
    def kgco2e(self) -> float:
        """What the inputs multiply to, kgCO2e."""
        product = 1.0
        for one in self.inputs:
            product = product / float(one.value) if one.divides else product * float(one.value)
        return product


def recomputed(terms: Sequence[Term]) -> float:
    """What the terms add up to, kgCO2e."""
    return fsum(term.kgco2e for term in terms)


def rounded_rows(terms: Sequence[Term]) -> int:
    """How many rows were rounded to nine decimals on the way from the terms to the entry."""
    return sum(term.rows for term in terms)


def ties(terms: Sequence[Term], booked: Number) -> bool:
    """Whether the terms give the booked figure: to a billionth of it, or to the rows' rounding."""
    difference = abs(recomputed(terms) - float(booked))
    half_digits = _LAST_DIGIT / 2 * (rounded_rows(terms) + 1)
    return difference <= max(_EXACT_SHARE * abs(float(booked)), half_digits)
