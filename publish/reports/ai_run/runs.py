"""A run as the marts state it: the run whole, its attempts, its scores, its alternatives.

Belongs here: what is asked of the marts about runs. Does not: how it is shown.
"""

from collections.abc import Sequence

from publish.errors import UnknownReportError
from publish.period import Period
from publish.reading import Marts, Row, bounds

_RUN = """
select * from marts.rpt_ai__run_report
where row_kind = 'run' and activity_month between ? and ? {which}
order by total_location_kgco2e desc nulls last, run_id limit 1
"""
_ATTEMPTS = """
select * from marts.rpt_ai__run_report where row_kind = 'attempt' and run_id = ?
order by attempt, attempt_id
"""
_SCORES = """
select boundary, functional_unit, unit_count, sci_gco2e_per_unit, unscored_reason,
    boundary_statement
from marts.rpt_ai__sci where subject_kind = 'run' and subject_id = ?
order by boundary, functional_unit
"""
_ARMS = """
select * from marts.rpt_ai__what_if where subject_kind = 'run' and subject_id = ?
order by refused_reason is not null, arm_kgco2e, arm_id
"""


def run(marts: Marts, period: Period, wanted: str | None) -> Row:
    """The run of that id, or the one of the period that emitted most; empty when there is none.

    Raises:
        UnknownReportError: no run of the period has that id.
    """
    which, more = ("and run_id = ?", [wanted]) if wanted is not None else ("", [])
    found = marts.first(_RUN.format(which=which), [*bounds(period), *more])
    if wanted is not None and not found:
        raise UnknownReportError(
            f"no run {wanted!r} is published for {period.title}: "
            "`select run_id from marts.fct_ai_runs` lists those that are"
        )
    return found


def attempts(marts: Marts, of: Row) -> Sequence[Row]:
    """Every attempt of the run, in order."""
    return marts.rows(_ATTEMPTS, [of.get("run_id")])


def scores(marts: Marts, of: Row) -> Sequence[Row]:
    """SCI and the provider's scores of SCI for AI, with what each holds."""
    return marts.rows(_SCORES, [of.get("run_id")])


def arms(marts: Marts, of: Row) -> Sequence[Row]:
    """The alternatives, the least kilograms first, what was refused last."""
    return marts.rows(_ARMS, [of.get("run_id")])
