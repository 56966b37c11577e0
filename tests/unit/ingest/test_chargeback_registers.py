"""The registers of the chargeback: policies, shared teams and budgets, and what a row may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lake import Lake
from tests.unit.ingest.closed_books import close, deliver_again
from tests.unit.ingest.test_registers import land, refusal

POLICIES = "valid_from,method,price_id,shared_split,unattributed_owner"
POLICY = "2025-01-01,location,fee,proportional,central"
PRICES = "price_id,kind,currency,price_year,price_per_tco2e,valid_from,valid_to"
PRICE = "fee,fee,EUR,2025,25,2025-01-01,"
SHARED = "team_id,valid_from,valid_to"
BUDGETS = "budget_id,kind,subject_ids,tco2e,gpu_hours,starts_on,ends_on,method"
BUDGET = "p,portfolio,experiment:a;experiment:b,500,9000,2025-01-01,2025-12-31,location"
OPEN = "platform,2025-01-01,"


@pytest.mark.parametrize(
    ("stem", "lines"),
    [
        ("chargeback_policies", (POLICIES, POLICY, "2026-01-01,market,fee,even,central")),
        ("shared_teams", (SHARED, "platform,2025-01-01,2025-10-01", "platform,2025-10-01,")),
        ("budgets", (BUDGETS, BUDGET, "t,team,a;b,2.5,,2025-10-01,2025-10-31,market")),
    ],
)
def test_a_register_of_the_chargeback_lands(home: Path, stem: str, lines: tuple[str, ...]) -> None:
    landed = land(home, stem, *lines)
    assert (landed.slice_id, landed.status, landed.rows) == (stem, "landed", 2)


@pytest.mark.parametrize(
    ("stem", "lines", "column", "words"),
    [
        ("chargeback_policies", (POLICIES, POLICY, POLICY), "valid_from", "on line 2 already"),
        ("chargeback_policies", (POLICIES, POLICY.replace("01-01", "01-15")), "valid_from",
         "within a month"),
        ("chargeback_policies", (POLICIES, POLICY.replace("location", "hourly")), "method",
         "location, market"),
        ("chargeback_policies", (POLICIES, POLICY.replace("proportional", "fair")),
         "shared_split", "even, proportional"),
        ("shared_teams", (SHARED, "unattributed,2025-01-01,"), "team_id", "an owner of its own"),
        ("shared_teams", (SHARED, "a,2025-01-02,"), "valid_from", "within a month"),
        ("shared_teams", (SHARED, "a,2025-01-01,2025-02-02"), "valid_to", "within a month"),
        ("shared_teams", (SHARED, "a,2025-01-01,", "a,2025-03-01,"), "valid_from", "overlaps"),
        ("budgets", (BUDGETS, BUDGET, BUDGET), "budget_id", "on line 2 already"),
        ("budgets", (BUDGETS, BUDGET.replace("500", "0")), "tco2e", "more than zero"),
        ("budgets", (BUDGETS, BUDGET.replace("9000", "-1")), "gpu_hours", "more than zero"),
        ("budgets", (BUDGETS, BUDGET.replace("experiment:b", "model:b")), "subject_ids", "mixes"),
        ("budgets", (BUDGETS, BUDGET.replace("experiment:b", "b")), "subject_ids", "what kind"),
        ("budgets", (BUDGETS, BUDGET.replace("experiment:b", "experiment:a")), "subject_ids",
         "one twice"),
        ("budgets", (BUDGETS, BUDGET.replace("12-31", "12-30")), "ends_on", "its last day"),
        ("budgets", (BUDGETS, BUDGET.replace("2025-01-01", "2026-01-01")), "ends_on", "not after"),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_named(
    home: Path, stem: str, lines: tuple[str, ...], column: str, words: str
) -> None:
    refused = refusal(home, stem, *lines)
    assert refused.place.endswith(f"column {column}")
    assert words in refused.message


@pytest.mark.parametrize(
    ("stem", "before", "after"),
    [
        ("shared_teams", (SHARED, OPEN), (SHARED, "platform,2025-01-01,2025-10-01")),
        ("shared_teams", (SHARED, OPEN), (SHARED, OPEN, "web,2025-10-01,")),
        ("shared_teams", (SHARED, OPEN), (SHARED,)),
        ("chargeback_policies", (POLICIES, POLICY), (POLICIES, POLICY.replace("fee", "shadow"))),
        ("chargeback_policies", (POLICIES,), (POLICIES, POLICY)),
        ("carbon_prices", (PRICES, PRICE), (PRICES, PRICE.replace(",25,", ",30,"))),
    ],
)
def test_a_rule_that_would_change_an_issued_statement_is_refused(
    home: Path, stem: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert land(home, stem, *before).status == "landed"
    close(home, "2025-10", "2025-10")
    assert deliver_again(home, stem, *after).status == "quarantined"
    [refused] = Lake(home / "lake").quarantined()
    assert "2025-10, whose statements are issued" in refused.message
    assert "not closed" in refused.message


def test_a_rule_may_end_with_the_last_closed_month_or_change_an_open_one(home: Path) -> None:
    land(home, "shared_teams", SHARED, OPEN)
    close(home, "2025-10", "2025-10")
    later = (SHARED, "platform,2025-01-01,2025-11-01", "web,2025-11-01,")
    assert deliver_again(home, "shared_teams", *later).status == "landed"


def test_a_month_that_was_opened_again_may_be_ruled_anew(home: Path) -> None:
    land(home, "shared_teams", SHARED, OPEN)
    close(home, "2025-10", "2025-10")
    other = (SHARED, "web,2025-01-01,")
    assert deliver_again(home, "shared_teams", *other).status == "quarantined"
    close(home, "2025-10", "2025-10", event="reopen")
    assert deliver_again(home, "shared_teams", *other).status == "landed"
