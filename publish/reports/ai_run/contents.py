"""What the page of a run shows, in the order in which the template asks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from publish import figures
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.ai_run import pictures, runs, wording
from publish.tables import Column, Table, moment, table

_ATTEMPTS = (
    Column("Attempt", "code"),
    Column("Outcome"),
    Column("Began, UTC", "figure"),
    Column("GPU-hours", "figure"),
    Column("IT energy, kWh", "figure"),
    Column("Location, kgCO₂e", "figure", "All components"),
    Column("Market, kgCO₂e", "figure", "All components"),
)
_ARMS = (
    Column("Alternative", "code"),
    Column("Boundary", "code"),
    Column("Was, kg", "figure"),
    Column("Would be", "figure"),
    Column("Range", "figure"),
    Column("Hours", "figure"),
    Column("Cost", "money"),
)
_SCORES = (
    Column("Score"),
    Column("Per", "code"),
    Column("gCO₂e", "figure"),
    Column("Boundary", "sentence"),
)


def page(marts: Marts, period: Period, *, run: str | None = None) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    of = runs.run(marts, period, run)
    attempts, arms = runs.attempts(marts, of), runs.arms(marts, of)
    return {
        **identity(marts),
        "run": of,
        "has_run": bool(of),
        "began": moment(of.get("starts_at")),
        "ended": moment(of.get("ends_at")),
        "rests_on": wording.basis(of.get("weight_basis")),
        "key": _key_figures(of),
        "attempt_chart": pictures.attempts(attempts),
        "part_chart": pictures.made_of(of, attempts),
        "arm_chart": pictures.alternatives(arms),
        "attempt_table": table("Attempts", _ATTEMPTS, [_attempt(row) for row in attempts]),
        "arm_table": table(
            "Alternatives", _ARMS, [_arm(row) for row in arms if row["refused_reason"] is None]
        ),
        "refused": _refused(arms),
        "score_table": _scores(runs.scores(marts, of)),
    }


def _key_figures(of: Row) -> dict[str, str]:
    exact = {name: of.get(f"total_{name}_kgco2e") for name in ("location", "market")}
    return {
        **{name: figures.short(value) for name, value in exact.items()},
        **{f"{name}_exact": figures.exact(value) for name, value in exact.items()},
        "final": figures.short(of.get("final_location_kgco2e")),
        "wasted": figures.percent(of.get("wasted_share")),
        "it": figures.short(of.get("energy_it_kwh")),
        "facility": figures.short(of.get("energy_facility_kwh")),
        "measured": figures.short(of.get("measured_energy_it_kwh")),
        "gpu_hours": figures.short(of.get("gpu_hours")),
        "water": figures.short(figures.total([of.get("water_site_l"), of.get("water_source_l")])),
        "cue": wording.magnitude(of.get("cue_kgco2e_per_it_kwh")),
        "flop": wording.magnitude(of.get("flop_per_joule")),
        "quality": wording.magnitude(of.get("quality_value")),
    }


def _attempt(row: Row) -> list[Any]:
    return [
        row["attempt_id"],
        f"{row['outcome']}{', final' if row['is_final'] else ''}",
        moment(row["starts_at"]),
        figures.short(row["gpu_hours"]),
        figures.short(row["energy_it_kwh"] or row["measured_energy_it_kwh"]),
        figures.short(row["total_location_kgco2e"]),
        figures.short(row["total_market_kgco2e"]),
    ]


def _arm(row: Row) -> list[Any]:
    low, high = row["arm_low_kgco2e"], row["arm_high_kgco2e"]
    hours = row["duration_hours"]
    cost = row["arm_carbon_cost"]
    return [
        wording.arm(row["arm_id"]),
        str(row["boundary"]).replace("_", " "),
        figures.short(row["base_kgco2e"]),
        figures.short(row["arm_kgco2e"]),
        figures.MISSING if low is None else f"{figures.short(low)} to {figures.short(high)}",
        wording.magnitude(hours),
        [figures.Money(cost, row["currency"])],
    ]


def _refused(rows: Sequence[Row]) -> str:
    """What could not be compared, by reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row["refused_reason"] is not None:
            reasons.setdefault(row["refused_reason"], []).append(wording.arm(row["arm_id"]))
    return "; ".join(
        f"{', '.join(arms)} ({wording.refusal(reason).removeprefix('refused: ')})"
        for reason, arms in reasons.items()
    )


def _scores(rows: Sequence[Row]) -> Table:
    values = [
        [
            wording.score(row["boundary"]),
            wording.unit(row["functional_unit"]),
            wording.per_unit(row["sci_gco2e_per_unit"], row["functional_unit"])
            if row["unscored_reason"] is None
            else wording.refusal(row["unscored_reason"]),
            row["boundary_statement"],
        ]
        for row in rows
    ]
    return table("Scores, each with its boundary; never added", _SCORES, values)
