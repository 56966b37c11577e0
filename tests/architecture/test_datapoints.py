"""A framework is a seed of datapoints and a model: nothing else knows of it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.house import DBT_PROJECT, SEEDS, files, name

_DISCLOSURES = SEEDS / "disclosures"
_SEEDS = [file for file in files(".csv", _DISCLOSURES) if file.stem.startswith("datapoints_")]
# Two datapoints of one framework never agree in all of these; who has several tables names them.
_KEY = ("framework_version", "table_name", "requirement", "datapoint_id", "line_code", "year_role",
        "concept_key", "breakdown_kind", "breakdown_value")  # fmt: skip

each_framework = pytest.mark.parametrize("seed", _SEEDS, ids=lambda seed: seed.stem)


def test_there_are_frameworks() -> None:
    assert {"datapoints_ghg", "datapoints_eed", "datapoints_secr"} <= {file.stem for file in _SEEDS}


@each_framework
def test_a_framework_has_a_legal_status(seed: Path) -> None:
    known = {(row["framework"], row["framework_version"]) for row in _rows("framework_status")}
    named = {(row["framework"], row["framework_version"]) for row in _rows(seed.stem)}

    assert named
    assert named - known == set()


@each_framework
def test_a_datapoint_stands_once(seed: Path) -> None:
    keys = Counter(tuple(row.get(column) for column in _KEY) for row in _rows(seed.stem))

    assert [key for key, count in keys.items() if count > 1] == []


@each_framework
def test_a_datapoint_asks_for_a_concept_that_is_known(seed: Path) -> None:
    """One of the entity's, or one that the framework's own model computes."""
    known = {row["concept_key"] for row in _rows("disclosure_concepts")}
    own = "".join(file.read_text(encoding="utf-8") for file in _readers(seed.stem))
    asked = {row["concept_key"] for row in _rows(seed.stem)} - {""}

    assert [concept for concept in asked - known if f"'{concept}'" not in own] == []


@each_framework
def test_dimensions_are_json(seed: Path) -> None:
    given = [row["xbrl_dimensions"] for row in _rows(seed.stem) if row["xbrl_dimensions"]]

    assert all(isinstance(json.loads(text), dict) for text in given)


@each_framework
def test_no_file_beside_its_own_names_a_framework(seed: Path) -> None:
    readers = _readers(seed.stem)
    strange = [
        name(file)
        for file in files(".sql", DBT_PROJECT)
        if f"'{seed.stem}'" in file.read_text(encoding="utf-8") and file not in readers
    ]

    assert readers, "no report reads it"
    assert strange == []


def _readers(seed: str) -> list[Path]:
    """The reports that read a seed of datapoints."""
    return [
        file
        for file in files(".sql", DBT_PROJECT / "models")
        if file.name.startswith("rpt_") and f"'{seed}'" in file.read_text(encoding="utf-8")
    ]


def _rows(seed: str) -> list[dict[str, str]]:
    with (_DISCLOSURES / f"{seed}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
