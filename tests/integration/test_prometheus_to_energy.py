"""What a real Prometheus holds of counters of known energy becomes that energy, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.energy_ledger import build_ledger
from tests.known_counters import Known, open_metrics
from tests.known_rack import DAY_S, rack
from tests.pipeline import warehouse
from tests.prometheus_server import running

pytestmark = pytest.mark.slow
DAY: date = datetime.now(UTC).date() - timedelta(days=4)
KNOWN = rack(DAY)
_J_PER_KWH = 3.6e6
_COLUMNS = (
    "sum(energy_kwh)", "sum(lost_seconds)", "sum(wrap_count)", "sum(reset_count)",
    "sum(gap_count)", "sum(blank_count)",
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("prometheus")
    with running(folder, open_metrics(KNOWN)) as server:
        _write(home, server.settings("dcgm", "kepler", "node_exporter"))
        build_ledger(home)
    with warehouse(home) as connection:
        yield connection


def _write(home: Path, settings: str) -> None:
    (home / "tonne.toml").write_text(settings)
    (home / "inputs").mkdir()


def of(ledger: duckdb.DuckDBPyConnection, one: Known) -> tuple[Any, ...]:
    """What the day's hours hold of a known series."""
    [row] = ledger.execute(
        f"select {', '.join(_COLUMNS)} from intermediate.int_device_energy_hourly "
        "where series_id = (select any_value(series_id) from staging.stg_telemetry__samples "
        "where metric = ? and labels = ?) and cast(hour_at as date) = ?",
        [one.metric, json.dumps(dict(sorted(one.labels.items()))), DAY],
    ).fetchall()
    assert row[0] is not None, one.name
    return tuple(float(value) for value in row)


@pytest.mark.parametrize("one", [one for one in KNOWN if one.day_j], ids=lambda one: one.name)
def test_the_hours_of_a_day_are_the_known_energy(
    ledger: duckdb.DuckDBPyConnection, one: Known
) -> None:
    kwh, *_ = of(ledger, one)
    assert one.day_j is not None
    assert kwh * _J_PER_KWH == pytest.approx(one.day_j, rel=1e-4)


def test_wraps_resets_gaps_and_blanks_are_told_and_add_nothing(
    ledger: duckdb.DuckDBPyConnection,
) -> None:
    known = {one.name: of(ledger, one) for one in KNOWN}
    assert known["800 W"][2] == pytest.approx(800 * DAY_S / 262_143, abs=1)
    assert known["200 W"][3] == known["437 W"][3] == known["800 W"][3] == 0
    assert known["reloaded"][1:4] == (30, 0, 1)
    assert known["gap"][1:5] == (0, 0, 0, 1)
    assert known["blank"][5] > 0
    assert known["running"][1:4] == (60, 0, 1)
    assert known["terminated"][0] == 0


def test_a_board_in_slices_is_counted_once(ledger: duckdb.DuckDBPyConnection) -> None:
    parts = [of(ledger, one)[0] for one in KNOWN if one.device == "GPU-mig"]
    [(booked,)] = ledger.execute(
        "select sum(energy_it_kwh) from marts.fct_device_energy_hourly "
        "where device_id = 'GPU-mig' and cast(hour_at as date) = ?", [DAY],
    ).fetchall()  # fmt: skip
    assert len(parts) == 3
    assert float(booked) == pytest.approx(300 * DAY_S / _J_PER_KWH, rel=1e-4)
    assert float(booked) < sum(parts) / 2


def test_power_beside_a_counter_of_the_same_board_adds_nothing(
    ledger: duckdb.DuckDBPyConnection,
) -> None:
    rows = ledger.execute(
        "select method, sum(energy_it_kwh) from marts.fct_device_energy_hourly "
        "where device_id = 'GPU-blank' and cast(hour_at as date) = ? group by all", [DAY],
    ).fetchall()  # fmt: skip
    assert [(method, float(kwh)) for method, kwh in rows] == [
        ("energy_counter", pytest.approx(250 * DAY_S / _J_PER_KWH, rel=1e-4))
    ]


def test_a_host_that_no_register_knows_is_seen(ledger: duckdb.DuckDBPyConnection) -> None:
    sites = ledger.execute("select distinct site_id from marts.fct_device_energy_hourly").fetchall()
    assert sites == [("unregistered",)]
