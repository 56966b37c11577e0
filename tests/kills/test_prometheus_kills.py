"""A run killed while it pulls samples: the next goes on, and no question is asked twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.landed_samples import landed_day
from tests.pipeline import REPOSITORY
from tests.prometheus_front import Shelf, of_shelf, standing
from tests.prometheus_homes import land, settings

pytestmark = [pytest.mark.slow, pytest.mark.kills]
DAY = datetime.now(UTC).date() - timedelta(days=2)
KILLS = 5
_LAND = (
    "import sys; from pathlib import Path; from tests.prometheus_homes import land; "
    "home = Path(sys.argv[1]); land(home, (home / 'tonne.toml').read_text())"
)


def day_of_a_board() -> Shelf:
    """A sample each minute of a GPU of 100 W."""
    first = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC).timestamp()
    metric = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"
    values = [(first + 60 * i, str(6_000_000 * i)) for i in range(1440)]
    return [({"__name__": metric, "UUID": "GPU-1", "Hostname": "n1"}, values)]


def test_killed_runs_lose_and_repeat_nothing(doomed: Path, tmp_path: Path) -> None:
    doomed.mkdir()
    calm = tmp_path / "calm"
    calm.mkdir()
    with standing(of_shelf(day_of_a_board())) as front:
        text = settings(front.uri, "dcgm", lookback_days=3)
        land(calm, text)
        whole, front.asked = front.raw, []
        (doomed / "tonne.toml").write_text(text)
        for kill in range(KILLS):
            assert killed_after_an_answer(doomed) == -signal.SIGKILL
            assert len(front.raw) == kill + 1
        [landed] = land(doomed, text).values()
        assert landed.status == "landed"
        assert front.raw == whole
    assert landed_day(doomed, DAY).series == landed_day(calm, DAY).series


def killed_after_an_answer(home: Path) -> int:
    """Land in a process that has itself killed once it kept one more answer; how it ended."""
    environment = {**os.environ, "TONNE_CRASH_AT": "after_answer", "TONNE_CRASH_WHOM": "parent"}
    command = [sys.executable, "-c", _LAND, str(home)]
    done = subprocess.run(command, env=environment, cwd=REPOSITORY, timeout=120, check=False)
    return done.returncode
