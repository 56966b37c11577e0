"""Writes the made-up company whole: its bills, registers, grid files and settings.

Belongs here: what a demonstration workspace consists of, and the restatement of its November.
Does not: reading any of it back; that is the door's work, as for any company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.demo.aws import (
    RESTATED,
    SOURCE,
    Progress,
    aws_sources,
    deliver_month,
    exports_of,
    labs_export,
)
from ingest.demo.disclosures import write_disclosure_registers
from ingest.demo.export import Export, Layout
from ingest.demo.grid import months_around, write_grid
from ingest.demo.month import Month
from ingest.demo.onprem.delivery import deliver_sites, site_sources
from ingest.demo.organisation import write_registers
from ingest.demo.others import deliver_others, other_sources
from ingest.demo.plan import CLOUDS, Plan
from ingest.demo.sources import write_settings
from ingest.workspace import Workspace

__all__ = ["RESTATED", "SOURCE", "DemoCompany", "restate_november", "write_company"]

MONTHS = ("2025-10", "2025-11", "2025-12")


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A written company.

    `exports` holds its export of AWS (or two), `labs` that of its second payer; `lines` the lines
    of AWS now delivered, by period; `restated` whether November is the second delivery.
    """

    home: Path
    exports: tuple[Export, ...]
    labs: Export
    lines: dict[str, int]
    restated: bool


def write_company(
    home: Path, *, lines: int = 150_000, seed: int = 7, restated: bool = True,
    layout: Layout | None = None, months: Sequence[str] = MONTHS,
    second_currency: str | None = None, bucket_uri: str | None = None,
    endpoint_url: str | None = None, clouds: Sequence[str] = CLOUDS, own_figures: bool = True,
    own_sites: bool = False, progress: Progress | None = None,
) -> DemoCompany:  # fmt: skip
    """Writes the made-up company into a workspace folder; the same arguments give the same rows.

    Args:
        home: the workspace; made when absent.
        lines: bill lines of AWS over all months, at least 2,000; other clouds follow in proportion.
        seed: changes resource ids, amounts and weather.
        restated: whether November is already restated; otherwise as first delivered.
        layout: how the rows of AWS are laid over files and exports.
        months: billing periods, `YYYY-MM`.
        second_currency: ISO code in which one of the accounts of AWS is billed.
        bucket_uri: `s3://name` if the folder `clouds/aws` will be uploaded as that bucket.
        endpoint_url: the S3 endpoint for it.
        clouds: on which it runs: aws, and gcp and azure.
        own_figures: whether the clouds tell carbon figures of their own, but of the newest month.
        own_sites: whether it has a machine room and a rented cage beside its clouds.
        progress: told what is being written.

    Raises:
        ValueError: fewer than 2,000 lines, a layout over more than two exports, or other clouds.
    """
    laid = layout or Layout()
    plan = Plan(
        lines, seed, tuple(months), laid.chunks, laid.shuffle_seed, laid.exports,
        second_currency, bucket_uri, tuple(clouds), own_figures, own_sites,
    )  # fmt: skip
    return _write(home, plan, restated, endpoint_url, progress)


def restate_november(home: Path, *, progress: Progress | None = None) -> DemoCompany:
    """Delivers November again, over its first delivery, as the company's providers would.

    AWS: costs and amounts change, late lines and a refund arrive, invoice ids are filled; one chunk
    fewer is needed, so the last one of before is overwritten with a file of no rows. Google: late
    lines and a correction arrive with the rows of December. Azure: a second run of both exports.

    Args:
        home: a workspace that `write_company` wrote.
        progress: told what is being written.

    Raises:
        FileNotFoundError: no made-up company was written there.
    """
    plan = Plan.kept_in(home)
    fleet = plan.fleet()
    lines = deliver_month(home, plan, fleet, Month(RESTATED), True, progress)
    deliver_others(home, plan, True, progress)
    return _written(home, plan, {**fleet.lines, RESTATED: lines}, True)


def _write(
    home: Path, plan: Plan, restated: bool, endpoint_url: str | None, progress: Progress | None
) -> DemoCompany:
    if "aws" not in plan.clouds or not set(plan.clouds) <= set(CLOUDS):
        raise ValueError(f"the clouds are aws, and gcp and azure, not {', '.join(plan.clouds)}")
    fleet = plan.fleet()
    counts = {
        m.period: deliver_month(home, plan, fleet, m, restated, progress) for m in fleet.months
    }
    deliver_others(home, plan, restated, progress)
    deliver_sites(home, plan, progress)
    sources = [*aws_sources(home, plan, endpoint_url), *other_sources(plan), *site_sources(plan)]
    write_settings(home, sources)
    write_registers(home / "inputs", plan.clouds, own_sites=plan.own_sites)
    write_disclosure_registers(home / "inputs", int(max(plan.months)[:4]))
    write_grid(home / "inputs" / "grid", months_around(plan.months), plan.seed, plan.clouds)
    Workspace(home).books.mkdir(exist_ok=True)
    plan.keep(home)
    return _written(home, plan, counts, restated)


def _written(home: Path, plan: Plan, lines: dict[str, int], restated: bool) -> DemoCompany:
    exports, labs = exports_of(home, plan), labs_export(home, plan)
    return DemoCompany(home, exports, labs, lines, restated)
