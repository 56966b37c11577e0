"""A bill in two currencies from a bucket to the report: no cent and no row is lost on the way."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.demo.workspace import write_company
from tests.conftest import S3Server
from tests.demo_company import CURRENCY, LINES, ON_AWS_ALONE
from tests.integration.billed import CREDENTIALS, PLACES, Billed, assert_cost, assert_lines
from tests.pipeline import must_run, warehouse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def billed(moto_server: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Billed]:
    home = tmp_path_factory.mktemp("billed") / "home"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        bucket = moto_server.bucket("lumenfold-billing")
        company = write_company(
            home,
            lines=LINES,
            second_currency=CURRENCY,
            bucket_uri=bucket,
            endpoint_url=moto_server.endpoint_url,
            **ON_AWS_ALONE,
        )
        moto_server.upload(home / "clouds" / "aws", bucket)
        cost, lines = _as_delivered(home / "clouds" / "aws")
        assert lines.total() == sum(company.lines.values())
        shutil.rmtree(home / "clouds" / "aws")
        must_run(home, "run")
        yield Billed(home, cost, lines)


def test_cost_is_the_same_to_the_last_digit_in_every_layer(billed: Billed) -> None:
    assert set(billed.cost) == {"USD", CURRENCY}
    assert all(cost > 100 for cost in billed.cost.values())
    with warehouse(billed.home) as connection:
        assert_cost(connection, "aws_cur2", billed)
        [report] = connection.execute(
            "select map_from_entries(list((billing_currency, cost))) "
            "from (select billing_currency, sum(billed_cost) as cost "
            "from marts.rpt_ghg__team_service_monthly group by all)"
        ).fetchall()
    assert report[0] == billed.cost


def test_every_row_is_counted_in_every_layer(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        assert_lines(connection, "aws_cur2", billed)


def test_every_row_is_classified_or_set_aside_with_a_reason(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select evidence_tier, no_emission_reason, coverage_class, sum(row_count)::bigint "
            "from marts.rpt_audit__coverage group by all"
        ).fetchall()
    assert all(tier is not None or reason for tier, reason, *_ in found), found
    assert {kind for *_, kind, _ in found} == {"estimated", "spend", "no_emission_by_rule"}
    assert sum(rows for *_, rows in found) == billed.lines.total()


def test_the_next_run_asks_the_bucket_and_starts_nothing(billed: Billed) -> None:
    said = must_run(billed.home, "run", env=CREDENTIALS)
    assert "dbt was not started" in said
    assert "landed" not in said.partition("Slices:")[2].partition("\n")[0]


def _as_delivered(bucket: Path) -> tuple[dict[str, Decimal], Counter[str]]:
    """Cost by currency, each row cast to decimal(38, 12) before it is added, and how many rows."""
    cost: dict[str, Decimal] = {}
    lines: Counter[str] = Counter()
    for file in bucket.rglob("*.parquet"):
        # Not read_table: it takes the folder BILLING_PERIOD=… for a column.
        table = pq.ParquetFile(file).read(["line_item_currency_code", "line_item_unblended_cost"])
        for currency, value in zip(*table.to_pydict().values(), strict=True):
            cost[currency] = cost.get(currency, Decimal(0)) + Decimal(repr(value)).quantize(PLACES)
            lines[currency] += 1
    return cost, lines
