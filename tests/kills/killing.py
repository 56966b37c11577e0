"""Kill a run, and hold that the next one heals it: the same facts as a build from nothing.

Belongs here: the death, the heir, the second writer, what may be left behind. Does not: where and
when to kill; that is a test's. Reads /proc, so it needs Linux.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from orchestration.lock import WriterLock
from tests.pipeline import (
    LONGEST_RUN_SECONDS,
    all_facts,
    assert_same,
    rows_of,
    run_tonne,
    start_tonne,
)
from tests.pipeline import warehouse as warehouse_of

_DYING_SECONDS = 5
_ORPHAN_SECONDS = 300.0
_USAGE = "intermediate.int_usage_daily"


@dataclass(frozen=True)
class Killed:
    """A run that was killed, and the processes of its group that outlived it just then.

    Where `is_frozen`, the survivors stand still until the next run has met them.
    """

    pid: int
    survivors: tuple[int, ...]
    is_frozen: bool = False


@contextmanager
def killed_at(
    home: Path, point: str, whom: str, *, freeze: bool = False, command: Sequence[str] = ("run",)
) -> Iterator[Killed]:
    """Run until the named point, where the run has itself killed; end what is left of it after.

    Args:
        home: the workspace.
        point: of `ingest.crash`.
        whom: `group`, or `parent` for the run alone.
        freeze: stop what survives, so that the next run is sure to meet it.
        command: what is run.
    """
    run = _started(home, {"TONNE_CRASH_AT": point, "TONNE_CRASH_WHOM": whom}, *command)
    try:
        code = run.wait(timeout=LONGEST_RUN_SECONDS)
        # Whoever was killed with its parent takes a moment to let go of its memory.
        left = _alive_after(run.pid, _DYING_SECONDS) if whom == "group" else _group(run.pid)
        survivors = tuple(left)
        if freeze:
            _signal(survivors, signal.SIGSTOP)
        assert code == -signal.SIGKILL, f"{point} was not reached:\n{_said(home)}"
        assert survivors or not freeze, f"nothing survived {point}:\n{_said(home)}"
        yield Killed(run.pid, survivors, freeze)
    finally:
        _signal(tuple(_group(run.pid)), signal.SIGKILL)


@contextmanager
def killed_after(home: Path, seconds: float, whom: str) -> Iterator[Killed | None]:
    """Kill a run `seconds` after its start, and end its rest after; None if it was over before."""
    run = _started(home, {})
    try:
        try:
            run.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            (os.kill if whom == "parent" else os.killpg)(run.pid, signal.SIGKILL)
            assert run.wait(timeout=60) == -signal.SIGKILL
            yield Killed(run.pid, tuple(_group(run.pid)))
        else:
            assert run.returncode == 0, _said(home)
            yield None
    finally:
        _signal(tuple(_group(run.pid)), signal.SIGKILL)


def run_beside_a_second(home: Path, killed: Killed) -> None:
    """The next run; where it finds a dbt of the killed one that takes too long, the one after."""
    said = ""
    for attempt in range(3):
        run = _started(home, {})
        if killed.is_frozen and attempt == 0:
            _waits_for_the_frozen(home, run, killed)
        _second_writer_waits_or_leaves(home, run)
        code = run.wait(timeout=LONGEST_RUN_SECONDS)
        said = _said(home)
        if code == 0:
            return
        assert code == 5, f"the next run exits {code}:\n{said}"
        assert any(f"is still open in process {pid}" in said for pid in killed.survivors), said
        _alive_after(killed.pid, _ORPHAN_SECONDS)
    raise AssertionError(f"no run was let in:\n{said}")


def assert_healed_by_the_next_run(
    home: Path, killed: Killed, expected: Path, *, without: frozenset[str] = frozenset()
) -> None:
    """Run again, beside a second writer, and compare with the workspace `expected`.

    Args:
        home: the workspace in which a run was killed.
        killed: which.
        expected: a workspace of the same deliveries, built from nothing.
        without: marts that tell of deliveries that `home` never saw.
    """
    run_beside_a_second(home, killed)
    made, wanted = all_facts(home), all_facts(expected)
    assert set(made) == set(wanted)
    for table in sorted(wanted.keys() - without):
        assert_same(made[table], wanted[table], table)
    with warehouse_of(home) as connection, warehouse_of(expected) as fresh:
        assert_same(rows_of(connection, _USAGE), rows_of(fresh, _USAGE), _USAGE)
    assert [file.name for file in (home / "published").iterdir()] == ["marts.duckdb"]
    assert not _alive_after(killed.pid, _ORPHAN_SECONDS), "a process of the killed run stays"


def _waits_for_the_frozen(home: Path, run: subprocess.Popen[bytes], killed: Killed) -> None:
    while run.poll() is None and "is open in process" not in _said(home):
        time.sleep(0.05)
    _signal(killed.survivors, signal.SIGCONT)
    said = _said(home)
    assert any(f"is open in process {pid}: waiting" in said for pid in killed.survivors), said


def _second_writer_waits_or_leaves(home: Path, first: subprocess.Popen[bytes]) -> None:
    lock = WriterLock(home / ".tonne")
    while first.poll() is None and lock.holder() is None:
        time.sleep(0.05)
    if first.poll() is not None:
        return
    second = run_tonne(home, "run")
    if second.returncode == 5:
        assert f"Another run is writing this workspace: process {first.pid}" in second.stderr
    else:  # the first was just done
        said = f"{second.stdout}{second.stderr}\nThe first said:\n{_said(home)}"
        assert second.returncode == 0, said
        assert "dbt was not started" in second.stdout, said


def _started(home: Path, env: Mapping[str, str], *command: str) -> subprocess.Popen[bytes]:
    given, at_once = command or ("run",), {"PYTHONUNBUFFERED": "1"}
    return start_tonne(home, *given, said=home / "said.txt", env={**at_once, **env})


def _said(home: Path) -> str:
    return (home / "said.txt").read_text(encoding="utf-8", errors="replace")


def _alive_after(group: int, seconds: float) -> list[int]:
    """What is left of a process group when it had `seconds` to end."""
    end = time.monotonic() + seconds
    while (alive := list(_group(group))) and time.monotonic() < end:
        time.sleep(0.2)
    return alive


def _signal(pids: tuple[int, ...], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _group(group: int) -> Iterator[int]:
    """The living processes of a process group; one that only waits to be reaped is not."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, of_group = after_name[0], int(after_name[2])
        if of_group == group and state != "Z":
            yield int(entry.name)
