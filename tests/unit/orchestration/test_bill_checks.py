"""Checks of the bill: cost on invoices, usage cost with evidence; a place that does not answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from ingest.errors import Unreachable, Why
from ingest.lake import Lake
from ingest.settings import SourceSettings, Workspace
from ingest.source import Fetched, SliceRef, Source
from orchestration import bill_checks, cost_checks, landing_assets
from orchestration.dbt_project import Project
from orchestration.progress import LoggedProgress
from orchestration.workroom import Workroom
from tests.unit.orchestration.landed_files import manifest

_COLUMNS = ("bill_invoice_id", "line_item_unblended_cost", "line_item_currency_code")


def _bill(folder: Path, lines: str) -> Path:
    """A landed file of lines `(invoice, cost, currency)`."""
    path = folder / "0.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (from (values {lines}) as t({', '.join(_COLUMNS)})) to '{path}' (format parquet)"
        )
    return path


def test_cost_that_no_invoice_has_does_not_tie(tmp_path: Path) -> None:
    lines = "('I1', 10.1, 'USD'), (null, 0.2, 'USD'), (' ', 5, 'EUR')"
    euro, dollar = cost_checks.invoiced([_bill(tmp_path, lines)], _COLUMNS)

    assert (euro.currency, euro.invoiced, euro.ties) == ("EUR", 0, False)
    assert (dollar.landed, dollar.invoiced) == (Decimal("10.3"), Decimal("10.1"))


def test_an_invoiced_month_ties_to_the_last_digit(tmp_path: Path) -> None:
    lines = "('I2', 0.1::double, 'USD'), ('I2', 0.2::double, 'USD')"
    (found,) = cost_checks.invoiced([_bill(tmp_path, lines)], _COLUMNS)

    assert found.ties
    assert found.landed == Decimal("0.3")


def test_a_bill_without_invoices_is_not_asked(tmp_path: Path) -> None:
    assert cost_checks.invoiced([_bill(tmp_path, "(null, 1, 'USD')")], ("amount",)) == []


def test_coverage_is_of_usage_cost_alone_and_needs_energy() -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_resource_estimates_daily as from (values "
            "(date '2025-10-02', 'USD', 95, 4, 2.5, 'Usage', null, 'vm'), "
            "(date '2025-10-03', 'USD', 5, 5, null, 'Usage', null, 'vm'), "
            "(date '2025-11-03', 'USD', 94, 4, 0, 'Usage', null, 'vm'), "
            "(date '2025-11-03', 'USD', 2, null, null, 'Usage', null, 'vm'), "
            "(date '2025-11-03', 'USD', 4, 4, null, 'Usage', null, 'vm'), "
            "(date '2025-11-03', 'USD', 900, null, null, 'Usage', 'by rule', 'vm'), "
            "(date '2025-11-03', 'USD', 900, 5, null, 'Usage', null, 'support'), "
            "(date '2025-11-03', 'USD', 900, null, null, 'Tax', null, 'vm')) as t(usage_date, "
            "billing_currency, effective_cost, evidence_tier, energy_it_kwh, charge_category, "
            "no_emission_reason, resource_kind)"
        )
        october, november = cost_checks.coverage(connection)

    assert (october.month, october.share, october.is_enough) == ("2025-10", Decimal("0.95"), True)
    assert (november.share, november.is_enough) == (Decimal("0.94"), False)


class _Silent(Source):
    """Does not answer `failures` times, for the reason `why`."""

    kind = "silent"
    columns = {"amount": "double"}  # noqa: RUF012
    partitioned = False
    failures = 0
    why: Why = "unanswered"
    asked = 0

    def slices(self) -> Iterator[SliceRef]:
        self.asked += 1
        if self.asked <= self.failures:
            raise Unreachable("s3://bucket does not answer.", self.why)
        yield from ()

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        raise Unreachable(f"{ref.uri} into {into}")


def _landed(
    home: Path, failures: int, why: Why, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, bool]:
    """How often the source was asked, and whether the run went on."""
    monkeypatch.setattr(landing_assets, "RETRY_SECONDS", (0, 0))
    workspace = Workspace(home)
    room = Workroom(workspace, Project(workspace, home), LoggedProgress(logging.getLogger("test")))
    source = _Silent("acme", SourceSettings(kind="silent", uri="x"), workspace)
    source.failures, source.why = failures, why
    asset = landing_assets.landing_asset(source, room)
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([asset], instance=instance, raise_on_error=False)
    return source.asked, result.success


def test_a_place_that_does_not_answer_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _landed(tmp_path, 2, "unanswered", monkeypatch) == (3, True)


def test_after_the_last_attempt_the_run_goes_on_with_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _landed(tmp_path, 99, "unanswered", monkeypatch) == (3, True)


def test_what_is_denied_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _landed(tmp_path, 99, "denied", monkeypatch) == (1, True)


def test_the_newest_month_that_is_over_is_the_one_held_against_its_invoices(
    tmp_path: Path,
) -> None:
    lake = Lake(tmp_path / "lake")
    ahead = f"{date.today().year + 1}-01"
    for month in ("2025-10", "2025-11", ahead):
        lake.put(manifest("silent", f"acme__{month}", periods=(month,)))
    lake.put(manifest("silent", "other__2025-12", periods=("2025-12",)))
    source = _Silent("acme", SourceSettings(kind="silent", uri="x"), Workspace(tmp_path))

    assert [one.slice_id for one in bill_checks.newest_closed(lake, source)] == ["acme__2025-11"]
