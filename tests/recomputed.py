"""Computes a figure again from what `tonne explain --format json` printed, and from nothing else.

Belongs here: the few rules that the answer itself states. Does not: any knowledge of the house.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any

HALF_OF_THE_LAST_DIGIT = 0.5e-9
"""kg by which one row may differ that was rounded to nine decimals before it was added up."""


def entry_kg(answer: Mapping[str, Any]) -> float:
    """The sum over terms of the product of their inputs."""
    return fsum(_product(term) for term in answer["terms"])


def rounding_kg(answer: Mapping[str, Any]) -> float:
    """How far rounding may have moved the booked figure, by the rows that the answer counts."""
    rows = sum(term["rounded_rows"] for term in answer["terms"])
    return HALF_OF_THE_LAST_DIGIT * (rows + 1)


def cell_value(answer: Mapping[str, Any]) -> float:
    """The value of a cell: its concept, down to the terms of every entry."""
    return _concept(answer["concept"], answer["entries"])


def _concept(concept: Mapping[str, Any], entries: Mapping[str, Any]) -> float:
    if concept["entries"]:
        return fsum(
            row["sign"] * entry_kg(entries[row["ledger_entry_id"]]) for row in concept["entries"]
        ) / 1000  # fmt: skip
    if concept["energy"]:
        return fsum(row["energy_kwh"] for row in concept["energy"]) / 1000
    if not concept["parts"]:
        return float(concept["value"])
    made = [(part, _concept(part["concept"], entries)) for part in concept["parts"]]
    below = [value for part, value in made if part["role"] == "denominator"]
    if not below:
        return fsum(value for _, value in made)
    above = fsum(value * part["weight"] for part, value in made if part["role"] == "numerator")
    return above / fsum(below)


def _product(term: Mapping[str, Any]) -> float:
    product = 1.0
    for one in term["inputs"]:
        product = product / one["value"] if one["divides"] else product * one["value"]
    return product
