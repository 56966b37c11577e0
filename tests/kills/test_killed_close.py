"""A close killed where something is half done: the month is open or closed, never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.closed_company import approving, asked, entries, of_prepared, prepared, statuses
from tests.kills.killing import killed_at, run_beside_a_second
from tests.pipeline import assert_same, must_run

MONTH = "2025-10"
_BOOK = "0001-close-2025-10"
_KILLS = [
    # point, whom, whether it is part of the sample
    ("before_book", "group", True),
    ("after_book", "group", True),
    ("after_book", "parent", False),
    ("after_parquet", "group", False),
    ("during_raw_views", "group", False),
    ("between_models", "parent", True),
    ("before_swap", "group", False),
    ("during_swap", "group", False),
]


def _params() -> list[object]:
    return [
        pytest.param(
            point,
            whom,
            id=f"{point}-{whom}",
            marks=[pytest.mark.kills, pytest.mark.slow if sampled else pytest.mark.campaign],
        )
        for point, whom, sampled in _KILLS
    ]


@pytest.mark.parametrize(("point", "whom"), _params())
def test_a_killed_close_leaves_the_month_open_or_closed(
    tmp_path_factory: pytest.TempPathFactory, doomed: Path, point: str, whom: str
) -> None:
    before = prepared(tmp_path_factory, MONTH)
    home = of_prepared(tmp_path_factory, MONTH, doomed)
    is_written = point != "before_book"
    freeze = point == "between_models"
    with killed_at(home, point, whom, freeze=freeze, command=approving(MONTH)) as killed:
        assert (home / f"books/{_BOOK}.parquet").exists() == is_written
        _holds(home, "soft" if point == "during_swap" else "open", before)
        run_beside_a_second(home, killed)
    _holds(home, "soft" if is_written else "open", before)
    if not is_written:
        must_run(home, *approving(MONTH))
        _holds(home, "soft", before)
    assert f"closed already, by {_BOOK}" in must_run(home, *approving(MONTH), code=1)


def _holds(home: Path, status: str, before: Path) -> None:
    """Hold that the whole month stands so, and that its figures are those of before."""
    assert statuses(home)[MONTH] == status
    books = "select distinct book, book_id from marts.fct_carbon_ledger where activity_month = "
    expected = ("closed", _BOOK) if status == "soft" else ("open", None)
    assert asked(home, f"{books} date '{MONTH}-01'") == [expected]
    assert_same(entries(home), entries(before), "the ledger")
