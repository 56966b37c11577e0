"""The registers of own sites, their meters and logs: what a row may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.test_registers import land, refusal

HEADERS = {
    "sites": "site_id,site_name,country_iso2,grid_region_scheme,grid_region_code,pue,pue_basis,"
    "wue_l_per_kwh,boundary,control,overhead_treatment,valid_from,valid_to",
    "hosts": "host_id,site_id,team_id,idle_policy,valid_from,valid_to",
    "meters": "meter_id,site_id,meter_kind,unit,valid_from,valid_to",
    "meter_readings": "meter_id,starts_at,ends_at,value,is_estimated",
    "fuels": "log_id,site_id,fuel,burned_from,burned_to,quantity,unit",
    "refrigerants": "log_id,site_id,gas,topped_up_on,mass_kg",
}
ROWS = {
    "sites": "hall,Hall,US,egrid_subregion,CAMX,1.3,measured,0.4,colocation,operational,category_8,"
    "2025-01-01,2025-07-01",
    "hosts": "gpu-1,hall,lab,owner,2025-01-01,2025-07-01",
    "meters": "m1,hall,facility,kWh,2025-01-01,2025-07-01",
    "meter_readings": "m1,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,744.5,false",
    "fuels": "f1,hall,diesel,2025-10-01,2025-10-01,40.5,L",
    "refrigerants": "r1,hall,R-134a,2025-10-01,2.5",
}
AFTERWARDS = {
    "sites": ROWS["sites"].replace("2025-01-01,2025-07-01", "2025-07-01,"),
    "hosts": ROWS["hosts"].replace("2025-01-01,2025-07-01", "2025-07-01,"),
    "meters": ROWS["meters"].replace("2025-01-01,2025-07-01", "2025-07-01,"),
    "meter_readings": "m1,2025-11-01T00:00:00Z,2025-12-01T00:00:00Z,0,true",
    "fuels": "f2,hall,diesel,2025-10-01,2025-10-31,0,L",
    "refrigerants": "r2,hall,R-134a,2025-10-01,0",
}


@pytest.mark.parametrize("stem", sorted(ROWS))
def test_a_register_of_sites_lands_one_row_after_the_other(home: Path, stem: str) -> None:
    landed = land(home, stem, HEADERS[stem], AFTERWARDS[stem], ROWS[stem])
    assert (landed.slice_id, landed.status, landed.rows) == (stem, "landed", 2)


@pytest.mark.parametrize(
    ("stem", "good", "bad", "column", "words"),
    [
        ("sites", "US", "us", "country_iso2", "two capitals"),
        ("sites", "1.3", "0.9", "pue", "1 or more"),
        ("sites", "1.3", "130", "pue", "such as 1.3"),
        ("sites", "1.3,measured", ",measured", "pue", "needs its value"),
        ("sites", "1.3,measured", "1.3,", "pue_basis", "measured or a default"),
        ("sites", "measured", "guessed", "pue_basis", "default, measured"),
        ("sites", "0.4", "-0.4", "wue_l_per_kwh", "litres per kWh"),
        ("sites", "CAMX", "", "grid_region_code", "Name the region"),
        ("sites", "egrid_subregion", "", "grid_region_scheme", "Name the scheme"),
        ("sites", "colocation", "rented", "boundary", "colocation, hosted, leased, owned"),
        ("sites", "operational", "mine", "control", "financial, none, operational"),
        ("sites", "category_8", "category_3", "overhead_treatment", "category_8, scope_2"),
        ("sites", "colocation", "owned", "overhead_treatment", "is not category_8"),
        ("sites", "operational,category_8", "none,scope_2", "overhead_treatment", "no"),
        ("sites", "2025-07-01", "2024-07-01", "valid_to", "not after valid_from"),
        ("hosts", "owner", "everybody", "idle_policy", "owner, pro_rata, separate"),
        ("hosts", "owner", "", "idle_policy", "empty"),
        ("hosts", "2025-07-01", "2025-01-01", "valid_to", "not after valid_from"),
        ("meters", "facility", "gas", "meter_kind", "facility, heat_reuse, it"),
        ("meters", "kWh", "m3", "unit", "MWh, kWh"),
        ("meters", "facility", "water", "unit", "L, m3"),
        ("meter_readings", "744.5", "-744.5", "value", "below zero"),
        ("meter_readings", "744.5", "", "value", "empty"),
        ("meter_readings", "2025-11-01", "2025-10-01", "ends_at", "ends after it starts"),
        ("meter_readings", "false", "perhaps", "is_estimated", "true or false"),
        ("fuels", "diesel", "Diesel", "fuel", "small letters"),
        ("fuels", "2025-10-01,40", "2025-09-30,40", "burned_to", "before burned_from"),
        ("fuels", "40.5", "-1", "quantity", "below zero"),
        ("fuels", ",L", ",gallon", "unit", "L, kWh, kg, m3"),
        ("refrigerants", "2.5", "-2.5", "mass_kg", "below zero"),
        ("refrigerants", "R-134a", "", "gas", "empty"),
    ],
)
def test_a_row_of_a_site_that_makes_no_sense_is_named(
    home: Path, stem: str, good: str, bad: str, column: str, words: str
) -> None:
    row = ROWS[stem].replace(good, bad, 1)
    assert row != ROWS[stem]
    refused = refusal(home, stem, HEADERS[stem], row)
    assert refused.place == f"line 2, column {column}"
    assert words in refused.message


@pytest.mark.parametrize(
    ("stem", "other", "column", "words"),
    [
        ("sites", ROWS["sites"].replace("2025-01-01", "2025-06-30"), "valid_from", "line 2"),
        ("sites", ROWS["sites"].replace("2025-07-01", ""), "valid_from", "End the earlier row"),
        ("hosts", "gpu-1,other,,separate,,", "valid_from", "overlaps line 3, which ends nowhere"),
        ("meters", ROWS["meters"], "valid_from", "ends at 2025-07-01"),
        (
            "meter_readings",
            "m1,2025-10-31T23:00:00Z,2025-12-01T00:00:00Z,1,false",
            "starts_at",
            "let the later start when the earlier ends",
        ),
        ("fuels", ROWS["fuels"], "log_id", "on line 2 already"),
        ("refrigerants", ROWS["refrigerants"], "log_id", "on line 2 already"),
    ],
)
def test_two_rows_of_one_thing_at_one_time_are_refused(
    home: Path, stem: str, other: str, column: str, words: str
) -> None:
    refused = refusal(home, stem, HEADERS[stem], ROWS[stem], other)
    assert refused.place.endswith(f"column {column}")
    assert words in refused.message
