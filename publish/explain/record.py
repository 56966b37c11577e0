"""An explanation as plain values: every input with its unit, factors whole, files with hashes.

Belongs here: the one shape that JSON and text show. Does not: writing either.
"""

from collections.abc import Mapping
from typing import Any

from publish.explain.arithmetic import Input, Term, recomputed, rounded_rows, ties
from publish.explain.explanation import Explanation

HOW = (
    "kgco2e = sum over terms of the product of their inputs; an input with divides = true divides. "
    "Rows were rounded to nine decimals before they were added up: rounding is the difference."
)


def record(one: Explanation) -> dict[str, Any]:
    """The explanation of an entry; numbers as they are computed with."""
    booked = one.entry["kgco2e"]
    found = recomputed(one.terms)
    return {
        "entry": dict(one.entry),
        "how": HOW,
        "terms": [_term(term) for term in one.terms],
        "booked_kgco2e": booked,
        "recomputed_kgco2e": found,
        "rounding": {"kgco2e": float(booked) - found, "rows": rounded_rows(one.terms)},
        "ties": bool(one.terms) and ties(one.terms, booked),
        "remark": _remark(one),
        "factors": [dict(row) for row in one.factors],
        "slices": [_without_entry(row) for row in one.slices],
        "scope_rule": dict(one.rule),
        "book": dict(one.book),
        "reverses": dict(one.reversed_entry),
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "what": term.what,
        "inputs": [_input(one) for one in term.inputs],
        "kgco2e": term.kgco2e,
        "rounded_rows": term.rows,
    }


def _input(one: Input) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": one.value,
        "unit": one.unit,
        "divides": one.divides,
        "factor_ids": list(one.factor_ids),
    }


def _remark(one: Explanation) -> str | None:
    """Why the inputs do not give the entry, where they do not."""
    if not one.terms:
        return "No input of this entry is published any more: its book holds it as it was closed."
    if ties(one.terms, one.entry["kgco2e"]):
        return None
    if one.entry["book"] == "open":
        return "The inputs do not give the entry: `tonne run` publishes both anew."
    return (
        "The entry stands as its book closed it, with the factors that it froze; quantities and "
        "rates are those of today. What changed waits among the pending adjustments."
    )


def _without_entry(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "ledger_entry_id"}
