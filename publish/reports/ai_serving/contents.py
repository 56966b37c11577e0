"""What the page of serving shows, in the order in which the template asks for it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from publish import figures
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.ai_run import wording
from publish.reports.ai_serving import pictures, services
from publish.tables import Column, table

_THOUSAND = (
    Column("Service"), Column("Month", "month"), Column("Requests", "figure"),
    Column("All, idle included", "figure", "kgCO₂e per 1,000 requests"),
    Column("Market", "figure", "kgCO₂e per 1,000 requests"),
    Column("SCI parts", "figure", "kgCO₂e per 1,000 requests"),
    Column("Dynamic electricity only", "figure", "kgCO₂e per 1,000 requests"),
    Column("In", "figure", "kgCO₂e per million tokens"),
    Column("Out", "figure", "kgCO₂e per million tokens"),
    Column("Projected use", "figure", "Training beside, per 1,000"),
    Column("Actual use", "figure", "Training beside, per 1,000"),
)  # fmt: skip
_BATCH = (
    Column("Service"), Column("Month", "month"), Column("Assumption"),
    Column("On demand, kgCO₂e", "figure"), Column("Batch, kgCO₂e", "figure"),
    Column("Busy on demand", "share"), Column("Busy in a batch", "share"),
    Column("Batch, GPU-hours", "figure"),
)  # fmt: skip
_SCORES = (
    Column("Service"), Column("Month", "month"), Column("Score"), Column("Per", "code"),
    Column("gCO₂e", "figure"), Column("Boundary", "sentence"),
)  # fmt: skip
_APIS = (
    Column("Vendor"), Column("Model"), Column("Month", "month"), Column("What became of it"),
    Column("Tokens out", "figure"), Column("Added, kgCO₂e", "figure"),
)  # fmt: skip
_STATUS = {
    "estimated": "estimated, takes the place of the invoice’s spend",
    "weights_only": "a cloud’s own service: in that cloud’s figures, nothing added",
    "unknown_model_size": "listed: nobody but its maker knows its size",
    "unknown_tokens": "listed: tokens not counted",
    "unknown_vendor": "listed: vendor not known",
}


def page(marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    months, batches = services.months(marts, period), services.batches(marts, period)
    told = [_batch(row) for row in batches if _is_told(row)]
    thousand = [_thousand(row) for row in months]
    return {
        **identity(marts),
        "count": len(months),
        "thousand_chart": pictures.per_thousand(months),
        "batch_chart": pictures.batches(batches),
        "thousand_table": table("By service and month", _THOUSAND, thousand),
        "batch_table": table("A million calls", _BATCH, told),
        "score_table": table(
            "Scores, each with its boundary; never added", _SCORES,
            [_score(row) for row in services.scores(marts, period)],
        ),
        "api_table": table(
            "Models of other companies", _APIS,
            [_api(row) for row in services.model_apis(marts, period)],
        ),
    }  # fmt: skip


def _thousand(row: Row) -> Sequence[Any]:
    columns = (
        "location_kgco2e_per_1000_requests", "market_kgco2e_per_1000_requests",
        "sci_kgco2e_per_1000_requests", "dynamic_electricity_kgco2e_per_1000_requests",
        "location_kgco2e_per_million_tokens_in", "location_kgco2e_per_million_tokens_out",
        "training_projected_kgco2e_per_1000_requests", "training_actual_kgco2e_per_1000_requests",
    )  # fmt: skip
    requests = figures.number(row["requests"], 0)
    shown = [wording.magnitude(row[column]) for column in columns]
    return [row["service_id"], row["activity_month"], requests, *shown]


def _is_told(row: Row) -> bool:
    """What is refused is told once, not by each of its assumptions."""
    return row["refused_reason"] is None or row["scenario"] == "central"


def _batch(row: Row) -> Sequence[Any]:
    return [
        row["service_id"], row["activity_month"],
        wording.refusal(row["refused_reason"]) or wording.arm(row["scenario"]),
        figures.short(row["on_demand_kgco2e"]), figures.short(row["batch_kgco2e"]),
        _share(row["on_demand_utilisation"]),
        _share(row["batch_utilisation"]), wording.magnitude(row["batch_gpu_hours"]),
    ]  # fmt: skip


def _share(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def _score(row: Row) -> Sequence[Any]:
    grams = wording.per_unit(row["sci_gco2e_per_unit"], row["functional_unit"])
    return [
        row["subject_id"], row["activity_month"], wording.score(row["boundary"]),
        wording.unit(row["functional_unit"]),
        wording.refusal(row["unscored_reason"]) or grams, row["boundary_statement"],
    ]  # fmt: skip


def _api(row: Row) -> Sequence[Any]:
    return [
        row["vendor"], row["model_name"], row["activity_month"],
        _STATUS.get(row["status"], row["status"]),
        figures.number(row["tokens_out"], 0), figures.short(row["added_location_kgco2e"]),
    ]  # fmt: skip
