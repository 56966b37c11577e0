"""The pictures of a run: its attempts, what it is made of, its alternatives.

Belongs here: which figures a chart shows, and in which tone. Does not: where a mark is placed.
"""

from collections.abc import Sequence
from decimal import Decimal

from publish import figures
from publish.charts import bars
from publish.charts.bars import Part, Ranked
from publish.charts.drawing import Chart, Words
from publish.reading import Row
from publish.reports.ai_run import wording

_PARTS = (
    ("electricity_location_kgco2e", "Electricity", "k1"),
    ("upstream_location_kgco2e", "Upstream", "m2"),
    ("hardware_amortised_kgco2e", "Hardware", "k2"),
    ("undivided_location_kgco2e", "Cloud’s own figure", "own"),
)
_MOST = 9


def attempts(rows: Sequence[Row]) -> Chart:
    """Kilograms of each attempt: the final one in the accent, what was wasted grey."""
    items = [
        Ranked(
            f"{row['attempt_id']}: {row['outcome']}",
            row["total_location_kgco2e"] or Decimal(0),
            "c2" if row["is_final"] else "rest",
        )
        for row in rows[:_MOST]
    ]
    return bars.ranking(
        Words("Attempts", "Location-based, kgCO₂e; grey is what did not end the run", "kgCO₂e"),
        items,
    )


def made_of(run: Row, rows: Sequence[Row]) -> Chart:
    """The components of the run, and which part of it the final attempt is."""
    parts: list[Part] = []
    for column, title, tone in _PARTS:
        ratio = figures.share(run.get(column), run.get("total_location_kgco2e"))
        if ratio:
            parts.append(Part(title, ratio, tone, f"{title}: {figures.percent(ratio)}"))
    final = [row for row in rows if row["is_final"]]
    ended = figures.share(
        figures.total(row["total_location_kgco2e"] for row in final),
        run.get("total_location_kgco2e"),
    )
    wasted = run.get("wasted_share")
    shares = [("Components", parts)]
    if wasted is not None:
        halves = [Part("Final attempt", ended, "c2", "Final attempt")] if ended else []
        lost = [Part("Wasted", wasted, "rest", "Failed and repeated attempts")] if wasted else []
        shares.append(("Attempts", [*halves, *lost]))
    return bars.shares(
        Words("What it is made of", "Share of the location-based figure", ""), shares
    )


def alternatives(rows: Sequence[Row]) -> Chart:
    """The alternatives that could be compared, beside what was on the same boundary."""
    compared = [row for row in rows if row["refused_reason"] is None][:_MOST]
    items = [
        Ranked(
            f"{wording.arm(row['arm_id'])}: {_signed(row['difference_kgco2e'])} kg",
            row["arm_kgco2e"],
            "accent" if row["is_beyond_range"] else "m2",
        )
        for row in compared
    ]
    words = Words(
        "What if",
        "kgCO₂e of electricity and hardware; pale: within the range of the intensity",
        "kgCO₂e",
    )
    return bars.ranking(words, items)


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{figures.short(value)}"
