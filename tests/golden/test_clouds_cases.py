"""The cases of the research data that belong to the clouds' own figures, from rows to report.

Belongs here: rows of `cases/golden.csv` whose part is `clouds`. Does not: the tools' files.
"""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.injected import Given, Row, books_of, estimate, figure, opened

pytestmark = pytest.mark.slow

_PARTS, _AZURE, _ACCRUAL, _BUCKETS = (
    "G01-AWS-V3-PARTS", "G03-AZURE-MARKET-ONLY", "G04-ACCRUAL", "G05-OTHER-BUCKET",
)  # fmt: skip
_MONTH = {_ACCRUAL: "2025-12", _PARTS: "2026-03", _AZURE: "2026-02", _BUCKETS: "2026-04"}
_AWS = {"provider": "aws", "region_id": "us-east-1", "carbon_bucket": "AmazonEC2"}
_AWS_TOOL = {
    "provider": "aws", "tool": "aws_ccft", "model_version": "v3.0.1",
    "service_name": "AmazonEC2", "region_code": "us-east-1",
}  # fmt: skip
_AZURE_TOOL = {
    "provider": "azure", "tool": "azure_carbon_optimization", "model_version": "unversioned",
    "service_name": "microsoft.compute/virtualmachines", "region_code": "east us",
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> dict[str, dict[str, Any]]:
    """What each case gives and expects, by its id."""
    with (shared_dir / "cases" / "golden.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "clouds"]
    return {row["case_id"]: json.loads(row["inputs"]) | {"expected": json.loads(row["expected"])}
            for row in rows}  # fmt: skip


@pytest.fixture(scope="module")
def books(cases: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One warehouse with every case in an account and a month of its own, data tests passed."""
    given = Given()
    for make in (_give_parts, _give_azure, _give_accrual, _give_buckets):
        make(cases, given)
    return books_of(tmp_path_factory, tmp_path_factory.mktemp("clouds"), given)


def test_no_clouds_case_is_left_out(cases: dict[str, dict[str, Any]]) -> None:
    assert set(cases) == set(_MONTH)


@pytest.mark.parametrize("method", ["location", "market"])
def test_each_bundle_is_shared_by_the_estimates_of_what_it_covers(
    method: str, cases: dict[str, dict[str, Any]], books: Path
) -> None:
    expected = cases[_PARTS]["expected"]
    with opened(books) as connection:
        booked = _booked(connection, _PARTS, method, by="team_id")
        told = dict(
            connection.execute(
                f"select team_id, sum(total_{method}_tco2e) * 1000 "
                "from marts.rpt_ghg__team_service_monthly where activity_month = ? group by all",
                [f"{_MONTH[_PARTS]}-01"],
            ).fetchall()
        )
    for team in ("A", "B"):
        assert float(booked[team]) == pytest.approx(expected[method][team], abs=1e-9)
        assert float(told[team]) == pytest.approx(expected[method][team], abs=1e-6)
    assert float(sum(booked.values())) == expected[method]["total"]
    assert float(booked["A"]) != pytest.approx(expected["must_not_be"]["location_A_single_weight"])


def test_azure_covers_market_alone_and_its_excluded_region_nothing(
    cases: dict[str, dict[str, Any]], books: Path
) -> None:
    expected = cases[_AZURE]["expected"]
    with opened(books) as connection:
        for method in ("location", "market"):
            booked = _booked(connection, _AZURE, method, by="region_id")
            assert float(booked["eastus"]) == expected["covered_regions"][method]
            assert float(booked["usgovvirginia"]) == expected["excluded_region"][method]
            if method == "location":
                assert float(booked["eastus"]) not in expected["must_not_be"].values()
            [(stated,)] = connection.execute(
                f"select sum({method}_tco2e) * 1000 from marts.rpt_ghg__inventory "
                "where activity_month = ?", [f"{_MONTH[_AZURE]}-01"],
            ).fetchall()  # fmt: skip
            assert float(stated) == expected[f"entity_s3_basis_{method}"]
        tiers = connection.execute(
            "select region_id, component, covered_components, evidence_tier "
            "from marts.fct_carbon_ledger_by_method "
            "where sub_account_id = ? and method = 'location' "
            "group by all having sum(kgco2e) <> 0", [_AZURE],
        ).fetchall()  # fmt: skip
    by_component = {row[2] or row[1]: row[3] for row in tiers if row[0] == "eastus"}
    assert by_component == expected["tiers_location"]
    assert {row[3] for row in tiers if row[0] != "eastus"} == {expected["excluded_region"]["tier"]}


def test_an_accrual_is_reversed_and_replaced_once(
    cases: dict[str, dict[str, Any]], books: Path
) -> None:
    given, expected = cases[_ACCRUAL], cases[_ACCRUAL]["expected"]
    with opened(books) as connection:
        for method in ("location", "market"):
            entries = connection.execute(
                "select entry_type, strftime(posting_month, '%Y-%m'), kgco2e, ledger_entry_id, "
                "reverses_entry_id from marts.fct_carbon_ledger where sub_account_id = ? "
                "and method = ? and activity_month = ? "
                "order by position(entry_type in 'accrual reversal actual')",
                [_ACCRUAL, method, f"{_MONTH[_ACCRUAL]}-01"],
            ).fetchall()
            kinds = [row[0] for row in entries]
            amounts = [float(row[2]) for row in entries]
            assert kinds == ["accrual", "reversal", "actual"]
            assert [row[1] for row in entries] == [given["posting"][kind] for kind in kinds]
            assert amounts == pytest.approx(expected["entries"][method], abs=1e-9)
            assert entries[1][4] == entries[0][3]
            assert sum(amounts) == pytest.approx(
                expected["by_activity_month_2025_12"][method], abs=1e-9
            )
            assert sum(amounts) != expected["must_not_be"]["sum_where_is_selected_drops_accrual"]
            for month, kg in expected["by_posting_month"].items():
                posted = [float(row[2]) for row in entries if row[1] == month[:7]]
                assert sum(posted) == pytest.approx(kg[method], abs=1e-9)


def test_a_bucket_displaces_the_services_it_holds_and_nothing_outside_the_tool(
    cases: dict[str, dict[str, Any]], books: Path
) -> None:
    expected = cases[_BUCKETS]["expected"]
    month = [f"{_MONTH[_BUCKETS]}-01"]
    with opened(books) as connection:
        services = dict(
            connection.execute(
                "select service_name, sum(total_location_tco2e) * 1000 "
                "from marts.rpt_ghg__team_service_monthly where activity_month = ? group by all",
                month,
            ).fetchall()
        )
        lines = dict(
            connection.execute(
                "select coalesce(s3_subcategory, 'outside'), sum(location_tco2e) * 1000 "
                "from marts.rpt_ghg__inventory where activity_month = ? and s3_category = 1 "
                "group by all", month,
            ).fetchall()
        )  # fmt: skip
    for service in ("AmazonEC2", "AmazonRDS", "AWSLambda"):
        assert float(services[service]) == pytest.approx(expected[service], abs=1e-6)
    assert float(lines["1.1"]) == pytest.approx(expected["line_1.1_cloud"], abs=1e-6)
    assert float(lines["outside"]) == pytest.approx(expected["cat_1_other_services"], abs=1e-6)
    total = float(sum(lines.values()))
    assert total == pytest.approx(expected["cat_1_total"], abs=1e-6)
    assert total != pytest.approx(expected["must_not_be"])


def _give_parts(cases: dict[str, dict[str, Any]], given: Given) -> None:
    case, month = cases[_PARTS], _MONTH[_PARTS]
    for team, parts in case["estimates_location"].items():
        given.estimates.append(_estimated(_PARTS, team, parts, **_AWS, service_name="AmazonEC2"))
    for measure in ("s1", "s2_location", "s2_market", "s3_location", "s3_market"):
        given.figures.append(figure(_PARTS, month, measure, case["provider"][measure], **_AWS_TOOL))


def _give_azure(cases: dict[str, dict[str, Any]], given: Given) -> None:
    case, month = cases[_AZURE], _MONTH[_AZURE]
    vm = {"provider": "azure", "carbon_bucket": "Compute", "service_name": "Virtual Machines"}
    excluded = case["excluded_region_usgovvirginia_estimate"]
    given.estimates += [
        _estimated(_AZURE, "A", case["estimates_location"], **vm, region_id="eastus"),
        _estimated(_AZURE, "A", excluded, **vm, region_id="usgovvirginia"),
    ]
    given.figures += [
        figure(_AZURE, month, measure, kg, **_AZURE_TOOL) for measure, kg in case["azure"].items()
    ]


def _give_accrual(cases: dict[str, dict[str, Any]], given: Given) -> None:
    case, month = cases[_ACCRUAL], _MONTH[_ACCRUAL]
    kg = {"electricity": case["estimate_location_kg"]}
    given.estimates.append(_estimated(_ACCRUAL, "A", kg, **_AWS, service_name="AmazonEC2"))
    before = ["2024-12", *(f"2025-{number:02}" for number in range(1, 12))]
    for method in ("location", "market"):
        mean = case["trailing12_provider"][method] / len(before)
        measure = f"s2_{method}"
        given.figures += [figure(_ACCRUAL, m, measure, mean, **_AWS_TOOL) for m in before]
        given.figures.append(figure(_ACCRUAL, month, measure, case["actual"][method], **_AWS_TOOL))
    posted = datetime.fromisoformat(case["posting"]["actual"] + "-21")
    given.landed[given.figures[-1]["slice_id"]] = posted


def _give_buckets(cases: dict[str, dict[str, Any]], given: Given) -> None:
    case, month = cases[_BUCKETS], _MONTH[_BUCKETS]
    for service, kg in case["estimates"].items():
        bucket = service if service == "AmazonEC2" else "Other"
        given.estimates.append(
            _estimated(
                _BUCKETS, service, {"electricity": kg},
                **_AWS | {"carbon_bucket": bucket}, service_name=service,
            )
        )  # fmt: skip
    for service, kind in (("AWSSupport", "other"), ("MarketplaceSaaS", "marketplace")):
        given.estimates.append(
            estimate(
                _BUCKETS, month, service, **_AWS | {"carbon_bucket": "outside_tool"},
                service_name=service, resource_kind=kind, evidence_tier=5,
                other_kgco2e=case["spend"][service],
            )
        )  # fmt: skip
    for bucket, kg in case["provider_location"].items():
        given.figures.append(
            figure(_BUCKETS, month, "total_location", kg, **_AWS_TOOL | {"service_name": bucket})
        )


def _estimated(account: str, team: str, parts: dict[str, float], **columns: Any) -> Row:
    """A usage estimate by component; market electricity stands at the location figure."""
    electricity = parts.get("electricity")
    upstream = parts.get("upstream")
    return estimate(
        account, _MONTH[account], team,
        energy_it_kwh=electricity, energy_overhead_kwh=0,
        electricity_location_kgco2e=electricity, electricity_market_kgco2e=electricity,
        upstream_location_kgco2e=upstream, upstream_market_kgco2e=upstream,
        hardware_kgco2e=parts.get("hardware"), **columns,
    )  # fmt: skip


def _booked(
    connection: duckdb.DuckDBPyConnection, account: str, method: str, *, by: str
) -> dict[str, Any]:
    return dict(
        connection.execute(
            f"select {by}, sum(kgco2e) from marts.fct_carbon_ledger_by_method "
            "where sub_account_id = ? and method = ? group by all", [account, method],
        ).fetchall()
    )  # fmt: skip
