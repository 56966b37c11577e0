"""The answers and the exposition of the research data land as what they say."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.landed_samples import Landed, landed_day, reduced_j
from tests.prometheus_front import Shelf, of_shelf, standing
from tests.prometheus_homes import land, settings

_LINE = re.compile(r"^(\w+)\{(.*)\} (\S+)$")
_LABEL = re.compile(r'(\w+)="([^"]*)"')
DAY = date(2025, 11, 20)
NOON_S = datetime(2025, 11, 20, 12, tzinfo=UTC).timestamp()


def landed(home: Path, shelf: Shelf, preset: str) -> Landed:
    """Land a shelf of that day."""
    back = (datetime.now(UTC).date() - DAY).days
    with standing(of_shelf(shelf)) as front:
        land(home, settings(front.uri, preset, lookback_days=back))
    return landed_day(home, DAY)


def answered(file: Path) -> Shelf:
    """The series of a recorded answer."""
    result = json.loads(file.read_text())["data"]["result"]
    return [(one["metric"], [(at, text) for at, text in one["values"]]) for one in result]


def exposed(file: Path) -> Shelf:
    """The lines of an exporter, scraped once at noon."""
    found = (_LINE.match(line) for line in file.read_text().splitlines())
    return [
        ({"__name__": one[1], **dict(_LABEL.findall(one[2]))}, [(NOON_S, one[3])])
        for one in found
        if one
    ]


@pytest.mark.parametrize(
    ("name", "preset", "joules"),
    [
        # 200 W for 6 minutes over a wrap; 30 s intervals of 15 kJ and, of a reload, what is seen.
        ("prometheus_query_range__rapl_wrap_synthetic", "kepler", 72_000.0),
        ("prometheus_query_range__dcgm_driver_reset_synthetic", "dcgm", 176_500.0),
        ("prometheus_instant_range_selector__raw_samples_synthetic", "dcgm", 86_500.0),
    ],
)
def test_a_recorded_answer_lands_with_its_energy(
    shared_dir: Path, home: Path, name: str, preset: str, joules: float
) -> None:
    shelf = answered(shared_dir / "data/telemetry" / f"{name}.json")
    [series] = landed(home, shelf, preset).series
    wanted = [(round(at * 1000), float(text)) for at, text in shelf[0][1]]
    assert series.samples == wanted
    assert reduced_j(series, DAY) == pytest.approx(joules, rel=1e-9)


def test_keplers_exposition_lands_whole_but_for_parts_told_again(
    shared_dir: Path, home: Path
) -> None:
    shelf = exposed(shared_dir / "data/telemetry/kepler_0.11_SYNTHETIC_shape.prom.txt")
    found = landed(home, shelf, "kepler").series
    parts = [labels for labels, _ in shelf if re.search("_(active|idle)_", labels["__name__"])]
    assert len(found) == len(shelf) - len(parts)
    told = {(one.columns["metric"], one.columns["device_kind"], one.columns["workload_state"])
            for one in found}  # fmt: skip
    assert told == {
        ("kepler_node_cpu_joules_total", "cpu_package", None),
        ("kepler_node_cpu_joules_total", "dram", None),
        ("kepler_node_gpu_joules_total", "gpu", None),
        ("kepler_pod_cpu_joules_total", "pod", "running"),
        ("kepler_pod_cpu_joules_total", "pod", "terminated"),
        ("kepler_pod_gpu_joules_total", "pod", "running"),
    }
