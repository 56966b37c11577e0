"""Every number a human can argue with says where it comes from."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.architecture.house import SEEDS, files, name

_PROVENANCE = {"publisher", "edition", "source_locator", "licence", "factor_quality"}
_SHARE_ALIKE = re.compile(r"\b(?:SA|ODbL)\b|share.?alike", re.IGNORECASE)
# The house's own rules: a decision has a reason, not a publisher.
_DECISIONS = SEEDS / "policy"

each_seed = pytest.mark.parametrize("file", files(".csv", SEEDS), ids=lambda file: file.stem)


def test_every_seed_is_described_beside_it() -> None:
    seeds = {file.with_suffix("") for file in files(".csv", SEEDS)}
    described = {file.with_suffix("") for file in files(".yml", SEEDS) if file.name[0] != "_"}

    assert seeds
    assert {name(file) for file in seeds ^ described} == set()


@each_seed
def test_every_row_names_its_source(file: Path) -> None:
    rows = _rows(file)
    sources = [column for column in rows[0] if column in ("source", "source_locator")] or [
        column for column in rows[0] if column.endswith("_source")
    ]
    bare = [line for line, row in enumerate(rows, 2) if not any(row[c] for c in sources)]

    assert sources, "no column says where a row comes from"
    assert bare == [], "lines without a source"


@each_seed
def test_figures_carry_full_provenance(file: Path) -> None:
    columns = set(_rows(file)[0])
    has_figures = "value" in columns or any(column.endswith("_low") for column in columns)
    if not has_figures or file.is_relative_to(_DECISIONS):
        assert columns & {"quality", "factor_quality", "licence", "source"}
        return

    assert columns >= _PROVENANCE or _names_each_source(columns)


@each_seed
def test_provenance_is_filled_in(file: Path) -> None:
    rows = _rows(file)
    if not rows[0].keys() >= _PROVENANCE:
        return
    bare = [line for line, row in enumerate(rows, 2) if not all(row[c] for c in _PROVENANCE)]
    grades = {row["factor_quality"] for row in rows}

    assert bare == []
    assert grades <= set("ABCD")


@each_seed
def test_a_range_holds_its_value_and_has_a_kind(file: Path) -> None:
    rows = _rows(file)
    lows = [column for column in rows[0] if column.endswith("_low")]
    strange = [
        line
        for line, row in enumerate(rows, 2)
        for low in lows
        if (high := row[low.removesuffix("_low") + "_high"]) or row[low]
        if not row[low] or not high or float(row[low]) > float(high)
    ]

    assert strange == []
    assert not lows or "range_kind" in rows[0]


@each_seed
def test_share_alike_data_stands_in_files_of_its_own(file: Path) -> None:
    rows = _rows(file)
    licences = {row["licence"] for row in rows if row.get("licence")}
    share_alike = {licence for licence in licences if _SHARE_ALIKE.search(licence)}

    assert not share_alike or licences == share_alike
    assert bool(share_alike) == file.is_relative_to(SEEDS / "share_alike")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _names_each_source(columns: set[str]) -> bool:
    """A row of several figures names a source and a quality for each of them."""
    sources = {column.removesuffix("_source") for column in columns if column.endswith("_source")}
    return bool(sources) and {f"{figure}_quality" for figure in sources} | {"licence"} <= columns
