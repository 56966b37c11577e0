"""What nobody sells gets a figure and says so, and changes no other row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.physical.lines import MADE_UP_ACCOUNT, MADE_UP_TEAM
from tests.pipeline import assert_same, facts, published

Facts = dict[str, dict[str, Any]]

_FIGURES = ("energy_it_kwh", "electricity_location_kgco2e", "electricity_market_kgco2e",
            "upstream_location_kgco2e", "hardware_kgco2e")  # fmt: skip


@pytest.mark.parametrize(
    ("what", "flag"),
    [
        ("region", "unknown_region"),
        ("accelerator", "unknown_accelerator"),
        ("instance", "instance_size"),
        ("size", "instance_size"),
    ],
)
def test_a_made_up_part_gives_flagged_figures(
    what: str, flag: str, made_up: Facts, made_up_home: Path
) -> None:
    fact = made_up[f"made-up-{what}"]
    assert flag in fact["fallback"].split(",")
    assert fact["evidence_tier"] == 4
    for column in _FIGURES:
        assert float(fact[column]) > 0, column
    listed = fact["service_name"], fact["region_id"], fact["fallback"]
    assert listed in _unmapped(made_up_home)


def test_a_made_up_region_takes_the_mean_of_the_world(made_up: Facts) -> None:
    fact = made_up["made-up-region"]
    assert (fact["region_id"], fact["intensity_level"]) == ("xx-atlantis-1", "world")
    kwh = float(fact["energy_it_kwh"] + fact["energy_overhead_kwh"])
    assert 0.3 < float(fact["electricity_location_kgco2e"]) / kwh < 0.6
    known = made_up["i-m5.large"]
    assert fact["energy_it_kwh"] == known["energy_it_kwh"]
    assert fact["hardware_kgco2e"] == known["hardware_kgco2e"]


def test_a_made_up_accelerator_type_draws_as_one(made_up: Facts) -> None:
    watts = float(made_up["made-up-accelerator"]["energy_it_kwh"])
    without = float(made_up["i-m7i.48xlarge"]["energy_it_kwh"])
    assert without + 1_000 < watts < 11_000
    assert made_up["made-up-accelerator"]["hardware_kgco2e"] > made_up["made-up-instance"][
        "hardware_kgco2e"
    ] * 12  # fmt: skip


def test_a_board_that_nobody_knows_has_the_range_of_all_boards(made_up: Facts) -> None:
    unknown, known = made_up["made-up-accelerator"], made_up["i-p5.48xlarge"]
    assert _spread(unknown) > 2 > _spread(known)


def test_a_made_up_instance_draws_as_its_size(made_up: Facts) -> None:
    watts = float(made_up["made-up-instance"]["energy_it_kwh"])
    assert 16 * 0.5 < watts < 16 * 8
    assert float(made_up["made-up-size"]["energy_it_kwh"]) == pytest.approx(watts / 8, rel=1e-6)


def test_a_made_up_service_falls_to_spend_in_sight(made_up: Facts, made_up_home: Path) -> None:
    fact = made_up["made-up-service"]
    assert (fact["evidence_tier"], fact["carbon_bucket"]) == (5, "Other")
    assert float(fact["other_kgco2e"]) > 0
    assert fact["energy_it_kwh"] is fact["hardware_kgco2e"] is None
    services = {(service, reason) for service, _, reason in _unmapped(made_up_home)}
    assert ("AmazonTimeTravel", "service without an energy model") in services


def test_a_made_up_line_type_is_uncovered_not_dropped(made_up: Facts, made_up_home: Path) -> None:
    fact = made_up["made-up-line_type"]
    assert fact["no_emission_reason"] == "unknown line item type"
    assert fact["billed_cost"] == 1
    assert fact["energy_it_kwh"] is fact["electricity_location_kgco2e"] is None
    with published(made_up_home) as connection:
        uncovered = connection.execute(
            "select no_emission_reason, row_count from marts.rpt_audit__coverage "
            "where coverage_class = 'uncovered'"
        ).fetchall()
    assert uncovered == [("unknown line item type", 1)]


def test_energy_does_not_depend_on_the_currency(made_up: Facts) -> None:
    strange, known = made_up["made-up-currency"], made_up["i-m5.large"]
    assert strange["billing_currency"] == "XTS"
    for column in _FIGURES:
        assert strange[column] == known[column], column


@pytest.mark.parametrize(
    ("mart", "where"),
    [
        ("fct_resource_estimates_daily", f"sub_account_id <> '{MADE_UP_ACCOUNT}'"),
        ("fct_resource_emissions_monthly", f"sub_account_id <> '{MADE_UP_ACCOUNT}'"),
        ("fct_carbon_ledger", f"sub_account_id <> '{MADE_UP_ACCOUNT}'"),
        ("fct_carbon_ledger_by_method", f"sub_account_id <> '{MADE_UP_ACCOUNT}'"),
        ("rpt_ghg__team_service_monthly", f"team_id <> '{MADE_UP_TEAM}'"),
    ],
)
def test_what_nobody_sells_changes_no_other_row(
    mart: str, where: str, known_home: Path, made_up_home: Path
) -> None:
    expected = facts(known_home, mart)
    assert expected
    assert_same(facts(made_up_home, mart, where=where), expected, mart)


def _spread(fact: dict[str, Any]) -> float:
    """How many times the low bound the high one is."""
    low, high = (fact[f"electricity_location_{bound}_kgco2e"] for bound in ("low", "high"))
    return float(high / low)


def _unmapped(home: Path) -> set[tuple[str, str, str]]:
    """Service, region and reason of everything that the audit lists."""
    with published(home) as connection:
        return set(
            connection.execute(
                "select service_name, region_id, reason from marts.rpt_audit__unmapped_usage"
            ).fetchall()
        )
