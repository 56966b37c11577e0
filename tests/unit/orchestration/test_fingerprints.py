"""A build key changes with what a slice is made from, and with nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.lake import Manifest
from orchestration.fingerprints import Contracts, months_beside, slice_versions
from orchestration.model_graph import ModelGraph
from tests.unit.orchestration.landed_files import manifest

CONTRACTS = Contracts(
    columns={
        "aws_cur2": {"line_item_unblended_cost": "double"},
        "grid_hourly": {"value_gco2e_per_kwh": "double"},
        "organisation_teams": {"team_id": "varchar"},
    },
    usage_kinds=frozenset({"aws_cur2"}),
)
MONTHS = ("2025-08", "2025-09", "2025-10", "2025-11", "2025-12")
Keys = dict[tuple[str, str], str]
Changed = set[tuple[str, str]]


def _lake(
    *, bill: str = "v1", grid: dict[str | None, str] | None = None, teams: str = "t1"
) -> list[Manifest]:
    months = grid or {month: f"grid {month}" for month in MONTHS}
    return [
        *(
            manifest(
                "aws_cur2",
                f"acme__{month}",
                periods=(month,),
                version=bill if month == "2025-10" else "v1",
            )
            for month in MONTHS
        ),
        manifest("grid_hourly", "grid__eu", periods=MONTHS, files=months),
        manifest("organisation_teams", "teams", version=teams),
    ]


@pytest.fixture
def keys(toy_manifest: dict[str, Any], toy_dir: Path) -> Callable[..., Keys]:
    """The key of every (model, month) for a lake, and for a manifest changed by `edit`."""

    def of(
        lake: list[Manifest] | None = None,
        edit: Callable[[dict[str, Any]], None] = lambda _: None,
        contracts: Contracts = CONTRACTS,
    ) -> Keys:
        edited = copy.deepcopy(toy_manifest)
        edit(edited)
        rows = slice_versions(ModelGraph(edited, toy_dir), lake or _lake(), contracts)
        return {(row.model, row.slice_id.removeprefix("acme__")): row.build_key for row in rows}

    return of


def _changed(before: Keys, after: Keys) -> Changed:
    assert before.keys() == after.keys()
    return {place for place in before if before[place] != after[place]}


def _both(*months: str) -> Changed:
    return {(model, month) for model in ("daily", "facts") for month in months}


def test_every_model_and_slice_has_a_key_of_its_own(keys: Callable[..., Keys]) -> None:
    first = keys()

    assert set(first) == _both(*MONTHS)
    assert len(set(first.values())) == len(first)
    assert keys() == first


def test_a_restated_bill_touches_its_own_month(keys: Callable[..., Keys]) -> None:
    assert _changed(keys(), keys(_lake(bill="v2"))) == _both("2025-10")


def test_a_changed_grid_month_touches_the_month_and_those_beside(keys: Callable[..., Keys]) -> None:
    grid: dict[str | None, str] = {month: f"grid {month}" for month in MONTHS}
    grid["2025-10"] = "restated"

    assert _changed(keys(), keys(_lake(grid=grid))) == _both("2025-09", "2025-10", "2025-11")


def test_a_register_touches_only_the_model_that_reads_it(keys: Callable[..., Keys]) -> None:
    assert _changed(keys(), keys(_lake(teams="t2"))) == {("facts", month) for month in MONTHS}


def test_a_seed_touches_only_the_model_that_reads_it(
    keys: Callable[..., Keys], toy_dir: Path
) -> None:
    before = keys()
    (toy_dir / "../seeds/prices.csv").write_text("price\n4.0\n")

    assert _changed(before, keys()) == {("facts", month) for month in MONTHS}


def test_a_seed_upstream_touches_the_model_behind_too(
    keys: Callable[..., Keys], toy_dir: Path
) -> None:
    before = keys()
    (toy_dir / "../seeds/regions.csv").write_text("region\nus\n")

    assert _changed(before, keys()) == _both(*MONTHS)


def test_a_seed_that_nobody_reads_touches_nothing(keys: Callable[..., Keys], toy_dir: Path) -> None:
    before = keys()
    (toy_dir / "../seeds/unused.csv").write_text("word\nelse\n")

    assert _changed(before, keys()) == set()


def test_a_seed_larger_than_dbt_hashes_is_told_apart(
    keys: Callable[..., Keys], toy_dir: Path
) -> None:
    seed = toy_dir / "../seeds/prices.csv"
    seed.write_text("price\n" + "4.0\n" * 300_000)
    before = keys()
    seed.write_text("price\n" + "4.0\n" * 299_999 + "5.0\n")

    assert _changed(before, keys()) == {("facts", month) for month in MONTHS}


@pytest.mark.parametrize(
    ("macro", "models"),
    [("halved", {"facts"}), ("default__doubled", {"daily", "facts"}), ("is_incremental", set())],
)
def test_a_macro_touches_the_models_that_call_it(
    keys: Callable[..., Keys], macro: str, models: set[str]
) -> None:
    def edit(of: dict[str, Any]) -> None:
        package = "dbt" if macro == "is_incremental" else "toy"
        of["macros"][f"macro.{package}.{macro}"]["macro_sql"] += " {# changed #}"

    changed = _changed(keys(), keys(edit=edit))

    assert changed == {(model, month) for model in models for month in MONTHS}


def test_a_view_on_the_way_touches_the_model_that_reads_it(keys: Callable[..., Keys]) -> None:
    def edit(of: dict[str, Any]) -> None:
        of["nodes"]["model.toy.staged_teams"]["raw_code"] += " where 1 = 1"

    assert _changed(keys(), keys(edit=edit)) == {("facts", month) for month in MONTHS}


def test_words_about_a_model_touch_nothing(keys: Callable[..., Keys]) -> None:
    def edit(of: dict[str, Any]) -> None:
        of["nodes"]["model.toy.daily"]["description"] = "Better words."
        of["nodes"]["model.toy.daily"]["config"]["meta"] = {"owner": "somebody"}

    assert _changed(keys(), keys(edit=edit)) == set()


def test_a_raw_column_of_another_type_touches_what_reads_its_kind(
    keys: Callable[..., Keys],
) -> None:
    columns = {**CONTRACTS.columns, "organisation_teams": {"team_id": "bigint"}}
    other = Contracts(columns, CONTRACTS.usage_kinds)

    assert _changed(keys(), keys(contracts=other)) == {("facts", month) for month in MONTHS}


def test_a_retired_slice_has_no_key(keys: Callable[..., Keys]) -> None:
    retired = next(one for one in _lake() if one.slice_id == "acme__2025-10")
    tombstone = retired.tombstone(by="person", signal="v1")
    lake = [tombstone if one.slice_id == retired.slice_id else one for one in _lake()]

    assert set(keys()) - set(keys(lake)) == _both("2025-10")


def test_a_year_begins_beside_a_december() -> None:
    assert months_beside("2025-01") == ("2024-12", "2025-01", "2025-02")
    assert months_beside("2025-12") == ("2025-11", "2025-12", "2026-01")


def test_a_slice_is_computed_by_the_models_that_read_its_kind(keys: Callable[..., Keys]) -> None:
    samples = manifest("agent_samples", "acme__host-a", periods=("2025-10",), version="v1")
    contracts = Contracts(CONTRACTS.columns, CONTRACTS.usage_kinds, frozenset({"agent_samples"}))

    assert keys([*_lake(), samples], contracts=contracts) == keys()


def test_a_model_upstream_that_lacks_the_slice_counts_whole(keys: Callable[..., Keys]) -> None:
    contracts = Contracts(CONTRACTS.columns, CONTRACTS.usage_kinds, frozenset({"agent_samples"}))

    def read_energy(edited: dict[str, Any]) -> None:
        nodes, sources = edited["nodes"], edited["sources"]
        sources["source.toy.raw.agent_samples"] = {"name": "agent_samples"}
        energy = copy.deepcopy(nodes["model.toy.daily"]) | {"name": "energy"}
        energy |= {"unique_id": "model.toy.energy"}
        energy["depends_on"] = {"nodes": ["source.toy.raw.agent_samples"], "macros": []}
        nodes["model.toy.energy"] = energy
        nodes["model.toy.facts"]["depends_on"]["nodes"].append("model.toy.energy")

    def of(version: str) -> Keys:
        samples = manifest("agent_samples", "acme__host-a", version=version)
        return keys([*_lake(), samples], edit=read_energy, contracts=contracts)

    before, after = of("v1"), of("v2")

    assert _changed(before, after) >= {("facts", month) for month in MONTHS}
    assert not _changed(before, after) & {("daily", month) for month in MONTHS}
    assert ("energy", "host-a") in before
    assert ("daily", "host-a") not in before
