"""A writer of books that is killed leaves the whole book or none; two at once leave one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.book_event import Event
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.books import history
from tests import closer
from tests.books_home import OCTOBER, adjustment, at_desk, books, run, write_home

ROOT = Path(__file__).resolve().parents[4]
_BEFORE = {"prepare": "open", "approve": "open", "reopen": "soft", "post": "soft"}
_AFTER = {"prepare": "open", "approve": "soft", "reopen": "open", "post": "soft"}
_KILLS = [
    # step, point, whether it is part of the sample
    ("prepare", "inside_prepared", True),
    ("prepare", "before_prepared", False),
    ("prepare", "after_prepared", True),
    ("approve", "inside_book", True),
    ("approve", "before_book", True),
    ("approve", "after_book", True),
    ("approve", "after_prepared_is_dropped", True),
    ("reopen", "inside_book", False),
    ("reopen", "before_book", True),
    ("reopen", "after_book", True),
    ("post", "inside_book", False),
    ("post", "before_book", False),
    ("post", "after_book", True),
]


def _params() -> list[object]:
    return [
        pytest.param(
            step,
            point,
            id=f"{step}-{point}",
            marks=[pytest.mark.kills, pytest.mark.slow if sampled else pytest.mark.campaign],
        )
        for step, point, sampled in _KILLS
    ]


def _start(home: Path, step: str, point: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.closer", home, step],
        env={**os.environ, "TONNE_CRASH_AT": point},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _before(home: Path, step: str) -> Workspace:
    """A workspace in which `step` comes next."""
    workspace = write_home(home)
    if step == "approve":
        _take(workspace, "prepare")
    elif step != "prepare":
        closer.close(workspace, month=closer.MONTH)
        run(workspace, pending=[adjustment("m", OCTOBER, 1)])
    return workspace


def _take(workspace: Workspace, step: str) -> Event:
    with at_desk(workspace) as desk:
        return closer.take(desk, step)


def _status(workspace: Workspace) -> str:
    closed = history.read(workspace).closed.get(OCTOBER)
    return closed.status if closed else "open"


@pytest.mark.parametrize(("step", "point"), _params())
def test_a_killed_writer_leaves_a_period_open_or_closed_and_the_next_goes_on(
    home: Path, step: str, point: str
) -> None:
    workspace = _before(home, step)
    count = len(books(workspace))
    killed = _start(home, step, point)
    _, said = killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL, said

    is_written = point in ("after_book", "after_prepared_is_dropped")
    assert len(books(workspace)) == count + is_written
    assert _status(workspace) == (_AFTER if is_written else _BEFORE)[step]
    if is_written:
        with pytest.raises(TonneError, match="is not in what is published yet"):
            _take(workspace, step)
        run(workspace)
        with pytest.raises(TonneError, match=r"already|pending"):
            _take(workspace, step)
    else:
        _take(workspace, step)
        assert _status(workspace) == _AFTER[step]
    assert len(books(workspace)) == count + (step != "prepare")
    assert not list(workspace.books.rglob(".tmp-*"))


@pytest.mark.parametrize("attempt", range(4))
def test_two_closers_at_once_write_one_book(home: Path, attempt: int) -> None:
    del attempt
    workspace = _before(home, "approve")
    both = [_start(home, "approve") for _ in range(2)]
    said = [one.communicate(timeout=120) for one in both]

    assert [one.returncode for one in both].count(0) == 1, said
    assert books(workspace) == ["0001-close-2025-10"]
    assert _status(workspace) == "soft"
    [(_, refused)] = [text for one, text in zip(both, said, strict=True) if one.returncode]
    assert refused == "" or "not in what is published yet" in refused
