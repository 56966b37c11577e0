"""A run for machines: its CSV and the sheets of its workbook."""

from collections.abc import Sequence

from publish import identity
from publish.definition import Sheet, Tab
from publish.period import Period
from publish.reading import Marts, Row, bounds
from publish.record_tabs import record_tab
from publish.reports.ai_run import runs

_ALL = """
select * from marts.rpt_ai__run_report where activity_month between ? and ?
order by run_id, row_kind desc, attempt nulls first, attempt_id
"""


def sheet(marts: Marts, period: Period, *, run: str | None = None) -> Sheet:
    """The run and its attempts, unrounded; every run of the period where none is named."""
    rows = _rows(marts, period, run)
    published = identity.run(marts).get("run_id")
    header = [*(rows[0] if rows else ("run_id",)), "published_by_run"]
    return Sheet(header, [[*row.values(), published] for row in rows])


def tabs(marts: Marts, period: Period, *, run: str | None = None) -> Sequence[Tab]:
    """The run with its attempts, its scores and its alternatives."""
    of = runs.run(marts, period, run)
    return [
        record_tab("Runs", _rows(marts, period, run), "run_id"),
        record_tab("Scores", runs.scores(marts, of), "run_id"),
        record_tab("Alternatives", runs.arms(marts, of), "run_id"),
    ]


def notes(_: Marts, __: Period) -> Sequence[str]:
    """What must be known before a run's figures are read."""
    return (
        "A run is all its attempts: what failed or was repeated is in its figures, and beside "
        "them as wasted.",
        "The figures are shares of what its hosts booked. They are in the inventory already and "
        "are never added to it.",
        "Location and market measure the same use: read one or the other, never their sum.",
    )


def _rows(marts: Marts, period: Period, run: str | None) -> Sequence[Row]:
    if run is None:
        return marts.rows(_ALL, bounds(period))
    of = runs.run(marts, period, run)
    return [of, *runs.attempts(marts, of)]
