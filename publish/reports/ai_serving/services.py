"""Services as the marts state them, month by month.

Belongs here: what is asked of the marts about services. Does not: how it is shown.
"""

from collections.abc import Sequence

from publish.period import Period
from publish.reading import Marts, Row, bounds

_IN_PERIOD = "where activity_month between ? and ?"
_MONTHS = f"""
select * from marts.rpt_ai__per_1000_requests {_IN_PERIOD}
order by service_id, activity_month
"""
_BATCH = f"""
select * from marts.rpt_ai__batch_vs_on_demand {_IN_PERIOD}
order by service_id, activity_month, scenario <> 'central', scenario
"""
_SCORES = f"""
select * from marts.rpt_ai__sci {_IN_PERIOD} and subject_kind = 'service'
order by subject_id, activity_month, boundary, functional_unit
"""
_ARMS = f"""
select * from marts.rpt_ai__what_if {_IN_PERIOD} and subject_kind = 'service'
order by subject_id, activity_month, refused_reason is not null, arm_kgco2e, arm_id
"""
_APIS = f"""
select * from marts.fct_ai_api_usage {_IN_PERIOD}
order by vendor, model_name, activity_month, team_id, service_name, server_address
"""


def months(marts: Marts, period: Period) -> Sequence[Row]:
    """Each service and month, per thousand requests and per million tokens."""
    return marts.rows(_MONTHS, bounds(period))


def batches(marts: Marts, period: Period) -> Sequence[Row]:
    """A million calls as they ran and in a batch, by scenario."""
    return marts.rows(_BATCH, bounds(period))


def scores(marts: Marts, period: Period) -> Sequence[Row]:
    """SCI and the consumer's scores of SCI for AI."""
    return marts.rows(_SCORES, bounds(period))


def arms(marts: Marts, period: Period) -> Sequence[Row]:
    """The alternatives, the least kilograms of each service first."""
    return marts.rows(_ARMS, bounds(period))


def model_apis(marts: Marts, period: Period) -> Sequence[Row]:
    """Use of other companies' models, and what became of it."""
    return marts.rows(_APIS, bounds(period))
