"""AWS's deliveries to the made-up company: its bill, that of its second payer, and carbon figures.

Belongs here: which exports there are and what is delivered into them. Does not: what the lines say
(`bill.py`), the other clouds (`others.py`).
"""

from collections.abc import Callable
from pathlib import Path

from ingest.demo import company
from ingest.demo.bill import month_bill
from ingest.demo.carbon_export import deliver_carbon
from ingest.demo.cur2 import deliver
from ingest.demo.export import Export, arranged
from ingest.demo.fleet import Fleet
from ingest.demo.month import Month
from ingest.demo.plan import Plan
from ingest.demo.sources import ConfiguredSource

RESTATED = "2025-11"
"""The month that is delivered twice."""

SOURCE, LABS_SOURCE, CARBON_SOURCE = "lumenfold_aws", "labs_aws", "lumenfold_aws_carbon"
BUCKET, PREFIX = Path("clouds/aws"), "exports"
_ROWS_PER_CHUNK = 20_000

Progress = Callable[[str], None]


def aws_sources(home: Path, plan: Plan, endpoint_url: str | None) -> list[ConfiguredSource]:
    """How each export is configured; `endpoint_url` is that of an S3 other than AWS's own."""
    names = [SOURCE, f"{SOURCE}_b"][: plan.exports]
    text = "CUR 2.0 export, hourly, with resource ids"
    found = [
        (name, "aws_cur2", text, export)
        for name, export in zip(
            [*names, LABS_SOURCE], [*exports_of(home, plan), labs_export(home, plan)], strict=True
        )
    ]
    if plan.own_figures:
        text = "AWS's own carbon figures, by model version"
        found.append((CARBON_SOURCE, "aws_carbon", text, _carbon_export(home, plan)))
    root = plan.bucket_uri.rstrip("/") if plan.bucket_uri else BUCKET.as_posix()
    extra = {"endpoint_url": f'"{endpoint_url}"', "allow_http": "true"} if endpoint_url else {}
    return [
        ConfiguredSource(name, kind, f"{root}/{PREFIX}/{export.name}", text, extra)
        for name, kind, text, export in found
    ]


def exports_of(home: Path, plan: Plan) -> tuple[Export, ...]:
    """The export of the company's payer, or its two."""
    names = (company.EXPORT, f"{company.EXPORT}-b")[: plan.exports]
    return tuple(Export(home / BUCKET, PREFIX, name, plan.bucket_uri) for name in names)


def labs_export(home: Path, plan: Plan) -> Export:
    """The export of the second payer."""
    return Export(home / BUCKET, PREFIX, company.LABS_EXPORT, plan.bucket_uri, company.LABS_PAYER)


def _carbon_export(home: Path, plan: Plan) -> Export:
    return Export(home / BUCKET, PREFIX, company.CARBON_EXPORT, plan.bucket_uri)


def deliver_month(
    home: Path, plan: Plan, fleet: Fleet, month: Month, restated: bool,
    progress: Progress | None,
) -> int:  # fmt: skip
    """Writes one month of all exports; the number of bill lines.

    Args:
        home: the workspace.
        plan: what the company is written with.
        fleet: what runs.
        month: one of its months.
        restated: whether the month that is delivered twice is already restated.
        progress: told what is being written.
    """
    is_twice = month.period == RESTATED
    delivery = "first" if is_twice and not restated else "final"
    bill = month_bill(
        fleet, month, plan.seed, delivery=delivery, refunded=is_twice, currency=plan.currency
    )
    chunks = plan.chunks or max(2, -(-fleet.lines[month.period] // _ROWS_PER_CHUNK))
    # the first delivery of a month takes one chunk more than the second
    surplus = 1 if is_twice and delivery == "final" and plan.chunks is None else 0
    exports = exports_of(home, plan)
    own = arranged(bill.lines_of(company.PAYER), plan.layout)
    for export, lines in zip(exports, own, strict=True):
        if progress:
            progress(f"{export.name} {month.period}: {lines.height:,} lines")
        deliver(export, bill, lines, chunks=chunks - surplus, surplus=surplus)
    if delivery == "first":  # the second payer's month and the figures of carbon are final at once
        bill = month_bill(fleet, month, plan.seed, refunded=True, currency=plan.currency)
    labs = bill.lines_of(company.LABS_PAYER)
    deliver(labs_export(home, plan), bill, labs, chunks=1)
    if month.period in plan.told_months:
        is_first = month.period == min(plan.told_months)
        deliver_carbon(_carbon_export(home, plan), bill, is_first=is_first)
    return sum(lines.height for lines in own) + labs.height
