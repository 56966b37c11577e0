"""What the meters of the sites read: the whole room, its computers, the cage.

Belongs here: readings by month, from the power of the hosts. Does not: telemetry (`spool.py`).
"""

from collections.abc import Sequence

from ingest.demo.month import Month
from ingest.demo.noise import chance
from ingest.demo.onprem.machines import CAGE, HALL, HOSTS
from ingest.demo.onprem.watts import watts
from ingest.demo.onprem.work import STEP_S, WORK
from ingest.demo.register_file import Row

FACILITY_METER, HALL_METER, CAGE_METER = "fra-hall-main", "fra-hall-it", "ams-cage-it"
_SITE_OF = {HALL_METER: HALL, CAGE_METER: CAGE}
_SWITCHES_KW = {HALL: 0.9, CAGE: 0.25}
"""What is plugged in beside the hosts, and no telemetry knows."""
_MWS_PER_KWH = 3_600_000_000

METERS: tuple[Row, ...] = (
    ("meter_id", "site_id", "meter_kind", "unit", "valid_from", "valid_to"),
    (FACILITY_METER, HALL, "facility", "MWh", "", ""),
    (HALL_METER, HALL, "it", "kWh", "", ""),
    (CAGE_METER, CAGE, "it", "kWh", "", ""),
)


def it_kwh(month: Month, seed: int, *, has_work: bool) -> dict[str, float]:
    """What the computers of each site take in a month, by the id of their meter, in kWh."""
    drawn = watts(month, seed, WORK if has_work else ())
    return {
        meter: round(
            sum(
                int(drawn[host].sum()) * STEP_S / _MWS_PER_KWH
                for host in HOSTS
                if host.site_id == site
            )
            + _SWITCHES_KW[site] * month.hours,
            1,
        )
        for meter, site in _SITE_OF.items()
    }


def facility_mwh(it: float, month: Month, seed: int) -> float:
    """What the whole room takes where its computers take `it` kWh."""
    return round(it * (1.33 + 0.05 * chance(seed, "cooling", month.period)) / 1000, 4)


def meter_readings(months: Sequence[Month], busy: Month, seed: int) -> list[Row]:
    """The register: one reading per meter and month, the newest month's estimated.

    Args:
        months: which months.
        busy: the one in which the boards work.
        seed: changes power and weather.
    """
    rows: list[Row] = [("meter_id", "starts_at", "ends_at", "value", "is_estimated")]
    newest = max(month.period for month in months)
    for month in months:
        it = it_kwh(month, seed, has_work=month == busy)
        readings = {FACILITY_METER: facility_mwh(it[HALL_METER], month, seed), **it}
        is_estimated = str(month.period == newest).lower()
        span = tuple(f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (month.start, month.end))
        rows += [(meter, *span, value, is_estimated) for meter, value in readings.items()]
    return rows
