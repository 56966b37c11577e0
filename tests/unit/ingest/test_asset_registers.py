"""The registers of assets, contracts and licensed mixes: what a row may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.test_registers import land, refusal

HEADERS = {
    "assets": "asset_id,asset_kind,site_id,quantity,accelerator_count,acquired_on,in_service_on,"
    "embodied_kgco2e,embodied_low_kgco2e,embodied_high_kgco2e,embodied_source,life_months,"
    "recognition,mass_kg,disposed_on,disposal_route",
    "asset_lives": "asset_id,valid_from,life_months",
    "instruments": "instrument_id,instrument_kind,serial_from,serial_to,site_id,market_zone,"
    "vintage_year,quantity_mwh,kgco2e_per_kwh,retired_on,retired_for,criterion_1,criterion_8",
    "residual_mixes": "country_iso2,data_year,kgco2e_per_kwh,publisher,edition,licence,"
    "source_locator",
}
ROWS = {
    "assets": "hgx,server,hall,2,8,2026-03-01,2026-04-01,7012,6000,8000,PCF p. 3,48,"
    "capitalised,120,2029-06-30,resale",
    "asset_lives": "hgx,2028-01-01,72",
    "instruments": "go,eac_site,DE-0100,DE-0199,hall,DE,2025,100,0.001,2026-03-01,Lumen,met,n/a",
    "residual_mixes": "DE,2024,0.7,Registry,2025,bought,Table 2",
}
OTHERS = {
    "assets": "rack,network,hall,1,,2026-03-01,,,,,,,expensed,,,",
    "asset_lives": "hgx,2029-01-01,60",
    "instruments": "rate,supplier_rate,,,hall,DE,2025,,0.2,,,,",
    "residual_mixes": "DE,2025,0,Registry,2026,bought,Table 2",
}


@pytest.mark.parametrize("stem", sorted(ROWS))
def test_a_register_of_things_bought_lands(home: Path, stem: str) -> None:
    landed = land(home, stem, HEADERS[stem], ROWS[stem], OTHERS[stem])
    assert (landed.slice_id, landed.status, landed.rows) == (stem, "landed", 2)


@pytest.mark.parametrize(
    ("stem", "good", "bad", "column", "words"),
    [
        ("assets", "server", "toaster", "asset_kind", "accelerator, building, network"),
        ("assets", "capitalised", "bought", "recognition", "finance_lease"),
        ("assets", "hall,2", "hall,0", "quantity", "how many pieces"),
        ("assets", "2,8,", "2,-8,", "accelerator_count", "below zero"),
        ("assets", "2026-04-01", "2026-02-01", "in_service_on", "before acquired_on"),
        ("assets", "2029-06-30", "2026-02-01", "disposed_on", "before acquired_on"),
        ("assets", "2029-06-30", "2026-03-15", "disposed_on", "before in_service_on"),
        ("assets", "2029-06-30", "", "disposed_on", "A route needs the day"),
        ("assets", "resale", "Sold!", "disposal_route", "small letters"),
        ("assets", "7012,", "5000,", "embodied_kgco2e", "low <= value <= high"),
        ("assets", "8000", "7000", "embodied_high_kgco2e", "low <= value <= high"),
        ("assets", "7012,", ",", "embodied_kgco2e", "A range needs its value"),
        ("assets", "7012,6000", "-1,", "embodied_kgco2e", "below zero"),
        ("assets", "PCF p. 3", "", "embodied_source", "Say where"),
        ("assets", "48", "0", "life_months", "Write months"),
        ("assets", "120", "-120", "mass_kg", "below zero"),
        ("asset_lives", "72", "0", "life_months", "whole life in months"),
        ("asset_lives", "2028-01-01", "2028", "valid_from", "date such as"),
        ("instruments", "eac_site", "certificate", "instrument_kind", "supplier_rate"),
        ("instruments", "hall,DE", "hall,Germany", "market_zone", "zone in capitals"),
        ("instruments", "2025", "25", "vintage_year", "four digits"),
        ("instruments", "2025", "x", "vintage_year", "whole number"),
        ("instruments", ",100,", ",-100,", "quantity_mwh", "below zero"),
        ("instruments", ",100,", ",,", "quantity_mwh", "how many MWh"),
        ("instruments", "0.001", "366", "kgco2e_per_kwh", "grams are a thousand"),
        ("instruments", "met", "yes", "criterion_1", "met, n/a, not_met"),
        ("instruments", "n/a", "NA", "criterion_8", "met, n/a, not_met"),
        ("instruments", "hall", "", "site_id", "belongs to a site"),
        ("instruments", "eac_site", "eac_entity", "site_id", "belong to no site"),
        ("instruments", "2026-03-01", "", "retired_on", "day of cancellation"),
        ("instruments", "DE-0100,DE-0199", ",", "serial_from", "claimed once"),
        ("instruments", "DE-0199", "", "serial_to", "last serial number"),
        ("instruments", "DE-0199", "DE-0099", "serial_to", "does not follow"),
        ("instruments", "DE-0199", "FR-0199", "serial_to", "does not follow"),
        ("instruments", "DE-0199", "DE-x", "serial_to", "ends in no number"),
        ("residual_mixes", "DE", "Germany", "country_iso2", "two capitals"),
        ("residual_mixes", "2024", "24", "data_year", "four digits"),
        ("residual_mixes", "0.7", "700", "kgco2e_per_kwh", "grams are a thousand"),
        ("residual_mixes", "bought", "", "licence", "empty"),
    ],
)
def test_a_row_of_a_thing_bought_that_makes_no_sense_is_named(
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
        ("assets", ROWS["assets"], "asset_id", "on line 2 already"),
        ("asset_lives", "hgx,2028-01-01,60", "valid_from", "on line 2 already"),
        ("instruments", ROWS["instruments"], "instrument_id", "on line 2 already"),
        (
            "instruments",
            ROWS["instruments"].replace("go,", "more,").replace("DE-0100", "DE-0199"),
            "serial_from",
            "A certificate counts once",
        ),
        ("residual_mixes", "DE,2024,0.6,Other,2025,bought,p. 1", "data_year", "on line 2"),
    ],
)
def test_what_stands_twice_is_refused(
    home: Path, stem: str, other: str, column: str, words: str
) -> None:
    refused = refusal(home, stem, HEADERS[stem], ROWS[stem], other)
    assert refused.place == f"line 3, column {column}"
    assert words in refused.message


def test_serials_of_another_series_may_have_the_same_numbers(home: Path) -> None:
    other = ROWS["instruments"].replace("go,", "french,").replace("DE-0", "FR-0")
    landed = land(home, "instruments", HEADERS["instruments"], ROWS["instruments"], other)
    assert (landed.status, landed.rows) == ("landed", 2)
