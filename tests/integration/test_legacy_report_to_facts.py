"""A legacy report of two months from a bucket to the facts: no digit and no row is lost."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import S3Server
from tests.integration.billed import CREDENTIALS, PLACES, Billed, assert_cost, assert_lines
from tests.pipeline import must_run, warehouse

pytestmark = pytest.mark.slow

_LEAST_COVERED = 0.95
_SETTINGS = """
[sources.generated]
kind = "aws_cur"
uri = "{bucket}/billing/cur"
endpoint_url = "{endpoint}"
"""


@pytest.fixture(scope="module")
def billed(
    shared_dir: Path, moto_server: S3Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Billed]:
    home = tmp_path_factory.mktemp("billed") / "home"
    home.mkdir()
    report = shared_dir / "data/billing/generated_nise/aws_bucket"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        bucket = moto_server.bucket("generated-billing")
        moto_server.upload(report, bucket)
        settings = _SETTINGS.format(bucket=bucket, endpoint=moto_server.endpoint_url)
        (home / "tonne.toml").write_text(settings)
        must_run(home, "run")
        yield Billed(home, *_as_delivered(report))


def test_cost_is_the_same_to_the_last_digit_in_every_layer(billed: Billed) -> None:
    assert sum(billed.cost.values()) > 1000
    with warehouse(billed.home) as connection:
        assert_cost(connection, "aws_cur", billed)


def test_every_row_is_counted_in_every_layer(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        assert_lines(connection, "aws_cur", billed)


def test_every_row_has_a_tier_or_a_reason(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select evidence_tier, no_emission_reason, sum(row_count)::bigint "
            "from marts.rpt_audit__coverage group by all"
        ).fetchall()
    assert all(tier is not None or reason for tier, reason, _ in found), found
    assert sum(rows for *_, rows in found) == billed.lines.total()


def test_the_two_months_are_two_slices_of_their_newest_assembly(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select slice_id, periods, input_uris from raw.slices where is_current order by all"
        ).fetchall()
    assert [row[:2] for row in found] == [
        ("generated__2026-09", "2026-09"),
        ("generated__2026-10", "2026-10"),
    ]
    assert all(len(uris.split(",")) == 2 for *_, uris in found)


def test_the_new_kind_is_built_slice_by_slice_like_any_other(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select distinct model, slice_id, source, period from raw.slice_versions order by all"
        ).fetchall()
    assert found == [
        (model, f"generated__{month}", "aws_cur", month)
        for model in ("fct_resource_estimates_daily", "int_usage_daily")
        for month in ("2026-09", "2026-10")
    ]


def test_the_next_run_asks_the_bucket_and_starts_nothing(billed: Billed) -> None:
    said = must_run(billed.home, "run", env=CREDENTIALS)
    assert "dbt was not started" in said


def test_95_percent_of_usage_cost_has_an_energy_model(billed: Billed) -> None:
    # Software by the hour is a product of its own: its machine is a line beside it.
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select billing_currency, sum(effective_cost) filter (where evidence_tier <= 4) "
            "/ sum(effective_cost) from marts.fct_resource_estimates_daily "
            "where charge_category = 'Usage' and resource_kind <> 'marketplace' group by all"
        ).fetchall()
    assert found
    assert all(share >= _LEAST_COVERED for _, share in found), found


def _as_delivered(report: Path) -> tuple[dict[str, Decimal], Counter[str]]:
    """Cost by currency, each decimal taken to twelve places before it is added; rows."""
    cost: dict[str, Decimal] = {}
    lines: Counter[str] = Counter()
    for manifest in report.glob("billing/cur/*/*-Manifest.json"):
        for key in json.loads(manifest.read_text())["reportKeys"]:
            with gzip.open(report / key, "rt", encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    currency = row["lineItem/CurrencyCode"]
                    value = Decimal(row["lineItem/UnblendedCost"] or 0).quantize(PLACES)
                    cost[currency] = cost.get(currency, Decimal(0)) + value
                    lines[currency] += 1
    return cost, lines
