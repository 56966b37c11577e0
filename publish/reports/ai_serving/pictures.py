"""The pictures of serving: a thousand requests with and without idle time, batch and on demand.

Belongs here: which figures a chart shows, and in which tone. Does not: where a mark is placed.
"""

from collections.abc import Sequence
from decimal import Decimal

from publish.charts import bars
from publish.charts.bars import Ranked
from publish.charts.drawing import Chart, Words
from publish.period import month_title
from publish.reading import Row
from publish.reports.ai_run import wording

_MOST = 5


def per_thousand(rows: Sequence[Row]) -> Chart:
    """What a thousand requests emitted; pale, what is left without idle time and hardware."""
    items: list[Ranked] = []
    known = [row for row in rows if row["location_kgco2e_per_1000_requests"] is not None]
    for row in known[-_MOST:]:
        name = f"{row['service_id']}, {month_title(row['activity_month'])}"
        items.append(Ranked(f"{name}: all", _exact(row["location_kgco2e_per_1000_requests"])))
        dynamic = row["dynamic_electricity_kgco2e_per_1000_requests"]
        if dynamic is not None:
            items.append(Ranked(f"{name}: dynamic electricity only", _exact(dynamic), "m2"))
    words = Words(
        "A thousand requests",
        "Location-based, kgCO₂e, idle time of provisioned replicas included",
        "kgCO₂e",
    )
    return bars.ranking(words, items)


def batches(rows: Sequence[Row]) -> Chart:
    """A million calls on demand and in a batch, and how far each assumption moves it."""
    known = [row for row in rows if row["refused_reason"] is None]
    month = max((row["activity_month"] for row in known), default=None)
    of_month = [row for row in known if row["activity_month"] == month]
    # The service that a batch would change most is the one worth a picture.
    drawn = max(of_month, key=_saving, default=None)
    last = [row for row in of_month if drawn and row["service_id"] == drawn["service_id"]]
    items: list[Ranked] = []
    for row in last:
        name = wording.arm(row["scenario"])
        if row["scenario"] == "central":
            items.append(Ranked("on demand", row["on_demand_kgco2e"], "rest"))
        items.append(
            Ranked(f"batch, {name}", row["batch_kgco2e"], "accent" if name == "central" else "m2")
        )
    of = f"{last[0]['service_id']}, {month_title(last[0]['activity_month'])}: " if last else ""
    return bars.ranking(
        Words("A million calls", f"{of}electricity and hardware, kgCO₂e", "kgCO₂e"), items
    )


def _saving(row: Row) -> Decimal:
    return row["on_demand_kgco2e"] - row["batch_kgco2e"]


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
