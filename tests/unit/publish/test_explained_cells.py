"""A disclosed cell is found by its name and is what stands below it, down to entries."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from publish.explain import concepts, disclosed_cell
from publish.explain.asked import UnknownEntryError
from publish.reading import Marts, opened

_TABLES = """
create schema marts;
create table marts.rpt_esrs__e1_6 as select * from (values
    ('e', 'esrs', '2023', 'E1-6', 'total_location', 'n', 2025, 2025, 'TOTAL_LOCATION', 'none',
     6.5::decimal(38, 9), null::decimal(38, 9), 'tCO2e', 'Total'),
    ('e', 'esrs', '2023', 'E1-6', 's1', 'n', 2025, 2025, 'S1', 'none', 1.5, null, 'tCO2e', 'S1'),
    ('e', 'esrs', '2023', 'E1-6', 's1', 'n', 2025, 2025, 'S1', 'country', 1, null, 'tCO2e', 'DE'),
    ('e', 'esrs', '2026', 'E1-8', 's1', 'n', 2025, 2025, 'S1', 'none', 1.5, null, 'tCO2e', 'S1'),
    ('e', 'esrs', '2026', 'E1-6', 'both', 'n', 2025, 2025, 'S1', 'none', 1.5, null, 'tCO2e', 'x'),
    ('e', 'esrs', '2023', 'E1-6', 'both', 'n', 2025, 2025, 'S1', 'none', 1.5, null, 'tCO2e', 'x')
) as cells (entity_id, framework, framework_version, requirement, line_code, year_role,
    fiscal_year, reported_fiscal_year, concept_key, breakdown_kind, value, previous_value, unit,
    label);
create table marts.rpt_audit__other as select 1 as value;
create table marts.fct_disclosure_values as select * from (values
    ('e', 2025, 'TOTAL_LOCATION', 6.5::decimal(38, 9), 'tCO2e'),
    ('e', 2025, 'S1', 1.5, 'tCO2e'), ('e', 2025, 'S3_TOTAL', 5, 'tCO2e'),
    ('e', 2025, 'S3_01', 2, 'tCO2e'), ('e', 2025, 'S3_06', 3, 'tCO2e'),
    ('e', 2025, 'SHARE', 0.4, 'ratio'), ('e', 2025, 'FUEL', 7, 'MWh'),
    ('e', 2025, 'S3_07', null, 'tCO2e')
) as stated (entity_id, fiscal_year, concept_key, value, unit);
alter table marts.fct_disclosure_values add column omitted_reason varchar;
alter table marts.fct_disclosure_values add column breakdown_kind varchar default 'none';
alter table marts.fct_disclosure_values add column statement varchar default 'current';
create table marts.bridge_concept_parts as select * from (values
    ('TOTAL_LOCATION', 'S1', 'addend', 1), ('TOTAL_LOCATION', 'S3_TOTAL', 'addend', 1),
    ('S3_TOTAL', 'S3_01', 'addend', 1), ('S3_TOTAL', 'S3_06', 'addend', 1),
    ('S3_TOTAL', 'S3_07', 'addend', 1),
    ('SHARE', 'S3_01', 'numerator', 1), ('SHARE', 'S3_TOTAL', 'denominator', 1)
) as parts (concept_key, part_key, part_role, weight);
create table marts.bridge_concept_entries as select * from (values
    ('e', 2025, 'S1', 'a', 1, 2000::decimal(38, 9)), ('e', 2025, 'S1', 'b', -1, 500),
    ('e', 2025, 'S3_01', 'c', 1, 2000), ('e', 2025, 'S3_TOTAL', 'c', 1, 2000),
    ('e', 2024, 'S1', 'd', 1, 9000)
) as entries (entity_id, fiscal_year, concept_key, ledger_entry_id, sign, kgco2e);
create table marts.fct_energy_mix_monthly as select * from (values
    ('FUEL', date '2024-12-01', 9000::decimal(38, 9)), ('FUEL', date '2025-01-01', 3000),
    ('FUEL', date '2025-12-01', 4000), ('FUEL', date '2026-01-01', 9000)
) as energy (concept_key, activity_month, energy_kwh);
create table marts.dim_entity as select 'e' as entity_id, 1 as fiscal_year_start_month;
"""


@pytest.fixture
def marts(tmp_path: Path) -> Iterator[Marts]:
    """A published file with the marts of two versions of a framework."""
    path = tmp_path / "marts.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as published")
        connection.execute("use published")
        connection.execute(_TABLES)
    with opened(path) as found:
        yield found


def test_a_cell_is_found_in_whichever_mart_has_the_columns(marts: Marts) -> None:
    name = disclosed_cell.parse("esrs/E1-6/s1@2025")
    assert name == disclosed_cell.Name("esrs", "E1-6", "s1", 2025, "n")
    found = disclosed_cell.find(marts, name)
    assert (found["mart"], found["value"], found["label"]) == (
        "rpt_esrs__e1_6", Decimal("1.5"), "S1",
    )  # fmt: skip
    assert disclosed_cell.disclosures(marts) == ["rpt_esrs__e1_6"]


@pytest.mark.parametrize("framework", ["esrs_2026", "2026"])
def test_of_several_versions_one_is_named(marts: Marts, framework: str) -> None:
    with pytest.raises(UnknownEntryError, match="several versions: give one of 2023, 2026"):
        disclosed_cell.find(marts, disclosed_cell.parse("esrs/E1-6/both@2025/n"))
    name = disclosed_cell.parse(f"{framework}/E1-6/both@2025")
    assert disclosed_cell.find(marts, name)["framework_version"] == "2026"


@pytest.mark.parametrize("text", ["esrs", "esrs/E1-6/s1", "esrs/E1-6/s1@25", "a/b@2025"])
def test_what_names_no_cell_says_how_one_is_named(text: str) -> None:
    with pytest.raises(UnknownEntryError, match=r"FRAMEWORK/REQUIREMENT/LINE_CODE@YEAR"):
        disclosed_cell.parse(text)


def test_a_cell_that_is_not_there_names_where_it_was_looked_for(marts: Marts) -> None:
    with pytest.raises(UnknownEntryError, match=r"2024 in the role base; its marts are rpt_esrs"):
        disclosed_cell.find(marts, disclosed_cell.parse("esrs/E1-6/s1@2024/base"))


def test_a_total_is_its_parts_and_a_part_its_entries_or_what_is_stated(marts: Marts) -> None:
    total = concepts.concept(marts, "e", 2025, "TOTAL_LOCATION")
    assert total.made() == pytest.approx(6.5, abs=1e-12)
    assert sorted(row["ledger_entry_id"] for row in total.all_entries()) == ["a", "b", "c"]
    scope_3 = next(part.of for part in total.parts if part.of.key == "S3_TOTAL")
    assert [part.of.key for part in scope_3.parts] == ["S3_01", "S3_06"], "S3_07 is not stated"
    assert [bool(part.of.entries) for part in scope_3.parts] == [True, False]


def test_a_ratio_is_one_over_the_other_and_energy_the_months_of_its_year(marts: Marts) -> None:
    assert concepts.concept(marts, "e", 2025, "SHARE").made() == pytest.approx(0.4, abs=1e-12)
    assert concepts.concept(marts, "e", 2025, "FUEL").made() == pytest.approx(7, abs=1e-12)
