"""Writes the made-up company whole: its bills, registers, grid files and settings.

Belongs here: what a demonstration workspace consists of, and the restatement of its November.
Does not: reading any of it back; that is the door's work, as for any company.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.demo import company
from ingest.demo.bill import month_bill
from ingest.demo.cur2 import deliver
from ingest.demo.export import Export, Layout, arranged
from ingest.demo.fleet import Fleet
from ingest.demo.grid import months_around, write_grid
from ingest.demo.month import Month
from ingest.demo.organisation import write_registers, write_settings
from ingest.demo.plan import Plan

MONTHS = ("2025-10", "2025-11", "2025-12")
RESTATED = "2025-11"
"""The month that is delivered twice."""

SOURCE, LABS_SOURCE = "lumenfold_aws", "labs_aws"
BUCKET, PREFIX = Path("clouds/aws"), "exports"
_ROWS_PER_CHUNK = 20_000

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A written company.

    `exports` holds its export (or two), `labs` that of its second payer; `lines` the bill lines now
    delivered, by period; `restated` whether November is the second delivery.
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
    endpoint_url: str | None = None, progress: Progress | None = None,
) -> DemoCompany:  # fmt: skip
    """Writes the made-up company into a workspace folder; the same arguments give the same rows.

    Args:
        home: the workspace; made when absent.
        lines: bill lines over all months, at least 2,000.
        seed: changes resource ids, amounts and weather.
        restated: whether November is already restated; otherwise as first delivered.
        layout: how the rows are laid over files and exports.
        months: billing periods, `YYYY-MM`.
        second_currency: ISO code in which one of the accounts is billed.
        bucket_uri: `s3://name` if the folder `clouds/aws` will be uploaded as that bucket.
        endpoint_url: the S3 endpoint for it.
        progress: told what is being written.

    Raises:
        ValueError: fewer than 2,000 lines, or a layout over more than two exports.
    """
    laid = layout or Layout()
    plan = Plan(
        lines, seed, tuple(months), laid.chunks, laid.shuffle_seed, laid.exports,
        second_currency, bucket_uri,
    )  # fmt: skip
    fleet = plan.fleet()
    counts = {m.period: _deliver(home, plan, fleet, m, restated, progress) for m in fleet.months}
    write_settings(home, _uris(home, plan), endpoint_url)
    write_registers(home / "inputs")
    write_grid(home / "inputs" / "grid", months_around(months), seed)
    plan.keep(home)
    return DemoCompany(home, _exports(home, plan), _labs_export(home, plan), counts, restated)


def restate_november(home: Path, *, progress: Progress | None = None) -> DemoCompany:
    """Delivers November again, over its first delivery, as the company's provider would.

    Costs and amounts change, late lines and a refund arrive, invoice ids are filled; one chunk
    fewer is needed, so the last one of before is overwritten with a file of no rows.

    Args:
        home: a workspace that `write_company` wrote.
        progress: told what is being written.

    Raises:
        FileNotFoundError: no made-up company was written there.
    """
    plan = Plan.kept_in(home)
    fleet = plan.fleet()
    lines = _deliver(home, plan, fleet, Month(RESTATED), True, progress)
    exports, labs = _exports(home, plan), _labs_export(home, plan)
    return DemoCompany(home, exports, labs, {**fleet.lines, RESTATED: lines}, True)


def _uris(home: Path, plan: Plan) -> dict[str, str]:
    """Where each source finds its export."""
    root = plan.bucket_uri.rstrip("/") if plan.bucket_uri else BUCKET.as_posix()
    exports = [*_exports(home, plan), _labs_export(home, plan)]
    names = [SOURCE, f"{SOURCE}_b"][: plan.exports]
    return {
        name: f"{root}/{PREFIX}/{export.name}"
        for name, export in zip([*names, LABS_SOURCE], exports, strict=True)
    }


def _exports(home: Path, plan: Plan) -> tuple[Export, ...]:
    names = (company.EXPORT, f"{company.EXPORT}-b")[: plan.exports]
    return tuple(Export(home / BUCKET, PREFIX, name, plan.bucket_uri) for name in names)


def _labs_export(home: Path, plan: Plan) -> Export:
    return Export(home / BUCKET, PREFIX, company.LABS_EXPORT, plan.bucket_uri, company.LABS_PAYER)


def _deliver(
    home: Path, plan: Plan, fleet: Fleet, month: Month, restated: bool,
    progress: Progress | None,
) -> int:  # fmt: skip
    is_twice = month.period == RESTATED
    delivery = "first" if is_twice and not restated else "final"
    bill = month_bill(
        fleet, month, plan.seed, delivery=delivery, refunded=is_twice, currency=plan.currency
    )
    chunks = plan.chunks or max(2, -(-fleet.lines[month.period] // _ROWS_PER_CHUNK))
    # the first delivery of a month takes one chunk more than the second
    surplus = 1 if is_twice and delivery == "final" and plan.chunks is None else 0
    exports = _exports(home, plan)
    own = arranged(bill.lines_of(company.PAYER), plan.layout)
    for export, lines in zip(exports, own, strict=True):
        if progress:
            progress(f"{export.name} {month.period}: {lines.height:,} lines")
        deliver(export, bill, lines, chunks=chunks - surplus, surplus=surplus)
    if delivery == "first":  # the second payer's month was final at once
        bill = month_bill(fleet, month, plan.seed, refunded=True, currency=plan.currency)
    labs = bill.lines_of(company.LABS_PAYER)
    deliver(_labs_export(home, plan), bill, labs, chunks=1)
    return sum(lines.height for lines in own) + labs.height
