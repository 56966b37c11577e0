"""What the company's own sites deliver: the spool of their hosts, and their registers.

Belongs here: where the files lie and how the spool is configured. Does not: what they say.
"""

from pathlib import Path

from ingest.demo.aws import RESTATED, Progress
from ingest.demo.month import Month
from ingest.demo.onprem.ai_registers import ai_requests, ai_runs, ai_services
from ingest.demo.onprem.asset_registers import asset_lives, assets, instruments
from ingest.demo.onprem.meter_readings import METERS, meter_readings
from ingest.demo.onprem.site_registers import HOST_ROWS, SITES, fuels, refrigerants
from ingest.demo.onprem.spool import write_spool
from ingest.demo.plan import Plan
from ingest.demo.register_file import write_register
from ingest.demo.sources import ConfiguredSource

SPOOL_SOURCE = "lumenfold_hosts"
SPOOL = Path("onprem/spool")


def busy_month(plan: Plan) -> Month:
    """The month in which the boards work and are sampled."""
    return Month(RESTATED if RESTATED in plan.months else max(plan.months))


def site_sources(plan: Plan) -> list[ConfiguredSource]:
    """How the spool is configured; registers need no entry."""
    if not plan.own_sites:
        return []
    text = "Samples of its own hosts, a folder per host and day"
    return [ConfiguredSource(SPOOL_SOURCE, "agent_samples", SPOOL.as_posix(), text)]


def deliver_sites(home: Path, plan: Plan, progress: Progress | None) -> None:
    """Writes the spool and the registers of the sites, if the plan has them.

    Args:
        home: the workspace.
        plan: what the company is written with.
        progress: told what was written.
    """
    if not plan.own_sites:
        return
    months, busy = [Month(period) for period in sorted(plan.months)], busy_month(plan)
    year = busy.start.year
    registers = {
        "sites": SITES,
        "hosts": HOST_ROWS,
        "meters": METERS,
        "meter_readings": meter_readings(months, busy, plan.seed),
        "fuels": fuels(months, plan.seed),
        "refrigerants": refrigerants(busy),
        "assets": assets(year, f"{busy.period}-20"),
        "asset_lives": asset_lives(year),
        "instruments": instruments(year),
        "ai_runs": ai_runs(busy),
        "ai_services": ai_services(busy),
        "ai_requests": ai_requests(busy),
    }
    for name, rows in registers.items():
        write_register(home / "inputs" / f"{name}.csv", rows)
    samples = write_spool(home / SPOOL, busy, plan.seed)
    if progress:
        progress(f"Own sites: {samples:,} samples of four hosts")
