"""A run killed at thirty moments that nobody chose, on a bill of 20,000 lines."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from random import Random

import pytest

from tests import demo_company
from tests.kills.killing import assert_healed_by_the_next_run, killed_after
from tests.once import made_once
from tests.pipeline import assert_same, copy_workspace, facts, must_run

pytestmark = [pytest.mark.kills, pytest.mark.campaign]

LINES = 20_000
KILLS = 30
_SEED = 20251130


@pytest.mark.parametrize("number", range(KILLS))
def test_a_run_killed_at_any_moment_is_healed_by_the_next(
    tmp_path_factory: pytest.TempPathFactory, doomed: Path, number: int
) -> None:
    rebuilt = demo_company.rebuilt(tmp_path_factory, LINES)
    restated = demo_company.restated(tmp_path_factory, LINES)
    # One moment in each thirtieth of a run, so that no stage is left out.
    share = (number + Random(_SEED + number).random()) / KILLS
    seconds = share * _seconds_of_a_run(tmp_path_factory)
    whom = "parent" if number % 3 == 2 else "group"
    while True:
        shutil.rmtree(doomed, ignore_errors=True)
        with killed_after(copy_workspace(restated, doomed), seconds, whom) as killed:
            if killed is None:  # it had ended before
                seconds *= 0.8
                continue
            seen = facts(doomed)
            if seen != facts(rebuilt):
                assert_same(seen, facts(demo_company.first_delivered(tmp_path_factory, LINES)))
            assert_healed_by_the_next_run(doomed, killed, rebuilt)
            return


def _seconds_of_a_run(factory: pytest.TempPathFactory) -> float:
    """How long a run takes here that nobody kills; it must end in the same facts as well."""
    rebuilt = demo_company.rebuilt(factory, LINES)
    restated = demo_company.restated(factory, LINES)

    def make(folder: Path) -> None:
        home = copy_workspace(restated, folder / "home")
        started = time.monotonic()
        must_run(home, "run")
        (folder / "seconds").write_text(str(time.monotonic() - started))
        assert_same(facts(home), facts(rebuilt))

    return float((made_once(factory, "timed", make) / "seconds").read_text())
