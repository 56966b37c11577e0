"""What the clouds of the made-up company deliver later: months corrected, models changed, figures.

Belongs here: one function a delivery, and the company after them. Does not: what the facts then
are. A changed figure is the double of what it was, which neither binary nor decimal numbers round.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from ingest.demo.azure.bill import bill_of
from ingest.demo.azure.emissions import deliver_answers
from ingest.demo.azure.exports import write_run
from ingest.demo.azure.needs import SHOP
from ingest.demo.bill import month_bill
from ingest.demo.carbon_export import deliver_carbon
from ingest.demo.company import CARBON_EXPORT
from ingest.demo.export import Export
from ingest.demo.gcp import footprint_table
from ingest.demo.gcp.extracts import put
from ingest.demo.gcp.footprint import deliver_footprint, rows_of
from ingest.demo.month import Month
from ingest.demo.plan import Plan
from tests.demo_company import on_three_clouds
from tests.once import made_once
from tests.pipeline import copy_workspace, must_run

OLD_MODEL, NEW_MODEL = "v3.0.1", "v3.0.2"
_EXPORT = Path("clouds/aws/exports") / CARBON_EXPORT
_CONTAINER, _ANSWERS = Path("clouds/azure/msexports"), Path("clouds/azure/carbon")
_FOOTPRINT = Path("clouds/gcp/footprint")
_SECOND_RUN_DAYS = 9
_MORE_DAYS = 0.3
"""The share of days that the bill of a small company has lines of when it runs again."""


def corrected(factory: pytest.TempPathFactory) -> Path:
    """Azure's bill of November ran again; every cloud changed what it said of October."""

    def deliver(home: Path) -> None:
        azure_bill_again(home, "2025-11")
        aws_new_model(home, "2025-10")
        google_new_model(home, "2025-10", 14, 16)
        azure_silent_change(home, "2025-10", SHOP.subscription_id)

    return _after(on_three_clouds(factory), "corrected-on-three-clouds", deliver, factory)


def told(factory: pytest.TempPathFactory) -> Path:
    """And the figures of December arrived."""

    def deliver(home: Path) -> None:
        own_figures_of(home, "2025-12")

    return _after(corrected(factory), "told-on-three-clouds", deliver, factory)


def _after(
    before: Path, name: str, deliver: Callable[[Path], None], factory: pytest.TempPathFactory
) -> Path:
    def make(home: Path) -> None:
        copy_workspace(before, home)
        deliver(home)
        must_run(home, "run")

    return made_once(factory, name, make)


def azure_bill_again(home: Path, period: str) -> None:
    """Both exports of Azure run again: the lines of more days, and a refund, have come."""
    plan, month = Plan.kept_in(home), Month(period)
    # late lines are of two days alone, which a company so small need not have
    bill = bill_of(month, max(plan.density, _MORE_DAYS), plan.seed, "second")
    for kind, rows in (("ActualCost", bill.actual), ("AmortizedCost", bill.amortized)):
        write_run(home / _CONTAINER, kind, month, rows, days_after=_SECOND_RUN_DAYS)


def aws_new_model(home: Path, period: str) -> None:
    """AWS tells a month by a newer model, in a partition beside that of the model before."""
    for folder in ("data", "metadata"):
        old, new = (
            home / _EXPORT / folder / f"carbon_model_version={version}" / f"usage_period={period}"
            for version in (OLD_MODEL, NEW_MODEL)
        )
        new.mkdir(parents=True)
        for file in old.iterdir():
            if folder == "data":
                doubled = pl.read_parquet(file).with_columns(
                    pl.lit(NEW_MODEL).alias("model_version"), pl.col(pl.Float64) * 2
                )
                doubled.write_parquet(new / file.name)
            else:
                (new / file.name).write_text(file.read_text().replace(OLD_MODEL, NEW_MODEL))


def google_new_model(home: Path, period: str, old: int, new: int) -> None:
    """Google's table of a month holds the rows of a newer model beside those of the old one."""
    plan, month = Plan.kept_in(home), Month(period)
    before, after = (rows_of(month, plan.density, plan.seed, model) for model in (old, new))
    [file] = (home / _FOOTPRINT / f"usage_month={period}").iterdir()
    rows = [*before, *(_doubled(row) for row in after)]
    put(file, pa.Table.from_pylist(rows, footprint_table.SCHEMA))


def azure_silent_change(home: Path, period: str, subscription_id: str) -> None:
    """Azure answers anew about one subscription's month, in the same words: no version tells it."""
    for file in (home / _ANSWERS / period).iterdir():
        answer = json.loads(file.read_text())
        for item in answer["value"]:
            if item["subscriptionId"] == subscription_id:
                item["latestMonthEmissions"] *= 2
        file.write_text(json.dumps(answer, indent=1) + "\n")


def own_figures_of(home: Path, period: str) -> None:
    """The month's figures arrive from every cloud."""
    plan, month = Plan.kept_in(home), Month(period)
    export = Export(home / _EXPORT.parents[1], _EXPORT.parent.name, CARBON_EXPORT)
    deliver_carbon(export, month_bill(plan.fleet(), month, plan.seed), is_first=False)
    deliver_footprint(home / _FOOTPRINT, month, plan.density, plan.seed, is_first=False)
    deliver_answers(home / _ANSWERS, month, plan.density, plan.seed)


def _doubled(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the footprint with all its figures doubled."""

    def twice(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: twice(one) for key, one in value.items()}
        return value * 2 if isinstance(value, float) else value

    return {key: twice(value) for key, value in row.items()}
