"""Each thing that disclosures must hold, broken once: the data test that is there for it says so.

Belongs here: faults in rows that were right. Does not: the cases themselves.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.golden import disclosure_cases
from tests.golden.disclosure_cases import MODELS, YEAR
from tests.injected import run_dbt

pytestmark = pytest.mark.slow

_UP = "set value = value + 0.000000001"
_ENTRY = (
    "(entity_id, fiscal_year, concept_key, ledger_entry_id, sign, kgco2e, book, recognition_basis, "
    "site_id)"
)

# Each data test, and what is broken for it to find.
_FAULTS = {
    "totals_are_the_sums_of_their_scopes": (
        f"update marts.fct_disclosure_values {_UP} where statement = 'current' "
        "and concept_key = 'TOTAL_MARKET' and breakdown_kind = 'none'",
        f"update marts.fct_disclosure_values {_UP} where concept_key = 'S3_01'",
        f"update marts.fct_disclosure_values {_UP} where concept_key = 'ENERGY_NUCLEAR'",
        f"update marts.fct_disclosure_values {_UP} where concept_key = 'REVENUE_OTHER'",
        "update marts.fct_disclosure_values set value = value + 1 where concept_key = 'S3_01_1'",
        "update marts.fct_disclosure_values set value = value * 2 "
        "where concept_key = 'INTENSITY_MARKET'",
    ),
    "a_cell_has_a_value_or_says_why_not": (
        "update marts.fct_disclosure_values set value = 1.2 "
        f"where concept_key = 'ENERGY_FOSSIL_SHARE' and fiscal_year = {YEAR}",
        "update marts.fct_disclosure_values set omitted_reason = null where value is null",
    ),
    "breakdowns_sum_to_the_figure": (
        f"update marts.fct_disclosure_values {_UP} "
        "where breakdown_kind = 'site' and concept_key = 'S1'",
        "update marts.fct_disclosure_values set breakdown_value = 'not_specified' "
        "where breakdown_kind = 'gas'",
        "delete from marts.fct_disclosure_values where breakdown_kind <> 'none'",
    ),
    "energy_is_of_own_operations_and_renewable_is_proven": (
        "update marts.fct_energy_mix_monthly set energy_kwh = energy_kwh + 1 "
        "where concept_key = 'ENERGY_PURCHASED'",
        "update marts.fct_instrument_allocations set applied_kwh = applied_kwh - 1",
    ),
    "hardware_counts_in_the_year_of_its_acquisition": (
        f"insert into marts.bridge_concept_entries {_ENTRY} values ('acme', {YEAR}, 'S3_02', 'x', "
        "1, 5, 'open', 'acquisition_year', 'hall')",
    ),
    "no_cloud_counts_in_the_scopes_of_own_energy_and_nothing_amortised_counts": (
        "update marts.bridge_concept_entries set recognition_basis = 'amortised'",
        "update marts.bridge_concept_entries set site_id = null where concept_key = 'S1'",
    ),
    "upstream_follows_own_energy": (
        "update marts.fct_carbon_ledger set s3_category = 3, site_id = 'elsewhere' "
        "where scope = 3 and book = 'open'",
        "update marts.fct_carbon_ledger set rule_id = 'R23' where scope = 3",
    ),
    "a_closed_year_is_restated_in_the_open": (
        "update marts.fct_disclosure_facts set previous_value = previous_value + 0.000000001",
        "update marts.fct_disclosure_facts set previous_value = null",
    ),
    "every_disclosed_figure_of_the_books_names_its_entries": (
        "update marts.fct_disclosure_facts set value = 0 where value is null",
        "delete from marts.bridge_concept_entries where concept_key = 'S2_MARKET'",
    ),
    "the_base_year_moves_at_the_threshold_and_never_for_growth": (
        "update marts.fct_base_year_changes set is_applied = true",
        "update marts.fct_base_year_changes set is_due = false, is_applied = false",
    ),
    "a_line_stands_under_the_requirement_of_its_set": (
        "update marts.rpt_esrs__ghg_table set requirement = 'E1-6'",
    ),
}


@pytest.fixture(scope="module")
def checks(
    shared_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """Books in which every case is right, and the query of each data test, by its name."""
    given = disclosure_cases.disclosed(disclosure_cases.cases(shared_dir), tmp_path_factory)
    database = Path(shutil.copy(given, tmp_path_factory.mktemp("faults") / given.name))
    run_dbt(database, "compile", "--select", *MODELS)
    manifest = json.loads((database.parent / "target/manifest.json").read_bytes())
    return database, {
        node["name"]: node["compiled_code"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and node.get("compiled_code")
    }


@pytest.mark.parametrize(
    ("test", "fault"), [(test, fault) for test, faults in _FAULTS.items() for fault in faults]
)
def test_a_fault_is_found_by_the_test_that_is_there_for_it(
    test: str, fault: str, checks: tuple[Path, dict[str, str]]
) -> None:
    database, queries = checks
    with duckdb.connect(str(database)) as connection:
        assert connection.execute(queries[test]).fetchall() == [], "it is right before"
        connection.execute("begin")
        connection.execute(fault)
        found = connection.execute(queries[test]).fetchall()
        connection.execute("rollback")
    assert found != []
