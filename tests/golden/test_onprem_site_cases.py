"""The cases of the research data about own sites' books, from registers as files to the reports.

Belongs here: Scope 2, category 2 and category 3 of own sites. Does not: telemetry, AI.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.site_cases import (
    BOUGHT,
    BOUNDARY,
    CHARGED,
    DIESEL,
    FULL,
    GAS,
    GENSET,
    LIFE,
    LOSS,
    MINE,
    OVER,
    WTT,
    Cases,
    energy_registers,
    factor,
    fuel,
    life_registers,
)
from tests.once import made_once
from tests.own_factors import copy_code, replace_seed, runs_from
from tests.own_sites import Registers, write_company
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> Cases:
    """What each case gives and expects, by its id."""
    found: Cases = {}
    for name in ("golden", "standards"):
        with (shared_dir / "cases" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["case_id"] in MINE:
                    given = json.loads(row["inputs"])
                    found[row["case_id"]] = given | {"expected": json.loads(row["expected"])}
    return found


@pytest.fixture(scope="module")
def own_factors(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code with the factors that the cases give, and no others in their countries."""
    code = copy_code(tmp_path_factory.mktemp("code"))
    assert replace_seed(code, "factors", lambda row: factor(row, cases))
    assert replace_seed(code, "fuel_factors", lambda row: fuel(row, cases))
    return code


@pytest.fixture(scope="module")
def energy(cases: Cases, own_factors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of every case but the one of an asset's life."""
    return _run(tmp_path_factory, own_factors, "sites-of-cases", energy_registers(cases))


@pytest.fixture(scope="module")
def life(cases: Cases, own_factors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the asset's life: nothing else is in its totals."""
    return _run(tmp_path_factory, own_factors, "life-of-an-asset", life_registers(cases[LIFE]))


def test_no_case_of_own_sites_is_left_out(cases: Cases) -> None:
    assert set(cases) == set(MINE)


@pytest.mark.parametrize("case", [FULL, OVER])
def test_certificates_cover_what_was_used_and_the_rest_meets_the_residual_mix(
    case: str, cases: Cases, energy: Path
) -> None:
    [(market,)] = _asked(
        energy, "select sum(kgco2e) / 1000 from marts.fct_carbon_ledger "
        f"where site_id = '{case}' and scope = 2 and method = 'market'"
    )  # fmt: skip
    [(surplus,)] = _asked(
        energy, "select coalesce(sum(surplus_kwh), 0) from marts.rpt_ghg__instruments "
        f"where instrument_id = 'cert-{case}'"
    )  # fmt: skip
    assert float(market) == pytest.approx(float(cases[case]["expected"]), abs=1e-9)
    assert market >= 0
    assert surplus == max(0, cases[case]["cert_kwh"] - cases[case]["kwh"])


@pytest.mark.parametrize("country", ["SE", "NO"])
def test_a_lifecycle_factor_is_the_last_rung_and_bars_well_to_tank(
    country: str, cases: Cases, energy: Path
) -> None:
    expected = cases[BOUNDARY]["expected"]
    [(boundary, tonnes)] = _asked(
        energy, "select any_value(boundary), sum(electricity_location_kgco2e) / 1000 "
        f"from marts.fct_site_energy_monthly where site_id = '{country}'"
    )  # fmt: skip
    [(well_to_tank,)] = _asked(
        energy, "select coalesce(sum(kgco2e), 0) from marts.fct_carbon_ledger where "
        f"site_id = '{country}' and s3_subcategory = '3b' and method = 'location'"
    )  # fmt: skip
    assert boundary == expected[country]["boundary"]
    assert float(tonnes) == pytest.approx(expected[country]["s2_location_t"], abs=1e-9)
    if "cat3_wtt_t" in expected[country]:
        assert well_to_tank == expected[country]["cat3_wtt_t"]
    else:
        assert well_to_tank > 0


def test_the_share_on_lifecycle_factors_is_told_and_forbids_a_ranking(
    cases: Cases, energy: Path
) -> None:
    expected = cases[BOUNDARY]["expected"]
    rows = _asked(
        energy, "select region_id, boundary, sum(energy_kwh), sum(electricity_location_tco2e) "
        "from marts.rpt_ghg__inventory_energy where region_id in ('SE', 'NO') group by all"
    )  # fmt: skip
    kwh = {boundary: energy_kwh for _, boundary, energy_kwh, _ in rows}
    assert kwh["lifecycle"] / sum(kwh.values()) == expected["lifecycle_share_of_kwh"]
    mixed = min(rows, key=lambda row: row[3])[0]
    assert mixed == expected["must_not_be"]["rank_from_mixed_boundaries"]
    assert len(kwh) > 1, "figures of two boundaries must say so, or they would be ranked"


@pytest.mark.parametrize(
    ("case", "subcategory", "unit"),
    [(DIESEL, "3a", 1000), (GAS, "3a", 1), (GENSET, "3a", 1),
     (WTT, "3b", 1), (LOSS, "3c", 1000)],
)  # fmt: skip
def test_category_3_is_fuel_well_to_tank_and_losses_in_lines_of_their_own(
    case: str, subcategory: str, unit: int, cases: Cases, energy: Path
) -> None:
    [(kg,)] = _asked(
        energy, "select sum(kgco2e) from marts.fct_carbon_ledger_by_method where s3_category = 3 "
        f"and site_id = '{case}' and s3_subcategory = '{subcategory}' and method = 'location'"
    )  # fmt: skip
    tolerance = {GAS: 1, LOSS: 0.5}.get(case, 1e-6)
    assert float(kg) / unit == pytest.approx(float(cases[case]["expected"]), abs=tolerance)


def test_hardware_counts_whole_in_the_year_it_was_bought(cases: Cases, energy: Path) -> None:
    booked = dict(
        _asked(
            energy, "select fiscal_year, sum(stated_tco2e) from marts.rpt_ghg__inventory "
            "where s3_category = 2 group by all"
        )
    )  # fmt: skip
    expected = {int(year): t for year, t in cases[BOUGHT]["expected"].items()}
    assert {year: float(booked.get(year, 0)) for year in expected} == expected


def test_management_charges_it_over_its_life(cases: Cases, energy: Path) -> None:
    charged = dict(
        _asked(
            energy, "select fiscal_year, sum(charged_tco2e) "
            "from marts.rpt_ghg__hardware_roll_forward group by all"
        )
    )  # fmt: skip
    expected = {int(year): t for year, t in cases[CHARGED]["expected"].items()}
    assert {year: float(t) for year, t in charged.items() if t} == pytest.approx(expected)


def test_a_change_of_life_is_prospective_and_disposal_books_the_rest(
    cases: Cases, life: Path
) -> None:
    expected = cases[LIFE]["expected"]
    rows = _asked(
        life, "select fiscal_year, acquired_tco2e * 1000, charged_tco2e * 1000, "
        "disposed_tco2e * 1000, closing_tco2e * 1000 from marts.rpt_ghg__hardware_roll_forward"
    )  # fmt: skip
    years = {year: [float(one) for one in kilograms] for year, *kilograms in rows}
    charged = expected["amortised_kg"]
    statutory = {str(year): kilograms[0] for year, kilograms in years.items()}
    assert statutory == expected["statutory_cat2_kg"]
    for year in ("2026", "2027", "2028"):
        assert years[int(year)][1] == pytest.approx(charged[year], abs=1e-6)
    assert years[2029][1] == pytest.approx(charged["2029_charge"], abs=1e-6)
    assert years[2029][2] == pytest.approx(charged["2029_disposal"], abs=1e-6)
    assert years[2027][3] == pytest.approx(expected["closing_unamortised_2027_kg"], abs=1e-6)
    whole = sum(kilograms[1] + kilograms[2] for kilograms in years.values())
    assert whole == pytest.approx(expected["life_sum_kg"], abs=1e-6)


def test_the_two_views_bridge_to_zero(cases: Cases, life: Path) -> None:
    expected = cases[LIFE]["expected"]["bridge_2026"]
    [(management, statutory, unexplained)] = _asked(
        life, "select management_tco2e * 1000, statutory_tco2e * 1000, unexplained_tco2e "
        "from marts.rpt_reconciliation__management_to_statutory "
        "where fiscal_year = 2026 and method = 'location'"
    )  # fmt: skip
    assert float(management) == expected["management_total"]
    assert float(statutory) == expected["statutory_total"]
    assert float(statutory - management) == expected["difference"]
    assert unexplained == 0


def _asked(home: Path, query: str) -> list[tuple[Any, ...]]:
    with published(home) as connection:
        return connection.execute(query).fetchall()


def _run(factory: pytest.TempPathFactory, code: Path, name: str, registers: Registers) -> Path:
    def make(home: Path) -> None:
        write_company(home, registers)
        must_run(home, "run", env=runs_from(code))

    return made_once(factory, name, make)
