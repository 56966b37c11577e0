"""What the models compute: the same SQL for both engines, decimal sums, tested formulas."""

from __future__ import annotations

import re

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from tests.architecture import empty_warehouse
from tests.architecture.compiled import Compiled, Model

_MEASURE = re.compile(r".*_(kwh|kgco2e|tco2e|l|cost|quantity|w|kg)(_per_.+)?|.*_per_.+|kgco2e|pue")
_SUMS = {"avg", "sum", "sum_no_overflow"}
_INEXACT = {"DOUBLE", "FLOAT"}
_MAY_HOLD_FORMULAS = ("intermediate", "marts")


@pytest.fixture(scope="module")
def warehouse(duckdb_project: Compiled) -> duckdb.DuckDBPyConnection:
    """Every model over an empty lake."""
    return empty_warehouse.build(duckdb_project)


def test_every_model_parses_in_the_dialect_of_its_engine(project: Compiled) -> None:
    broken: list[str] = []
    for model in project.models:
        try:
            _parsed(model, project.target)
        except sqlglot.ParseError as error:
            broken.append(f"{model.name}: {error}")

    assert project.models
    assert broken == []


def test_both_engines_get_the_same_models(
    duckdb_project: Compiled, spark_project: Compiled
) -> None:
    names = [{model.name for model in one.models} for one in (duckdb_project, spark_project)]

    assert names[0] == names[1]


def test_sums_are_over_exact_numbers(
    duckdb_project: Compiled, warehouse: duckdb.DuckDBPyConnection
) -> None:
    inexact = [
        f"{model.name}: {one.function}({one.argument_type})"
        for model in duckdb_project.models
        for one in empty_warehouse.aggregates(warehouse, model)
        if one.function in _SUMS and one.argument_type in _INEXACT
    ]

    assert inexact == []


def test_marts_give_the_columns_they_promise(
    duckdb_project: Compiled, warehouse: duckdb.DuckDBPyConnection
) -> None:
    differing = {
        model.name: sorted(found.keys() ^ model.columns.keys())
        for model in duckdb_project.models
        if model.layer == "marts"
        if (found := empty_warehouse.column_types(warehouse, model)).keys() != model.columns.keys()
    }

    assert differing == {}


def test_every_formula_has_a_unit_test(duckdb_project: Compiled) -> None:
    untested = [
        model.name
        for model in duckdb_project.models
        if model.layer in _MAY_HOLD_FORMULAS and model.name not in duckdb_project.unit_tested
        if _holds_formula(_parsed(model, "duckdb"))
    ]

    assert untested == []


def _holds_formula(query: exp.Expr) -> bool:
    """A product, a quotient, or a measure added to or taken from something."""
    if query.find(exp.Mul, exp.Div):
        return True
    return any(
        _MEASURE.fullmatch(column.name)
        for operation in query.find_all(exp.Add, exp.Sub)
        for column in operation.find_all(exp.Column)
    )


def _parsed(model: Model, dialect: str) -> exp.Expr:
    return sqlglot.parse_one(model.sql, dialect=dialect)
