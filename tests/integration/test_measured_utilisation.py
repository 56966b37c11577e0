"""CPU utilisation that arrives later: it moves the energy of the days it measured and no other."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bills import instance, write_workspace
from tests.contract.samples.cpu_utilisation import SETTINGS, line, write
from tests.pipeline import Facts, facts, must_run, published, warehouse

pytestmark = pytest.mark.slow

_ENERGY = "energy_it_kwh, electricity_location_kgco2e, electricity_location_low_kgco2e"


def _bill(home: Path) -> None:
    """Two machines on a day of each of four months; one of them is billed under its ARN."""
    rows = [
        instance(
            "m5.large",
            line_item_resource_id=resource,
            at=datetime(2025, month, 10),
            hours=24,
            amount=24.0,
        )
        for month in (7, 8, 9, 10)
        for resource in ("i-0ab1", "arn:aws:ec2:us-east-1:012345678901:instance/i-0ac2")
    ]
    write_workspace(home, rows)
    settings = home / "tonne.toml"
    settings.write_text(settings.read_text() + SETTINGS)
    write(home, "elsewhere", line("2024-01-01T00:00:00Z", 0.9))


def test_utilisation_moves_the_days_it_measured_and_taken_back_moves_them_back(home: Path) -> None:
    _bill(home)
    must_run(home, "run")
    before = facts(home)
    keys = _keys(home)
    hours = [f"2025-09-10T{hour:02}:00:00Z" for hour in range(24)]
    measured = [line(at, 0.2 if at < hours[12] else 0.1) for at in hours]
    write(home, "september", *measured, *(line(at, 0.8, resource="i-0ac2") for at in hours))
    must_run(home, "run")
    touched = "usage_date = date '2025-09-10'"
    assert facts(home, where=f"not ({touched})") == _without(before, "2025-09-10")
    changed = {month for month in keys if _keys(home)[month] != keys[month]}
    assert changed == {"2025-08", "2025-09", "2025-10"}  # a line may reach into its neighbours
    with published(home) as connection:
        rows = connection.execute(
            f"select usage_date, right(resource_id, 3), utilisation_basis, cpu_utilisation, "
            f"{_ENERGY} from marts.fct_resource_estimates_daily "
            "where usage_date >= date '2025-08-01' and usage_date < date '2025-10-01' order by 1, 2"
        ).fetchall()
    assert [row[2:4] for row in rows] == [
        ("default", Decimal("0.500000")),
        ("default", Decimal("0.500000")),
        ("measured", Decimal("0.150000")),
        ("measured", Decimal("0.800000")),
    ]
    _hold_line_between_idle_and_full(home, [Decimal(row[4]) for row in rows])
    must_run(home, "run", "--retire", "metrics__september")
    assert facts(home) == before


def _hold_line_between_idle_and_full(home: Path, kwh: list[Decimal]) -> None:
    """24 h at the default, and at 0.15 and 0.8, lie on the line that the rates of the type give."""
    with warehouse(home) as connection:
        [(idle, full)] = connection.execute(
            "select idle_kwh_per_hour, idle_kwh_per_hour + cpu_dynamic_kwh_per_hour "
            "/ cpu_utilisation from intermediate.int_instance_power "
            "where provider = 'aws' and instance_type = 'm5.large'"
        ).fetchall()
    expected = [24 * (idle + use * (full - idle)) for use in (0.5, 0.5, 0.15, 0.8)]
    assert [float(value) for value in kwh] == pytest.approx(expected, abs=1e-8)


def _without(rows: Facts, day: str) -> Facts:
    return Counter({row: count for row, count in rows.items() if str(row[0]) != day})


def _keys(home: Path) -> dict[str, str]:
    """The build key of each month of the daily fact."""
    with published(home) as connection:
        rows = connection.execute(
            "select distinct strftime(usage_date, '%Y-%m'), build_key "
            "from marts.fct_resource_estimates_daily"
        ).fetchall()
    return dict(rows)
