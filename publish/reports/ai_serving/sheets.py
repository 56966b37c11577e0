"""Serving for machines: its CSV and the sheets of its workbook."""

from collections.abc import Sequence

from publish import identity
from publish.definition import Sheet, Tab
from publish.period import Period
from publish.reading import Marts
from publish.record_tabs import record_tab
from publish.reports.ai_serving import services


def sheet(marts: Marts, period: Period) -> Sheet:
    """Every service and month, unrounded."""
    rows = services.months(marts, period)
    published = identity.run(marts).get("run_id")
    header = [*(rows[0] if rows else ("service_id",)), "published_by_run"]
    return Sheet(header, [[*row.values(), published] for row in rows])


def tabs(marts: Marts, period: Period) -> Sequence[Tab]:
    """A thousand requests, a million calls, scores, alternatives, and other companies' models."""
    asked = {
        "Per 1000 requests": services.months,
        "Batch and on demand": services.batches,
        "Scores": services.scores,
        "Alternatives": services.arms,
        "Models of others": services.model_apis,
    }
    return [record_tab(name, ask(marts, period), "service_id") for name, ask in asked.items()]


def notes(_: Marts, __: Period) -> Sequence[str]:
    """What must be known before the figures are read."""
    return (
        "Idle time of provisioned replicas is in every figure but the one that says it is not.",
        "Training stands beside, over projected and over actual use: two readings of one thing, "
        "never added to each other nor to a consumer's score.",
        "Each figure per tokens in, out or both carries the whole: they are never added.",
        "The figures are shares of what the hosts booked and never added to the inventory.",
    )
