"""`tonne agent` ends when it is asked to, and says in a sentence why it cannot begin."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.agents import Bench
from tests.fake_powercap import FakePowercap, two_sockets


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.plan(loaded=time.time() - 1000)
    FakePowercap(made.powercap, two_sockets())
    return made


def _said(agent: subprocess.Popen[str]) -> str:
    out, errors = agent.communicate(timeout=60)
    return out + errors


def _wait_for_a_sample(bench: Bench) -> None:
    deadline = time.monotonic() + 60
    while not bench.journals:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_one_sample_shows_what_can_be_read(bench: Bench) -> None:
    agent = bench.start("--once")

    said = _said(agent)
    assert agent.returncode == 0
    assert "package-0, core of package-0, dram of package-0" in said
    assert "Samples 8 GPUs." in said
    assert "Delivered 39 samples of gpu-1" in said
    assert len(list(bench.spool.rglob("*.parquet"))) == 1


def test_sigterm_ends_it_with_everything_delivered(bench: Bench) -> None:
    agent = bench.start("--interval", "0.1")
    _wait_for_a_sample(bench)
    agent.terminate()

    assert "Delivered" in _said(agent)
    assert agent.returncode == 0
    assert bench.journals == []
    told = {note["value"] for note in bench.noted() if note["uuid"] == "GPU-00000007"}
    energy = bench.landed()["nvml_total_energy_consumption GPU-00000007"]
    assert len(told - {value for _, value in energy}) <= 1  # the look at the start


def test_a_second_agent_of_a_host_leaves_the_first_alone(bench: Bench) -> None:
    first = bench.start("--interval", "0.1")
    _wait_for_a_sample(bench)
    second = bench.start("--interval", "0.1")

    assert "another agent samples this host" in _said(second)
    assert second.returncode == 5
    first.terminate()
    _said(first)
    assert first.returncode == 0


def test_where_nothing_can_be_sampled_it_says_so_and_leaves(bench: Bench) -> None:
    agent = bench.start("--powercap", str(bench.folder / "absent"), "--nvml-module", "tests.none")

    said = _said(agent)
    assert agent.returncode == 1
    assert "holds no energy counter" in said
    assert "nvidia-ml-py is not installed" in said
    assert "Nothing on this host can be sampled" in said


def test_a_spool_that_cannot_be_written_is_named_before_anything_is_sampled(bench: Bench) -> None:
    bench.spool.write_text("in the way")
    agent = bench.start("--once")

    assert str(bench.spool) in _said(agent)
    assert agent.returncode == 1
    assert bench.journals == []
