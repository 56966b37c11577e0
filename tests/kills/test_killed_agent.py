"""An agent that is killed loses one interval at most, and a restart invents nothing."""

from __future__ import annotations

import random
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.agents import Bench
from tests.fake_nvml import watts
from tests.fake_powercap import FakePowercap, Zone, two_sockets

pytestmark = [pytest.mark.slow, pytest.mark.kills]

_KILLS = 20
_INTERVAL = 0.2
_SLACK = 0.5
"""Seconds that a loaded machine may let pass between a reading and its stamp."""
_RESET_AT_KILL = 10
_PLAUSIBLE_WATTS = 2000.0
_AWAY = 1.0
_WRAPS = {"intel-rapl:0": "package-0", "intel-rapl:1": "package-1", "intel-rapl:0:1": "dram-0"}


class Survived:
    """Twenty agents that were killed and the last, which was stopped; what they left."""

    def __init__(self, folder: Path) -> None:
        self.bench = Bench(folder)
        self.zones = two_sockets()
        self.pids: list[int] = []
        with FakePowercap(self.bench.powercap, self.zones) as tree:
            now = time.time()
            self.away_from = now + 15.0
            self.reloaded = self.away_from + _AWAY
            self.loaded = now - 1000.0
            plan: dict[str, Any] = {"away_from": self.away_from, "reloaded": self.reloaded}
            self.bench.plan(loaded=self.loaded, divided=3, **plan)
            chance = random.Random(20)
            for kill in range(_KILLS):
                if kill == _RESET_AT_KILL:
                    tree.write_zero("intel-rapl:1:1")
                self._live(chance.uniform(0.2, 1.2))
            self._outlast_the_reload()
            self.messages = self._stop()
        self.left = self.bench.journals
        self.samples = self.bench.landed()

    def counter(self, metric: str, device: str) -> list[tuple[float, float]]:
        """The samples of a counter; none of them is blank unless the driver was away."""
        return [(at, v) for at, v in self.samples[f"{metric} {device}"] if v is not None]

    def _live(self, seconds: float) -> None:
        """One agent, killed a while after its first reading."""
        agent = self.bench.start("--interval", str(_INTERVAL), "--rotate", "1")
        self.pids.append(agent.pid)
        deadline = time.monotonic() + 60
        before = len(self.bench.noted())
        is_away = self.away_from - 1 <= time.time() <= self.reloaded
        while not is_away and len(self.bench.noted()) == before:
            assert time.monotonic() < deadline, agent.communicate(timeout=1)
            time.sleep(0.02)
        time.sleep(seconds)
        agent.kill()
        agent.communicate()

    def _outlast_the_reload(self) -> None:
        time.sleep(max(0.0, self.reloaded - time.time()))

    def _stop(self) -> str:
        agent = self.bench.start("--interval", str(_INTERVAL), "--rotate", "1", "--duration", "3")
        self.pids.append(agent.pid)
        _, errors = agent.communicate(timeout=60)
        assert agent.returncode == 0, errors
        return errors


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Survived:
    return Survived(tmp_path_factory.mktemp("agent"))


def test_each_kill_costs_one_interval_at_most(survived: Survived) -> None:
    """Whatever a GPU told is landed, but for the last word of a life, and the look at its start."""
    missing: list[tuple[int, int]] = []
    for index in range(8):
        uuid = f"GPU-{index:08d}"
        landed = {v for _, v in survived.counter("nvml_total_energy_consumption", uuid)}
        for pid in survived.pids:
            told = [
                n["value"] for n in survived.bench.noted() if (n["uuid"], n["pid"]) == (uuid, pid)
            ]
            middle = told[1:-1]
            missing += [(pid, value) for value in middle if value not in landed]
    assert missing == []
    assert len(survived.pids) == _KILLS + 1
    assert survived.left == []


def test_nothing_is_landed_that_no_gpu_told(survived: Survived) -> None:
    told = {(n["uuid"], n["value"]): n["at"] for n in survived.bench.noted()}
    late: list[float] = []
    for index in range(8):
        uuid = f"GPU-{index:08d}"
        samples = survived.counter("nvml_total_energy_consumption", uuid)
        assert len(samples) > _KILLS
        late += [abs(at - told[uuid, int(value)]) for at, value in samples]
    assert max(late) < _SLACK
    assert sorted(late)[len(late) // 2] < 0.005


def test_a_gpu_counts_what_it_used_but_for_the_reload(survived: Survived) -> None:
    for index in range(8):
        samples = survived.counter("nvml_total_energy_consumption", f"GPU-{index:08d}")
        counted = sum(b - a if b >= a else b for (_, a), (_, b) in pairwise(samples)) / 1000
        true = watts(index) * (samples[-1][0] - samples[0][0])
        [(last, after)] = [(a, b) for a, b in pairwise(samples) if b[1] < a[1]]
        lost = watts(index) * (survived.reloaded - last[0])
        assert counted <= true + watts(index) * 0.01
        assert counted == pytest.approx(true - lost, abs=watts(index) * 2 * _SLACK)
        assert after[0] >= survived.reloaded


def test_a_processor_counts_what_it_used_over_wraps_and_deaths(survived: Survived) -> None:
    for path, device in _WRAPS.items():
        zone = next(one for one in survived.zones if one.path == path)
        samples = survived.counter("powercap_energy_uj", device)
        assert all(zone.showed(at, value, _SLACK) for at, value in samples)
        assert sum(b < a for (_, a), (_, b) in pairwise(samples)) == 1
        assert _joules(zone, samples) == pytest.approx(_true(zone, samples), abs=1e-5)


def test_a_counter_set_to_zero_is_seen_and_never_exceeds_the_truth(survived: Survived) -> None:
    zone = next(one for one in survived.zones if one.path == "intel-rapl:1:1")
    samples = survived.counter("powercap_energy_uj", "dram-1")
    assert all(zone.showed(at, value, _SLACK) for at, value in samples)
    assert sum(b < a for (_, a), (_, b) in pairwise(samples)) == 1
    assert 0 < _joules(zone, samples) <= _true(zone, samples)


def _joules(zone: Zone, samples: list[tuple[float, float]]) -> float:
    """What the differences say: a fall is a wrap if its power can be, else the counter's value."""
    total = 0.0
    for (t0, a), (t1, b) in pairwise(samples):
        wrapped = (b - a + zone.range_uj) / 1e6
        if b >= a:
            total += (b - a) / 1e6
        else:
            total += wrapped if wrapped / (t1 - t0) <= _PLAUSIBLE_WATTS else b / 1e6
    return total


def _true(zone: Zone, samples: list[tuple[float, float]]) -> float:
    """Joules between the readings that the first and the last sample are."""
    (t0, first), (t1, last) = samples[0], samples[-1]
    joules = [
        min((one for one in zone.shown if one[1] == value), key=lambda one: abs(one[0] - at))[2]
        for at, value in ((t0, first), (t1, last))
    ]
    return joules[1] - joules[0]
