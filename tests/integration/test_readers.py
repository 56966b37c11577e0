"""Readers never wait for a writer and never see half a run; a second writer waits or leaves."""

from __future__ import annotations

import csv
import json
import time
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.demo.workspace import restate_november
from orchestration.lock import WriterLock
from tests.pipeline import DAILY, LONGEST_RUN_SECONDS, must_run, run_tonne, start_tonne

pytestmark = pytest.mark.slow

_SUM = f"select sum(electricity_location_kgco2e) as kg from marts.{DAILY}"
_STATE = _SUM.replace(" from", ", sum(line_item_count)::bigint as lines from")


def test_readers_are_answered_while_a_run_writes_and_a_second_writer_is_not_let_in(
    demo: Path, copied: Path, rebuilt: Path, tmp_path: Path
) -> None:
    before, after = _state(demo), _state(rebuilt)
    assert before != after
    restate_november(copied)
    first_said, second_said = tmp_path / "first", tmp_path / "second"
    first = start_tonne(copied, "run", "--full-refresh", said=first_said)
    lock = WriterLock(copied / ".tonne")
    _until_held(lock)
    waiting = start_tonne(copied, "run", "--wait", "600", said=second_said)
    refused = run_tonne(copied, "run")
    answers: list[tuple[Decimal, int]] = []
    while first.poll() is None:
        answers.append(_state(copied))
    assert first.returncode == 0, first_said.read_text()
    assert len(answers) >= 3
    assert set(answers) <= {before, after}
    assert answers[0] == before
    assert _state(copied) == after

    assert refused.returncode == 5, refused.stdout + refused.stderr
    assert f"Another run is writing this workspace: process {first.pid}" in refused.stderr
    assert "--wait" in refused.stderr
    assert waiting.wait(timeout=LONGEST_RUN_SECONDS) == 0, second_said.read_text()
    assert f"Waiting for process {first.pid}" in second_said.read_text()
    assert "dbt was not started" in second_said.read_text()


def test_an_answer_has_the_same_digits_in_every_form(demo: Path) -> None:
    kg = str(_state(demo)[0])
    answer = must_run(demo, "sql", _SUM, "--format", "csv").splitlines()
    assert list(csv.reader(answer[:2])) == [["kg"], [kg]]
    table = must_run(demo, "sql", _SUM).splitlines()
    assert (table[0].strip(), table[2].strip()) == ("kg", kg)
    assert len(kg.partition(".")[2]) == 9
    refused = run_tonne(demo, "sql", f"drop table marts.{DAILY}")
    assert refused.returncode == 1
    assert "read-only" in refused.stderr


def _state(home: Path) -> tuple[Decimal, int]:
    """What a reader sees: kilograms, and bill lines, of which a restatement brings more."""
    done = run_tonne(home, "sql", _STATE, "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    [row] = json.loads(done.stdout, parse_float=Decimal)
    return row["kg"], row["lines"]


def _until_held(lock: WriterLock) -> None:
    end = time.monotonic() + LONGEST_RUN_SECONDS
    while lock.holder() is None:
        assert time.monotonic() < end, "no run took the lock"
        time.sleep(0.1)
