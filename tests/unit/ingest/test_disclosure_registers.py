"""The registers of disclosure: what a row may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.test_registers import land, refusal

HEADERS = {
    "framework_elections": "fiscal_year,framework,framework_version,reliefs",
    "revenues": "fiscal_year,revenue_total,revenue_used,revenue_other,currency",
    "targets": "target_id,scope_set,method,base_year,base_tco2e,target_year,target_tco2e,"
    "science_based",
    "target_levers": "target_id,year,lever,tco2e",
    "carbon_credits": "credit_id,registry,serial_from,serial_to,standard,project_type,tco2e,"
    "cancelled_on,planned_year",
    "prior_inventories": "fiscal_year,concept_key,value,unit,source",
    "recalculations": "change_id,kind,scope_set,s3_category,method,fiscal_year,delta_tco2e,reason",
    "scope3_screening": "s3_category,status,reason",
    "disclosure_policy": "base_year,restatement_threshold,sites_outside_group,nuclear_instruments",
}
ROWS = {
    "framework_elections": "2025,esrs,esrs_2023,phase_in;omission",
    "revenues": "2025,100.50,80,20.50,EUR",
    "targets": "near,1,market,2022,100,2030,60,true",
    "target_levers": "near,2030,renewables,-40",
    "carbon_credits": "a,R,X-1,X-5,Gold,removal,5,2025-06-30,",
    "prior_inventories": "2022,S1,12,tCO2e,report",
    "recalculations": "sold,structural,3,1,na,2025,-25,unit sold",
    "scope3_screening": "5,excluded,too small",
    "disclosure_policy": "2022,0.05,hall;cage,atom",
}
OTHERS = {
    "framework_elections": "2026,esrs,esrs_2026,",
    "revenues": "2024,0,0,0,EUR",
    "targets": "far,1,market,2022,100,2035,40,false",
    "target_levers": "near,2030,other,0",
    "carbon_credits": "b,,,,Gold,reduction,5,,2030",
    "prior_inventories": "2022,S1_ETS_SHARE,0.5,ratio,report",
    "recalculations": "found,error,2,,market,2025,3,misread",
    "scope3_screening": "6,included,",
}


@pytest.mark.parametrize("stem", sorted(ROWS))
def test_a_register_of_disclosure_lands(home: Path, stem: str) -> None:
    lines = [ROWS[stem], *([OTHERS[stem]] if stem in OTHERS else [])]
    landed = land(home, stem, HEADERS[stem], *lines)
    assert (landed.slice_id, landed.status, landed.rows) == (stem, "landed", len(lines))


def test_a_policy_may_be_absent_from_its_register(home: Path) -> None:
    assert land(home, "disclosure_policy", HEADERS["disclosure_policy"]).rows == 0


@pytest.mark.parametrize(
    ("stem", "good", "bad", "column", "words"),
    [
        ("framework_elections", "2025", "25", "fiscal_year", "four digits"),
        ("framework_elections", ",esrs,", ",ESRS,", "framework", "small letters"),
        ("framework_elections", "esrs_2023", "Set 1", "framework_version", "such as esrs_2023"),
        ("framework_elections", ";omission", ";phase_in", "reliefs", "one twice"),
        ("revenues", "100.50", "110.50", "revenue_total", "make 100.50"),
        ("revenues", "80,20.50", "120.50,-20", "revenue_other", "below zero"),
        ("revenues", "EUR", "euro", "currency", "currency code"),
        ("targets", "near,1,", "near,4,", "scope_set", "1+2+3"),
        ("targets", "market", "both", "method", "location, market"),
        ("targets", "2030", "2022", "target_year", "after its base year"),
        ("targets", ",100,", ",0,", "base_tco2e", "Nothing can be reduced"),
        ("targets", ",60,", ",-60,", "target_tco2e", "below zero"),
        ("targets", "true", "perhaps", "science_based", "true or false"),
        ("target_levers", "renewables", "hope", "lever", "electrification"),
        ("target_levers", "2030", "30", "year", "four digits"),
        ("carbon_credits", "removal", "avoidance", "project_type", "reduction, removal"),
        ("carbon_credits", ",5,2025", ",0,2025", "tco2e", "not above zero"),
        ("carbon_credits", "2025-06-30", "", "cancelled_on", "either cancelled or planned"),
        ("carbon_credits", "2025-06-30,", "2025-06-30,2030", "cancelled_on", "either cancelled"),
        ("carbon_credits", "X-1", "", "serial_from", "claimed once"),
        ("carbon_credits", "X-5", "", "serial_to", "last serial number"),
        ("carbon_credits", "X-5", "X-0", "serial_to", "does not follow"),
        ("carbon_credits", ",R,", ",,", "registry", "stand in a registry"),
        ("prior_inventories", "S1", "s1", "concept_key", "in capitals"),
        ("prior_inventories", "tCO2e", "kg", "unit", "MWh"),
        ("prior_inventories", "12", "-12", "value", "below zero"),
        ("prior_inventories", "S1,12,tCO2e", "S1,12,ratio", "value", "share of one"),
        ("prior_inventories", "report", "", "source", "empty"),
        ("recalculations", "structural", "growth", "kind", "organic"),
        ("recalculations", ",3,1,", ",1+2,,", "scope_set", "1, 2, 3"),
        ("recalculations", ",3,1,", ",3,,", "s3_category", "name the one"),
        ("recalculations", ",3,1,", ",3,16,", "s3_category", "1 to 15"),
        ("recalculations", ",3,1,", ",1,1,", "s3_category", "only Scope 3"),
        ("recalculations", ",3,1,na", ",2,,na", "method", "a figure per method"),
        ("recalculations", "unit sold", "", "reason", "empty"),
        ("scope3_screening", "5,", "0,", "s3_category", "1 to 15"),
        ("scope3_screening", "excluded", "small", "status", "not_relevant"),
        ("scope3_screening", "too small", "", "reason", "readers are told"),
        ("disclosure_policy", "2022", "22", "base_year", "four digits"),
        ("disclosure_policy", "0.05", "5", "restatement_threshold", "0.05 for 5 %"),
        ("disclosure_policy", "hall;cage", "hall;", "sites_outside_group", "an empty id"),
    ],
)
def test_a_row_of_disclosure_that_makes_no_sense_is_named(
    home: Path, stem: str, good: str, bad: str, column: str, words: str
) -> None:
    row = ROWS[stem].replace(good, bad, 1)
    assert row != ROWS[stem]
    refused = refusal(home, stem, HEADERS[stem], row)
    assert refused.place == f"line 2, column {column}"
    assert words in refused.message


@pytest.mark.parametrize(
    ("stem", "other", "place", "words"),
    [
        ("framework_elections", "2025,esrs,esrs_2026,", "column framework", "on line 2 already"),
        ("revenues", "2025,1,1,0,EUR", "column fiscal_year", "on line 2 already"),
        ("targets", "near,2,market,2022,1,2030,0,true", "column target_id", "on line 2 already"),
        ("targets", "x,1,location,2022,1,2030,0,true", "column target_year", "on line 2 already"),
        ("target_levers", "near,2030,renewables,1", "column lever", "on line 2 already"),
        ("carbon_credits", "b,R,X-5,X-6,G,removal,1,2025-06-30,", "column serial_from", "once"),
        ("prior_inventories", "2022,S1,1,tCO2e,r", "column concept_key", "on line 2 already"),
        ("recalculations", "sold,error,1,,na,2025,1,r", "column change_id", "on line 2 already"),
        ("scope3_screening", "5,included,", "column s3_category", "on line 2 already"),
    ],
)
def test_two_rows_of_disclosure_that_cannot_both_be_are_named(
    home: Path, stem: str, other: str, place: str, words: str
) -> None:
    refused = refusal(home, stem, HEADERS[stem], ROWS[stem], other)
    assert refused.place == f"line 3, {place}"
    assert words in refused.message


def test_a_second_policy_is_refused(home: Path) -> None:
    refused = refusal(
        home,
        "disclosure_policy",
        HEADERS["disclosure_policy"],
        ROWS["disclosure_policy"],
        "2023,,,",
    )
    assert refused.place == "line 3"
    assert "Keep one row" in refused.message
