"""The additions that exports check are those that the marts make."""

from __future__ import annotations

import csv
from collections import defaultdict

from publish.disclosed.sums import PARTS
from tests.pipeline import REPOSITORY

_FORMULAS = REPOSITORY / "seeds" / "disclosures" / "disclosure_formulas.csv"


def test_parts_of_totals_are_the_addends_of_the_seed_of_formulas() -> None:
    addends: defaultdict[str, set[str]] = defaultdict(set)
    with _FORMULAS.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["part_role"] == "addend":
                addends[row["concept_key"]].add(row["part_key"])

    assert {total: set(parts) for total, parts in PARTS.items()} == {
        total: addends[total] for total in PARTS
    }
