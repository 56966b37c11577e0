"""A disclosed cell as plain values: its concept, the tree below it, and every entry explained.

Belongs here: the one shape that JSON and text show of a cell. Does not: writing either.
"""

from typing import Any

from publish.explain import concepts, disclosed_cell, explanation
from publish.explain.concepts import Concept
from publish.explain.record import record
from publish.reading import Marts, Row

HOW = (
    "The value of a concept is the sum of sign x kgco2e of its entries / 1000, or of its energy in "
    "kWh / 1000, or of its addends; a ratio is numerator x weight / denominator. Each entry is the "
    "sum of its terms. What has nothing below it is stated as it is."
)
_EXACT_SHARE = 1e-9
_LAST_DIGIT = 1e-9


def cell(marts: Marts, text: str) -> dict[str, Any]:
    """Everything that a cell is made of.

    Raises:
        UnknownEntryError: the text names no cell of a disclosure.
        NotPublishedError: nothing published maps concepts to entries.
    """
    found = disclosed_cell.find(marts, disclosed_cell.parse(text))
    marts.require(concepts.TABLES)
    tree = _tree(marts, found)
    ids = sorted({row["ledger_entry_id"] for row in tree.all_entries()})
    entries = {one.entry["ledger_entry_id"]: record(one) for one in explanation.explain(marts, ids)}
    made = tree.made()
    return {
        "cell": dict(found),
        "how": HOW,
        "concept": _concept(tree),
        "recomputed": made,
        "ties": _ties(found["value"], made, tree.size()),
        "remark": _remark(found["value"], tree, made),
        "entries": {one: _without(entry, "factors", "slices") for one, entry in entries.items()},
        "factors": {row["factor_id"]: row for one in entries.values() for row in one["factors"]},
        "slices": {
            f"{row['slice_id']} {row['slice_version']}": row
            for one in entries.values()
            for row in one["slices"]
        },
    }


def _tree(marts: Marts, found: Row) -> Concept:
    """What is below a cell.

    Nothing is below a target, below a base year that nobody set, and below what a table says of a
    quantity beside its value, such as the share of a kind of credits.
    """
    year = found["reported_fiscal_year"]
    alone = Concept(found["concept_key"], found["fiscal_year"], found["value"], found["unit"])
    if found["year_role"] == "target" or year is None:
        return alone
    tree = concepts.concept(marts, found["entity_id"], year, found["concept_key"])
    return tree if tree.value == found["value"] else alone


def _concept(tree: Concept) -> dict[str, Any]:
    return {
        "concept_key": tree.key,
        "fiscal_year": tree.year,
        "value": tree.value,
        "unit": tree.unit,
        "omitted_reason": tree.omitted_reason,
        "entries": [_without(dict(row), "concept_key") for row in tree.entries],
        "energy": [dict(row) for row in tree.energy],
        "parts": [
            {"role": part.role, "weight": part.weight, "concept": _concept(part.of)}
            for part in tree.parts
        ],
    }


def _ties(value: Any, made: float | None, rounded: int) -> bool:
    """To a billionth, or to the last digit of each quantity that was rounded on the way."""
    if value is None or made is None:
        return value is None
    allowed = max(_EXACT_SHARE * abs(float(value)), _LAST_DIGIT * rounded)
    return abs(float(value) - made) <= allowed


def _remark(value: Any, tree: Concept, made: float | None) -> str | None:
    if value is None:
        return "Nothing is stated: " + (tree.omitted_reason or "the cell has no value.")
    if _ties(value, made, tree.size()):
        return None
    return (
        "The cell is not what stands below it: a base year that was recalculated, or a year before "
        "these books, is stated in a register."
    )


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
