"""A framework that nobody knew is a seed of datapoints and a model: no other file changes."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.injected import DATABASE, ground, opened, replace, run_dbt
from tests.own_factors import copy_code, seed

pytestmark = pytest.mark.slow

_SEED, _MODEL = "datapoints_house", "rpt_house__climate"
# Whose YAML is copied: what describes one framework describes any.
_SEED_LIKE, _MODEL_LIKE = "datapoints_vsme", "rpt_vsme__b3"
_YEARS = {"entity_id": "acme", "fiscal_year": 2025}
_STATED = {"entity_id": "acme", "breakdown_kind": "none", "unit": "tCO2e"}


def test_a_seed_and_a_model_are_a_framework(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    code = copy_code(tmp_path / "code")
    known = _content(code)
    _add_framework(code)
    database = _stated(tmp_path_factory, tmp_path)

    run_dbt(database, "build", "--select", _SEED, _MODEL, project=code / "dbt_project")

    assert {file: text for file, text in _content(code).items() if file in known} == known
    assert _rows(database) == [
        ("house", "mine", "n", 2025, 12, 10, True, None),
        ("house", "mine", "n_minus_1", 2024, 8, None, False, None),
        ("house", "missing", "n", 2025, None, None, False, "not_relevant: nobody travels"),
    ]


def _add_framework(code: Path) -> None:
    lines = {("mine", "n"): "S1", ("mine", "n_minus_1"): "S1", ("missing", "n"): "S3_06"}
    like = seed(_SEED_LIKE)[0] | {"framework": "house", "framework_version": "1", "unit": "tCO2e"}
    rows = [
        like | {"datapoint_id": point, "year_role": role, "concept_key": concept}
        for (point, role), concept in lines.items()
    ]
    seeds, models = code / "seeds/disclosures", code / "dbt_project/models/marts/disclosures"
    with (seeds / f"{_SEED}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(like), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (models / f"{_MODEL}.sql").write_text(f"{{{{ disclosed('{_SEED}') }}}}\n", encoding="utf-8")
    _copy_renamed(seeds / f"{_SEED_LIKE}.yml", _SEED_LIKE, _SEED)
    _copy_renamed(models / f"{_MODEL_LIKE}.yml", _MODEL_LIKE, _MODEL)


def _copy_renamed(file: Path, name: str, new: str) -> None:
    text = file.read_text(encoding="utf-8").replace(name, new)
    file.with_stem(new).write_text(text, encoding="utf-8")


def _stated(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A warehouse in which two years are stated, one of them anew."""
    database = Path(shutil.copy(ground(factory) / DATABASE, folder / DATABASE))
    with duckdb.connect(str(database)) as connection:
        replace(
            connection, "marts.dim_reported_year",
            [{**_YEARS, "year_role": role, "reported_fiscal_year": year}
             for role, year in (("n", 2025), ("n_minus_1", 2024))],
        )  # fmt: skip
        replace(
            connection, "marts.fct_disclosure_values",
            [
                {**_STATED, "fiscal_year": year, "concept_key": concept, "statement": statement,
                 "value": value, "omitted_reason": reason}
                for year, concept, statement, value, reason in (
                    (2025, "S1", "current", 12, None),
                    (2025, "S1", "previous", 10, None),
                    (2024, "S1", "current", 8, None),
                    (2025, "S3_06", "current", None, "not_relevant: nobody travels"),
                )
            ],
        )  # fmt: skip
    return database


def _rows(database: Path) -> list[tuple[object, ...]]:
    with opened(database) as connection:
        return connection.execute(
            "select framework, datapoint_id, year_role, reported_fiscal_year, value, "
            f"previous_value, is_restated, omitted_reason from marts.{_MODEL} order by all"
        ).fetchall()


def _content(code: Path) -> dict[Path, bytes]:
    return {
        file: file.read_bytes()
        for folder in ("seeds", "dbt_project/models", "dbt_project/macros", "publish")
        for file in (code / folder).rglob("*")
        if file.is_file()
    }
