"""The cases of the research data about models: a training with its waste, serving, SCI, APIs.

Belongs here: rows of `cases/*.csv` on runs, services and scores. Does not: energy and own sites.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.golden import ai_books
from tests.golden.ai_books import CLOUD_KG, Cases
from tests.injected import books_of, opened, run_dbt
from tests.pipeline import REPOSITORY

pytestmark = pytest.mark.slow

_SAME_AS = {"SCI-01": "SCI-SPEC-M-TIME", "SCIAI-01": "SCIAI-LLM-CONSUMER",
            "SCIAI-02": "SCIAI-LLM-PROVIDER", "SCIAI-03": "SCIAI-CV-CONSUMER",
            "SCIAI-04": "SCIAI-CV-PROVIDER"}  # fmt: skip
# Score, unit, and how many grams per unit the case's own unit is.
_SCORES = {
    "SCI-ESHOP-DB": ("sci", "request", 1.0),
    "SCI-NTT-SRV1": ("sci", "request", 1.0),
    "SCIAI-LLM-CONSUMER": ("sci_ai_consumer", "token", 1e9 / 1000),
    "SCIAI-LLM-PROVIDER": ("sci_ai_provider", "flop", 1e15),
    "SCIAI-CV-CONSUMER": ("sci_ai_consumer", "request", 1.0),
    "SCIAI-CV-PROVIDER": ("sci_ai_provider", "parameter", 1e9 / 1000),
}
_SHARES = {
    "SCI-SPEC-M-TIME",
    "SCI-ESHOP-DB-M",
    "SCI-ESHOP-DB-E",
    "SCI-NTT-SWITCH-PORT",
    "SCI-NTT-SCALE",
}


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> Cases:
    """What each case gives and expects, by its id."""
    return ai_books.cases(shared_dir)


@pytest.fixture(scope="module")
def books(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One warehouse with every case on a host of its own, data tests passed."""
    return books_of(tmp_path_factory, tmp_path_factory.mktemp("models"), ai_books.given(cases))


def test_no_case_about_models_is_left_out(cases: Cases) -> None:
    assert set(cases) == {"G15-AI", *_SCORES, *_SHARES, *_SAME_AS}


def test_a_run_is_all_its_attempts_and_adds_nothing_to_the_books(cases: Cases, books: Path) -> None:
    expected = cases["G15-AI"]["expected"]
    run = expected["run"]
    found = _row(books, "select * from marts.fct_ai_runs where run_id = 'run'")
    booked = _row(
        books, "select sum(kgco2e) as kg from marts.fct_carbon_ledger where provider = 'onprem'"
    )
    assert float(found["gpu_hours"]) == run["gpu_h"]
    assert float(found["energy_facility_kwh"]) == pytest.approx(run["energy_kwh"], abs=1e-6)
    assert float(found["electricity_location_kgco2e"]) == pytest.approx(
        run["operational_location_kg"], abs=1e-6
    )
    assert float(found["hardware_amortised_kgco2e"]) == pytest.approx(run["embodied_kg"], abs=1e-6)
    assert float(found["total_location_kgco2e"]) == pytest.approx(run["total_kg"], abs=1e-6)
    assert float(found["wasted_share"]) == pytest.approx(run["wasted_share"], abs=1e-6)
    assert float(found["total_location_kgco2e"]) != pytest.approx(
        expected["must_not_be"]["successful_only_total_kg"], rel=1e-6
    )
    assert float(found["final_total_location_kgco2e"]) == pytest.approx(
        expected["must_not_be"]["successful_only_total_kg"], abs=1e-6
    ), "the final attempt stands beside, under its own name"
    assert run["additive_to_ledger"] is False
    assert booked["kg"] is None


def test_serving_holds_its_idle_time_and_training_stands_beside(cases: Cases, books: Path) -> None:
    expected = cases["G15-AI"]["expected"]
    found = _row(
        books, "select * from marts.rpt_ai__per_1000_requests "
        "where service_id = 'chat' and activity_month = '2026-06-01'",
    )  # fmt: skip
    per_1000 = expected["per_1000_requests_kg"]
    training = expected["training_per_1000_kg"]
    assert found["location_kgco2e_per_1000_requests"] == pytest.approx(
        per_1000["with_idle"], abs=1e-6
    )
    assert found["dynamic_electricity_kgco2e_per_1000_requests"] == pytest.approx(
        per_1000["operational_dynamic_only"], abs=1e-6
    )
    for use in ("projected", "actual"):
        assert found[f"training_{use}_kgco2e_per_1000_requests"] == pytest.approx(
            training[use], abs=1e-6
        )
    consumer = _row(
        books, "select sci_gco2e_per_unit as g from marts.rpt_ai__sci where subject_id = 'chat' "
        "and activity_month = '2026-06-01' and boundary = 'sci_ai_consumer' "
        "and functional_unit = 'request'",
    )  # fmt: skip
    assert consumer["g"] == pytest.approx(per_1000["with_idle"], abs=1e-6)


def test_a_vendors_tokens_displace_its_invoice_and_a_clouds_own_service_adds_nothing(
    cases: Cases, books: Path
) -> None:
    expected = cases["G15-AI"]["expected"]
    added = expected["api_added_to_ledger_kg"]
    sums: dict[str, float] = {}
    for method in ("location", "market"):
        for provider in ("openai", "aws"):
            kg = _row(
                books, "select coalesce(sum(kgco2e), 0) as kg "
                "from marts.fct_carbon_ledger_by_method "
                f"where provider = '{provider}' and method = '{method}'",
            )["kg"]  # fmt: skip
            sums[f"{provider} {method}"] = float(kg)
    bedrock = _row(
        books, "select coalesce(sum(added_location_kgco2e), 0) as kg from marts.fct_ai_api_usage "
        "where vendor_kind = 'cloud_service'",
    )["kg"]  # fmt: skip
    assert sums["openai location"] == sums["openai market"] == added["direct_vendor"]
    assert float(bedrock) == added["bedrock"]
    assert sums["aws location"] == CLOUD_KG
    assert sums["openai location"] + sums["aws location"] != expected["must_not_be"]["api_kg"]


@pytest.mark.parametrize("case", _SCORES)
def test_a_score_is_energy_at_location_and_hardware_per_unit(
    case: str, cases: Cases, books: Path
) -> None:
    boundary, unit, scale = _SCORES[case]
    found = _row(
        books, "select sci_gco2e_per_unit as g, boundary_statement from marts.rpt_ai__sci "
        f"where subject_id = '{case}' and boundary = '{boundary}' and functional_unit = '{unit}'",
    )  # fmt: skip
    recomputed = float(cases[case]["recomputed"] or cases[case]["expected"])
    assert found["g"] * scale == pytest.approx(recomputed, rel=1e-6)
    assert found["boundary_statement"]


def test_published_scores_that_do_not_recompute_are_not_ours(cases: Cases, books: Path) -> None:
    consumer = _row(
        books, "select sci_gco2e_per_unit as g from marts.rpt_ai__sci "
        "where subject_id = 'SCIAI-LLM-CONSUMER' and functional_unit = 'token'",
    )  # fmt: skip
    provider = _row(
        books, "select sci_gco2e_per_unit as g from marts.rpt_ai__sci "
        "where subject_id = 'SCIAI-CV-PROVIDER' and functional_unit = 'parameter'",
    )  # fmt: skip
    assert consumer["g"] * 1e6 == pytest.approx(cases["SCIAI-01"]["expected"])
    assert consumer["g"] * 1e6 != pytest.approx(0.13), "printed a thousand times too small"
    assert provider["g"] * 1e6 == pytest.approx(30_000)
    for case in ("SCIAI-CV-PROVIDER", "SCIAI-04"):
        assert provider["g"] * 1e6 != pytest.approx(cases[case]["expected"]), "printed wrong"


def test_hardware_is_shared_by_time_and_by_part_of_the_machine(cases: Cases, books: Path) -> None:
    held = {
        case: _row(books, f"select * from marts.fct_ai_runs where run_id = '{case}'")
        for case in ("SCI-SPEC-M-TIME", "SCI-ESHOP-DB-M", "SCI-NTT-SWITCH-PORT")
    }
    grams = {case: float(row["hardware_amortised_kgco2e"]) * 1000 for case, row in held.items()}
    for case in ("SCI-SPEC-M-TIME", "SCI-01"):
        assert grams["SCI-SPEC-M-TIME"] == pytest.approx(cases[case]["expected"], abs=0.6)
    assert grams["SCI-ESHOP-DB-M"] == pytest.approx(cases["SCI-ESHOP-DB-M"]["expected"], abs=0.001)
    shop, port = held["SCI-ESHOP-DB-M"], held["SCI-NTT-SWITCH-PORT"]
    assert float(shop["energy_it_kwh"]) == pytest.approx(
        cases["SCI-ESHOP-DB-E"]["expected"], abs=1e-8
    )
    assert float(port["energy_it_kwh"]) == pytest.approx(
        cases["SCI-NTT-SWITCH-PORT"]["expected"], abs=5e-6
    )
    requests = _row(
        books,
        "select requests from marts.rpt_ai__per_1000_requests where service_id = 'SCI-NTT-SRV1'",
    )
    assert requests["requests"] == pytest.approx(cases["SCI-NTT-SCALE"]["expected"], abs=0.5)


def test_a_kilogram_that_is_in_no_share_fails_the_build(books: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copy(books, tmp_path / books.name))
    with duckdb.connect(str(damaged)) as connection:
        connection.execute(
            "update marts.fct_ai_shares set electricity_location_kgco2e = "
            "electricity_location_kgco2e + 0.000000001 where consumer_id = 'attempt-2'"
        )
    said = run_dbt(damaged, "test", "--select", "shares_are_what_the_host_booked", code=1)
    assert "Got 1 result" in said


def test_no_contract_can_enter_a_score() -> None:
    """The report of scores reads no market column, so that none can be mixed in."""
    sql = (REPOSITORY / "dbt_project/models/marts/ai/rpt_ai__sci.sql").read_text(encoding="utf-8")
    assert "electricity_location_kgco2e" in sql
    assert "market" not in sql


def _row(books: Path, sql: str) -> dict[str, Any]:
    with opened(books) as connection:
        cursor = connection.execute(sql)
        [row] = cursor.fetchall()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True))
