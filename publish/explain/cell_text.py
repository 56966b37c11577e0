"""A disclosed cell as text: the tree of its concept, and its largest entries.

Belongs here: lines. Does not: the arithmetic of an entry, which `tonne explain` gives by its id.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from publish import cells
from publish.explain.text import number

_SHOWN = 10
_STEP = "  "


def lines(record: Mapping[str, Any]) -> Iterator[str]:
    """A cell, line by line."""
    yield from map(cells.visible, _lines(record))


def _lines(record: Mapping[str, Any]) -> Iterator[str]:
    cell = record["cell"]
    yield (
        f"{cell['framework']} {cell['framework_version']}, {cell['requirement']} "
        f"{cell['line_code']}, {cell['label']}"
    )
    shown = "not stated" if cell["value"] is None else f"{number(cell['value'])} {cell['unit']}"
    yield f"{_STEP}{cell['year_role']} of {cell['fiscal_year']}: {shown}"
    yield from _concept(record["concept"], record["entries"], 1)
    if record["remark"]:
        yield f"{_STEP}{record['remark']}"
    yield f"{_STEP}computed again from what stands below: {number(record['recomputed'])}"
    yield (
        f"{_STEP}{len(record['entries'])} entries, {len(record['factors'])} factors, "
        f"{len(record['slices'])} landed slices; `--format json` has every input"
    )


def _concept(
    concept: Mapping[str, Any], entries: Mapping[str, Any], depth: int
) -> Iterator[str]:  # fmt: skip
    indent = _STEP * depth
    value = "not stated" if concept["value"] is None else number(concept["value"])
    yield f"{indent}{concept['concept_key']} {concept['fiscal_year']}: {value} {concept['unit']}"
    for row in concept["entries"][:_SHOWN]:
        entry = entries[row["ledger_entry_id"]]["entry"]
        yield (
            f"{indent}{_STEP}{row['ledger_entry_id']} {number(row['kgco2e'])} kgCO2e "
            f"{entry['activity_month']:%Y-%m} {entry['provider']} {entry['region_id']} "
            f"{entry['component']} {entry['method']} {entry['entry_type']}"
        )
    if (more := len(concept["entries"]) - _SHOWN) > 0:
        yield f"{indent}{_STEP}and {more} more, each smaller"
    for row in concept["energy"]:
        yield f"{indent}{_STEP}{row['activity_month']:%Y-%m} {number(row['energy_kwh'])} kWh"
    for part in concept["parts"]:
        sign = {"numerator": f"x {part['weight']}", "denominator": "over"}.get(part["role"], "+")
        yield f"{indent}{_STEP}{sign}"
        yield from _concept(part["concept"], entries, depth + 2)
