"""Each model declares what it is, as its layer asks."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.architecture.compiled import Compiled, Model
from tests.architecture.house import MODELS, files, name

_NAMES = {
    "staging": re.compile(r"stg_[a-z0-9]+__[a-z0-9_]+"),
    "intermediate": re.compile(r"int_[a-z0-9_]+"),
    "marts": re.compile(r"(?:fct|dim|bridge)_[a-z0-9_]+|rpt_[a-z0-9]+(?:_[a-z0-9]+)*__[a-z0-9_]+"),
}
# Those that the slice mechanism builds; whatever else is made anew each time.
_INCREMENTAL = {
    "int_usage_daily",
    "fct_resource_estimates_daily",
    "int_device_energy_hourly",
    "int_device_utilisation_hourly",
}
_GRAIN = re.compile(r"(?:exactly )?one row\b", re.IGNORECASE)


def test_every_model_has_a_yaml_of_its_own() -> None:
    models = {file.with_suffix("") for file in files(".sql", MODELS)}
    declared = {file.with_suffix("") for file in files(".yml", MODELS) if file.name[0] != "_"}

    assert models
    assert {name(file) for file in models ^ declared} == set()


def test_a_model_yaml_declares_that_model_only() -> None:
    strange = [
        name(file)
        for file in files(".yml", MODELS)
        if file.name[0] != "_"
        if [model["name"] for model in _yaml(file).get("models", [])] != [file.stem]
    ]

    assert strange == []


def test_models_are_named_for_their_layer(duckdb_project: Compiled) -> None:
    strange = [
        model.name
        for model in duckdb_project.models
        if not _NAMES[model.layer].fullmatch(model.name)
    ]

    assert strange == []


def test_every_model_states_its_grain_first(duckdb_project: Compiled) -> None:
    silent = [
        model.name
        for model in duckdb_project.models
        if not _GRAIN.match(model.node["description"].strip())
    ]

    assert silent == []


def test_every_mart_is_a_table_under_contract(duckdb_project: Compiled) -> None:
    marts = _marts(duckdb_project)
    loose = [
        model.name
        for model in marts
        if not model.node["config"]["contract"]["enforced"]
        or model.node["config"]["materialized"] not in ("table", "incremental")
    ]

    assert marts
    assert loose == []


def test_every_column_of_a_mart_has_a_type_and_a_meaning(duckdb_project: Compiled) -> None:
    bare = [
        f"{model.name}.{column}"
        for model in _marts(duckdb_project)
        for column, declared in model.columns.items()
        if not declared["data_type"] or not declared["description"].strip()
    ]

    assert bare == []


def test_additive_measures_of_marts_are_decimal(duckdb_project: Compiled) -> None:
    kinds = {r".*(_kwh|kgco2e|tco2e|_l)": "decimal(38,9)", r".*_(cost|quantity)": "decimal(38,12)"}
    loose = [
        f"{model.name}.{column} {declared['data_type']}"
        for model in _marts(duckdb_project)
        for column, declared in model.columns.items()
        for pattern, wanted in kinds.items()
        if re.fullmatch(pattern, column) and "_per_" not in column
        if str(declared["data_type"]).replace(" ", "").lower() != wanted
    ]

    assert loose == []


def test_columns_of_marts_are_named_for_their_type(duckdb_project: Compiled) -> None:
    endings = {
        "boolean": re.compile(r"(is|has)_.+"),
        "timestamp": re.compile(r".+_at"),
        "date": re.compile(r".+_(date|month|on|from|to)"),
    }
    strange = [
        f"{model.name}.{column} {declared['data_type']}"
        for model in _marts(duckdb_project)
        for column, declared in model.columns.items()
        if (pattern := endings.get(str(declared["data_type"]).lower()))
        and not pattern.fullmatch(column)
    ]

    assert strange == []


def test_tonnes_stand_in_reports_only(duckdb_project: Compiled) -> None:
    tonnes = [
        f"{model.name}.{column}"
        for model in duckdb_project.models
        if not model.name.startswith("rpt_")
        for column in model.columns
        if "tco2e" in column and "kgco2e" not in column and "per_tco2e" not in column
    ]

    assert tonnes == []


def test_only_the_slice_models_are_incremental(duckdb_project: Compiled) -> None:
    incremental = {
        model.name
        for model in duckdb_project.models
        if model.node["config"]["materialized"] == "incremental"
    }
    columns = {
        model.name: {"slice_id", "build_key"} - model.columns.keys()
        for model in duckdb_project.models
        if model.name in incremental
    }

    assert incremental == _INCREMENTAL
    assert not any(columns.values()), columns


def _marts(project: Compiled) -> list[Model]:
    return [model for model in project.models if model.layer == "marts"]


def _yaml(file: Path) -> dict[str, list[dict[str, str]]]:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
