"""The comparison for machines: its CSV and the sheets of its workbook."""

from collections.abc import Sequence

from publish import identity
from publish.definition import Field, FieldKind, Sheet, Tab
from publish.period import Period
from publish.reading import Marts
from publish.reports.peers import differences

_KINDS: dict[str, tuple[str, FieldKind]] = {
    "activity_month": ("Month", "month"),
    "consumed_quantity": ("Quantity, in its unit", "figure"),
    "ours": ("Ours, kWh or kgCO2e", "factor"),
    "theirs": ("Theirs, kWh or kgCO2e", "factor"),
    "difference_share": ("Difference, share of theirs", "share"),
}
_COUNTS = ("Figures", "Within 20 %", "Over 20 %, explained", "No figure, explained", "Unexplained")


def sheet(marts: Marts, period: Period) -> Sheet:
    """Every compared figure, unrounded, with the run that published it."""
    run = identity.run(marts).get("run_id")
    records = [[*row.values(), run] for row in differences.rows(marts, period)]
    return Sheet([*differences.COLUMNS, "run_id"], records)


def tabs(marts: Marts, period: Period) -> Sequence[Tab]:
    """The figures, and how many of each peer are alike."""
    fields = [_field(name) for name in differences.COLUMNS]
    counts = [Field("Peer"), Field("Measure"), *(Field(one, "count") for one in _COUNTS)]
    return [
        Tab("Figures", fields, [list(row.values()) for row in differences.rows(marts, period)]),
        Tab("Summary", counts, [list(row.values()) for row in differences.counted(marts, period)]),
    ]


def notes(_: Marts, __: Period) -> Sequence[str]:
    """What must be known before a difference is read."""
    return (
        "Theirs are the peers' published reference outputs for rows that were run through both.",
        "A difference over 20 % of theirs carries its documented reason. It is not an error by "
        "itself, on either side.",
    )


def _field(name: str) -> Field:
    heading, kind = _KINDS.get(name, (name.removeprefix("x_").replace("_", " ").capitalize(), None))
    return Field(heading, kind or "text")
