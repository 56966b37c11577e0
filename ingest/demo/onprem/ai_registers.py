"""Registers of what the boards were busy with: attempts of runs, services, hours of requests.

Belongs here: rows. Does not: who has which board (`work.py`).
"""

from datetime import timedelta

import polars as pl

from ingest.demo.month import Month
from ingest.demo.onprem.machines import HOSTS
from ingest.demo.onprem.watts import load
from ingest.demo.onprem.work import (
    BATCH,
    END_DAY,
    EXPERIMENT,
    FIRST_DAY,
    MODEL,
    NAMESPACE,
    ON_DEMAND,
    RUNS,
    STEP_S,
    STEPS_PER_HOUR,
    TRAINING,
    WINDOW,
)
from ingest.demo.register_file import Row

_LEARNED = {
    f"{TRAINING}-1": (MODEL, 1, "failed", 7e9, 4.6e9, ""),
    f"{TRAINING}-2": (MODEL, 2, "failed", 7e9, 0.9e9, ""),
    f"{TRAINING}-3": (MODEL, 3, "succeeded", 7e9, 2.4e10, 2.05),
    "tune-lumen-1b": ("lumen-1b", "", "succeeded", 1e9, 1.0e10, 2.62),
    "tune-lumen-3b": ("lumen-3b", "", "succeeded", 3e9, 8.5e9, 2.31),
}
"""Model, attempt, outcome, parameters, tokens and loss of each run."""

_PEAK_PER_HOUR, _BATCH_PER_HOUR, _BATCH_HOURS = 9_000, 30_000, 4
_TOKENS_IN, _TOKENS_OUT = 310, 190
PROJECTED = 100_000_000


def ai_runs(month: Month) -> list[Row]:
    """Every attempt: the training's three, and two trials of the same experiment."""
    rows: list[Row] = [
        ("run_id", "experiment_id", "model_id", "team_id", "parent_run_id", "attempt", "outcome",
         "starts_at", "ends_at", "host_ids", "job_id", "gpu_count", "tokens", "flops",
         "parameters", "quality_metric", "quality_value"),
    ]  # fmt: skip
    for one in RUNS:
        model, attempt, outcome, parameters, tokens, loss = _LEARNED[one.work_id]
        span = (_moment(month, step) for step in (one.first_step, one.end_step))
        rows.append(
            (one.work_id, EXPERIMENT, model, "training", TRAINING if attempt else "", attempt,
             outcome, *span, one.host_id, one.job_id, len(one.gpus), tokens,
             6 * parameters * tokens, parameters, "eval_loss" if loss else "", loss)
        )  # fmt: skip
    return rows


def ai_services(month: Month) -> list[Row]:
    """The model answers on demand, and in batches at night."""
    span = (f"{month.period}-{FIRST_DAY:02}", f"{month.period}-{END_DAY:02}")
    return [
        ("service_id", "model_id", "team_id", "namespace", "pod_glob", "host_ids",
         "training_run_id", "projected_requests", "valid_from", "valid_to"),
        # A glob that the other service's pods do not match.
        (ON_DEMAND, MODEL, "search", NAMESPACE, "assistant-?", HOSTS[0].host_id, TRAINING,
         PROJECTED, *span),
        (BATCH, MODEL, "search", NAMESPACE, "assistant-batch-*", HOSTS[0].host_id, TRAINING,
         PROJECTED, *span),
    ]  # fmt: skip


def ai_requests(month: Month) -> list[Row]:
    """Requests by service and hour, in proportion to what the boards draw above their floor."""
    steps = pl.DataFrame({"step": pl.int_range(*WINDOW, STEPS_PER_HOUR, eager=True)})
    busy = steps.with_columns(requests=(load(ON_DEMAND) * _PEAK_PER_HOUR).round().cast(pl.Int64))
    rows: list[Row] = [("service_id", "hour_at", "requests", "tokens_in", "tokens_out")]
    for step, requests in busy.rows():
        hour = _moment(month, step)
        rows.append((ON_DEMAND, hour, *_counted(requests)))
        if (step // STEPS_PER_HOUR) % 24 < _BATCH_HOURS:
            rows.append((BATCH, hour, *_counted(_BATCH_PER_HOUR)))
    return rows


def _counted(requests: int) -> tuple[int, int, int]:
    return requests, requests * _TOKENS_IN, requests * _TOKENS_OUT


def _moment(month: Month, step: int) -> str:
    return f"{month.start + timedelta(seconds=step * STEP_S):%Y-%m-%dT%H:%M:%SZ}"
