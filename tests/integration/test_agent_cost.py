"""The agent costs next to nothing on the host that it measures."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.agents import Bench
from tests.fake_powercap import FakePowercap, two_sockets

pytestmark = pytest.mark.slow

_SECONDS = 60.0
_SHARE = 0.01
_TICKS = os.sysconf("SC_CLK_TCK")


def test_eight_gpus_once_a_second_take_less_than_a_hundredth_of_a_core(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.plan(loaded=time.time() - 1000, divided=3, noting=False)
    with FakePowercap(bench.powercap, two_sockets(), step_s=0.1):
        agent = bench.start("--interval", "1", "--rotate", "20")
        deadline = time.monotonic() + 60
        while not bench.journals:
            assert time.monotonic() < deadline, agent.communicate(timeout=1)
            time.sleep(0.05)
        before = _cpu_seconds(agent.pid)
        time.sleep(_SECONDS)
        used = _cpu_seconds(agent.pid) - before
        agent.terminate()
        _, errors = agent.communicate(timeout=30)

    assert agent.returncode == 0, errors
    assert "8 GPUs with 3 MIG slices" in errors
    energy = bench.landed()["nvml_total_energy_consumption GPU-00000007"]
    assert len(energy) >= _SECONDS * 0.9
    assert used < _SECONDS * _SHARE, f"{used:.2f} CPU-seconds in {_SECONDS:.0f} s"


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
