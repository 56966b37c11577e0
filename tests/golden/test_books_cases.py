"""The cases of the research data about closed books: what waits, what is restated, what was stated.

Belongs here: rows of `cases/golden.csv` whose part is `books`, from rows to report. Does not: the
commands that write books, disclosure tables, chargeback.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.injected import Given, Row, books_of, estimate, figure, opened
from tests.injected_books import APPROVED_BY, PREPARED_BY, close, post, rebuild

pytestmark = pytest.mark.slow

_CLOSE = "G14-CLOSE-AND-CHARGE"
_YEAR = (date(2025, 1, 1), date(2025, 12, 1))
_MONTH = "2025-10"
_AWS = {"provider": "aws", "region_id": "us-east-1", "service_name": "AmazonEC2"}
_TOOL = {"provider": "aws", "tool": "aws_ccft", "service_name": "AmazonEC2",
         "region_code": "us-east-1"}  # fmt: skip
_ESTIMATED_T, _REPORTED_T = 90, 400
"""What the line holds of an account that is estimated when the year closes, and of one whose cloud
has told; the rest of the line is an account that no cloud tells of."""

_STATED = """
select
    sum(location_tco2e) filter (where s3_subcategory = '1.1') as line_t,
    sum(location_tco2e) filter (where scope = 3) as scope3_t
from marts.rpt_ghg__inventory where fiscal_year = 2025
"""
_WAITING = """
select adjustment_kind, sum(kgco2e) / 1000 as t, bool_and(is_due) as is_due,
    max(cumulative_share) as share
from marts.fct_pending_adjustments where method = 'location' group by all
"""
_LOG = """
select adjustment_kind, previous_tco2e, change_tco2e, current_tco2e, prepared_by, approved_by
from marts.rpt_audit__restatements where method = 'location' and s3_subcategory = '1.1'
"""


@dataclass
class Told:
    """What the reports say at each step of a case."""

    stated: dict[str, Row] = field(default_factory=dict)
    waiting: dict[str, list[Row]] = field(default_factory=dict)
    log: list[Row] = field(default_factory=list)


@pytest.fixture(scope="module")
def case(shared_dir: Path) -> Mapping[str, Any]:
    """What the case gives and expects."""
    with (shared_dir / "cases" / "golden.csv").open(newline="", encoding="utf-8") as file:
        [row] = [row for row in csv.DictReader(file) if row["case_id"] == _CLOSE]
    return {**json.loads(row["inputs"])["close"], "expected": json.loads(row["expected"])}


@pytest.fixture(scope="module")
def told(case: Mapping[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A closed year; an actual that comes late; another account recast; both posted."""
    known, late, recast = _deliveries(case)
    given = Given(estimates=_estimates(case), figures=known)
    database = books_of(tmp_path_factory, tmp_path_factory.mktemp("closed"), given)
    told = Told()
    close(database, *_YEAR, kind="close_year")
    for step, figures in {"closed": known, "late": late, "recast": recast}.items():
        rebuild(database, figures)
        _ask(database, step, told)
    post(database, *_YEAR)
    rebuild(database)
    _ask(database, "posted", told)
    with opened(database) as connection:
        told.log = _rows(connection.execute(_LOG))
    return told


def test_a_year_is_closed_with_nothing_to_post(case: Mapping[str, Any], told: Told) -> None:
    assert _stated(told, "closed") == (case["line_t"], case["scope3_t"])
    assert told.waiting["closed"] == []


def test_a_late_actual_waits_below_the_threshold(case: Mapping[str, Any], told: Told) -> None:
    expected = case["expected"]["after_first"]
    [waiting] = told.waiting["late"]
    assert waiting["adjustment_kind"] == case["late"][0]["kind"]
    assert float(waiting["t"]) == expected["pending_adjustments_t"]
    assert waiting["is_due"] is expected["restated"]
    assert _stated(told, "late")[0] == expected["published_line_t"]


def test_both_are_due_once_their_sum_reaches_the_threshold(
    case: Mapping[str, Any], told: Told
) -> None:
    expected = case["expected"]["after_second"]
    waiting = {one["adjustment_kind"]: one for one in told.waiting["recast"]}
    assert {kind: float(one["t"]) for kind, one in waiting.items()} == {
        one["kind"]: one["t"] for one in case["late"]
    }
    assert {one["share"] for one in waiting.values()} == {expected["cumulative"]}
    assert all(one["is_due"] for one in waiting.values()) is expected["restated"]
    assert _stated(told, "recast") == (case["line_t"], case["scope3_t"])


def test_published_is_closed_and_posted_and_what_was_stated_is_kept(
    case: Mapping[str, Any], told: Told
) -> None:
    expected = case["expected"]["after_second"]
    assert _stated(told, "posted") == (expected["currently_stated_line_t"], expected["scope3_t"])
    assert told.waiting["posted"] == []
    assert {one["adjustment_kind"]: float(one["change_tco2e"]) for one in told.log} == {
        one["kind"]: one["t"] for one in case["late"]
    }
    for one in told.log:
        assert float(one["previous_tco2e"]) == expected["previously_stated_line_t"]
        assert float(one["current_tco2e"]) == expected["currently_stated_line_t"]
        assert (one["prepared_by"], one["approved_by"]) == (PREPARED_BY, APPROVED_BY)


def _estimates(case: Mapping[str, Any]) -> list[Row]:
    steady = case["line_t"] - _ESTIMATED_T - _REPORTED_T
    outside = case["scope3_t"] - case["line_t"]
    return [
        _estimated("late", _ESTIMATED_T),
        _estimated("recast", _ESTIMATED_T),
        _estimated("steady", steady),
        estimate(
            "steady", _MONTH, "a", **_AWS, carbon_bucket="outside_tool", evidence_tier=5,
            resource_kind="support", other_kgco2e=outside * 1000,
        ),
    ]  # fmt: skip


def _estimated(account: str, tonnes: float) -> Row:
    kg = tonnes * 1000
    return estimate(
        account, _MONTH, "a", **_AWS, carbon_bucket="AmazonEC2", energy_it_kwh=kg,
        energy_overhead_kwh=0, electricity_location_kgco2e=kg,
        electricity_location_hourly_kgco2e=kg, electricity_market_kgco2e=kg,
    )  # fmt: skip


def _deliveries(case: Mapping[str, Any]) -> tuple[list[Row], list[Row], list[Row]]:
    """The clouds' figures as the year closes, with the late actual, and with the new model."""
    actual, recast = (one["t"] for one in case["late"])
    known = _figures("recast", _REPORTED_T, "v3.0.1")
    late = known + _figures("late", _ESTIMATED_T + actual, "v3.0.1")
    return known, late, late + _figures("recast", _REPORTED_T + recast, "v3.1.0")


def _figures(account: str, tonnes: float, model: str) -> list[Row]:
    return [
        figure(account, _MONTH, measure, tonnes * 1000, **_TOOL, model_version=model,
               billing_account_id=account, slice_id=f"figures {account} {model}")
        for measure in ("s2_location", "s2_market")
    ]  # fmt: skip


def _ask(database: Path, step: str, told: Told) -> None:
    with opened(database) as connection:
        [told.stated[step]] = _rows(connection.execute(_STATED))
        told.waiting[step] = _rows(connection.execute(_WAITING))


def _stated(told: Told, step: str) -> tuple[float, float]:
    stated = told.stated[step]
    return float(stated["line_t"]), float(stated["scope3_t"])


def _rows(cursor: Any) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
