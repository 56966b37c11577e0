"""What the published figures tell the doctor: factors that stand in, cost that nothing covers."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.doctor import figures
from orchestration.doctor.finding import Finding

_TABLES = """
create schema marts;
create table marts.rpt_ghg__inventory_energy as from (values
    ('aws', 'eu-central-1', 'country', 'location_placeholder', 200.0),
    ('aws', 'eu-west-1', 'country', 'residual_mix', 100.0),
    ('aws', 'ap-south-1', 'mix', 'location', 50.0),
    ('aws', 'xx-nowhere-1', 'world', 'location_placeholder', 5.0))
    as t(provider, region_id, intensity_level, market_basis, energy_kwh);
create table marts.rpt_audit__unmapped_usage as from (values
    ('service without an energy model', 'AmazonES', 'eu-central-1', 7),
    ('capacity_proxy', 'AmazonVPC', 'us-east-1', 4),
    ('capacity_proxy,unknown_region', 'AWSELB', 'unknown', 4),
    ('instance_unknown', 'AmazonEC2', 'us-east-1', 3))
    as t(reason, service_name, region_id, row_count);
create table marts.rpt_audit__coverage as from (values
    ('uncovered', 'unknown line item type', 'USD', 12.5, 2),
    ('no_emission_by_rule', 'a tax buys nothing', 'USD', 99, 9))
    as t(coverage_class, no_emission_reason, billing_currency, effective_cost, row_count);
create table marts.rpt_audit__unbooked_corrections as from (values
    ('AmazonKendra', '012345678901', date '2025-10-01', -12.5))
    as t(service_name, sub_account_id, first_activity_month, unbooked_kgco2e);
create table marts.dim_zone_month as from (values
    ('DE', date '2025-10-01', 'file', 1, 600, 744, false),
    ('DE', date '2025-10-01', 'entsoe', 5, 300, 744, false),
    ('NL', date '2025-10-01', 'file', 1, 600, 744, false),
    ('NL', date '2025-10-01', 'entsoe', 5, 744, 744, true),
    ('NL', date '2025-11-01', 'file', 1, 720, 720, true),
    ('FR', date '2025-10-01', 'file', 1, 0, 744, false),
    ('IE', (current_date - day(current_date)::int + 1)::date, 'file', 1, 5, 744, false))
    as t(em_zone, activity_month, publisher, priority, hour_count, hours_of_month, is_serving);
"""


@pytest.fixture
def found(tmp_path: Path) -> list[Finding]:
    """The findings of a file with one of each."""
    path = tmp_path / "marts.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as published")
        connection.execute("use published")
        connection.execute(_TABLES)
    return list(figures.findings(path))


def _at(found: list[Finding], where: str) -> Finding:
    (one,) = [one for one in found if where in one.where]
    return one


def test_a_residual_mix_to_load_is_named_by_its_file(found: list[Finding]) -> None:
    germany = _at(found, "country DE")

    assert germany.severity == "breach"
    assert "200 kWh" in germany.what
    assert "AIB European Residual Mixes" in germany.remedy
    assert "seeds/grid/factors.csv" in germany.remedy
    assert not [one for one in found if "country IE" in one.where]


def test_a_region_nobody_knows_is_a_breach_and_a_mix_a_note(found: list[Finding]) -> None:
    assert _at(found, "xx-nowhere-1").severity == "breach"
    assert not [one for one in found if "country ?" in one.where], "it has no country to load"
    assert _at(found, "ap-south-1").severity == "note"
    assert not [one for one in found if "eu-west-1" in one.where]


def test_a_stand_in_for_an_instance_is_a_breach_and_spend_a_note(found: list[Finding]) -> None:
    assert _at(found, "AmazonEC2").severity == "breach"
    assert "instance unknown" in _at(found, "AmazonEC2").what
    assert _at(found, "AmazonES").severity == "note"


def test_a_documented_stand_in_is_a_note_unless_something_else_is_unknown(
    found: list[Finding],
) -> None:
    assert _at(found, "AmazonVPC").severity == "note"
    assert _at(found, "AWSELB").severity == "breach"


def test_cost_without_a_tier_is_a_breach_with_its_amount(found: list[Finding]) -> None:
    uncovered = _at(found, "coverage")

    assert uncovered.severity == "breach"
    assert "12.50 USD in 2 lines (unknown line item type)" in uncovered.what


def test_refunds_beyond_the_first_month_on_record_are_a_note(found: list[Finding]) -> None:
    refunded = _at(found, "AmazonKendra")

    assert refunded.severity == "note"
    assert "begins in 2025-10" in refunded.what
    assert "12.500 kgCO2e" in refunded.what


def test_a_zone_month_that_no_publisher_serves_is_a_breach(found: list[Finding]) -> None:
    germany = _at(found, "grid zone DE, 2025-10")

    assert germany.severity == "breach"
    assert germany.what.startswith("600 direct hours (file), 81% of the month")
    assert _at(found, "grid zone FR").what.startswith("0 direct hours")
    assert not [one for one in found if "grid zone NL, 2025-10" in one.where], "another serves"
    assert not [one for one in found if "grid zone IE" in one.where], "its month is not over"


def test_a_year_of_hours_from_two_publishers_is_a_note(found: list[Finding]) -> None:
    netherlands = _at(found, "grid zone NL, 2025")

    assert netherlands.severity == "note"
    assert "entsoe, file" in netherlands.what


def test_nothing_published_is_said(tmp_path: Path) -> None:
    (one,) = figures.findings(tmp_path / "marts.duckdb")

    assert (one.severity, one.remedy) == ("breach", "Run `tonne run`")
