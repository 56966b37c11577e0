"""Google's sample and a generated export, from file to facts: no digit and no row is lost."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline import must_run, warehouse

pytestmark = pytest.mark.slow

_PLACES = Decimal("1e-12")
_SETTINGS = """
[sources.sample]
kind = "gcp_billing"
uri = "clouds/sample"

[sources.generated]
kind = "gcp_billing"
uri = "clouds/generated"
"""
_REDUCTIONS = {"COMMITTED_USAGE_DISCOUNT", "SUSTAINED_USAGE_DISCOUNT", "DISCOUNT"}
_LAYERS = (
    ("staging.stg_gcp__billing_lines", "billed_cost", "1"),
    ("staging.stg_gcp__billing_lines", "effective_cost", "1"),
    ("intermediate.int_usage_daily", "billed_cost", "line_item_count"),
    ("intermediate.int_usage_daily", "effective_cost", "line_item_count"),
    ("marts.fct_resource_estimates_daily", "effective_cost", "line_item_count"),
    ("marts.fct_resource_emissions_monthly", "billed_cost", "line_item_count"),
    ("marts.rpt_audit__coverage", "billed_cost", "row_count"),
)


@dataclass
class Printed:
    """What the files say, read by nothing of ours."""

    cost: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    lines: Counter[str] = field(default_factory=Counter[str])
    vouchers: Counter[str] = field(default_factory=Counter[str])

    def add(self, row: dict[str, str]) -> None:
        """Count one row of a file."""
        currency = row["currency"]
        credits: list[dict[str, Any]] = json.loads(row["credits"], parse_float=Decimal)
        amounts = [Decimal(row["cost"]), *(Decimal(one["amount"]) for one in credits)]
        total = sum(amount.quantize(_PLACES) for amount in amounts)
        self.cost[currency] = self.cost.get(currency, Decimal(0)) + total
        self.lines[currency] += 1
        self.vouchers[currency] += any(one["type"] not in _REDUCTIONS for one in credits)


@dataclass(frozen=True)
class Billed:
    """A run over both bills."""

    home: Path
    printed: Printed


@pytest.fixture(scope="module")
def billed(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Billed:
    home = tmp_path_factory.mktemp("billed") / "home"
    billing = shared_dir / "data/billing"
    shutil.copytree(billing / "gcp", home / "clouds/sample")
    shutil.copytree(billing / "generated_nise/gcp_bucket", home / "clouds/generated")
    (home / "tonne.toml").write_text(_SETTINGS)
    must_run(home, "run")
    printed = Printed()
    for file in sorted((home / "clouds").rglob("*.csv*")):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                printed.add(row)
    return Billed(home, printed)


def test_cost_after_credits_is_the_same_to_the_last_digit_in_every_layer(billed: Billed) -> None:
    assert len(billed.printed.cost) == 4
    with warehouse(billed.home) as connection:
        for relation, cost, _ in _LAYERS:
            found = connection.execute(
                f"select billing_currency, sum({cost}) from {relation} group by all"
            ).fetchall()
            assert dict(found) == billed.printed.cost, relation


def test_every_row_is_counted_in_every_layer_and_every_voucher_once(billed: Billed) -> None:
    printed = billed.printed
    assert printed.vouchers.total() > 50
    with warehouse(billed.home) as connection:
        [(rows,)] = connection.execute("select count(*) from raw.gcp_billing").fetchall()
        assert rows == printed.lines.total()
        for relation, _, lines in _LAYERS:
            found = connection.execute(
                f"select billing_currency, sum({lines})::bigint from {relation} group by all"
            ).fetchall()
            assert dict(found) == printed.lines + printed.vouchers, relation


def test_every_row_has_a_tier_or_a_reason(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select evidence_tier, no_emission_reason, sum(row_count)::bigint "
            "from marts.rpt_audit__coverage group by all"
        ).fetchall()
    assert all(tier is not None or reason for tier, reason, _ in found), found


def test_labels_and_tags_are_one_map_and_the_machine_is_named(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        tags = connection.execute(
            "select distinct tags['data_classification'], tags['cost_center'] is not null "
            "from staging.stg_gcp__billing_lines where slice_id like 'sample%' order by all"
        ).fetchall()
        machines = connection.execute(
            "select x_instance_type, count(*) from staging.stg_gcp__billing_lines "
            "where slice_id like 'generated%' and x_instance_type is not null group by all"
        ).fetchall()
    assert {label for label, _ in tags} >= {"restricted", "internal"}
    assert all(has_center for _, has_center in tags)
    assert dict(machines)["m2-megamem-416"] == 10


def test_the_next_run_reads_nothing_again(billed: Billed) -> None:
    assert "dbt was not started" in must_run(billed.home, "run")
