"""Traps of BoAmps reports, of MLflow and W&B metrics and of OpenTelemetry's calls at the door."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples import boamps_reports as boamps
from tests.contract.samples import mlflow_metrics as mlflow
from tests.contract.samples import otel_gen_ai as otel
from tests.contract.samples import wandb_metrics as wandb
from tests.contract.samples.tracker_files import TrackerSample

NOON = datetime(2025, 10, 15, 12)


def told(home: Path, sample: TrackerSample, kind: str, text: str) -> LandedFigures:
    sample.write(home, text)
    runs = LandedFigures(home, kind, sample.SETTINGS)
    runs.land()
    return runs


def test_a_boamps_report_says_its_task_and_its_kilowatt_hours(home: Path) -> None:
    text = json.dumps(boamps.report(boamps.measure(0.25), boamps.measure(0.2)))
    runs = told(home, boamps.SAMPLE, "boamps_reports", text)
    columns = ("report_id", "measure_no", "energy_kwh", "tokens_in", "tokens_out", "started_at")
    assert runs.rows(*columns) == [
        ("r-1", 1, 0.25, 11.0, 828.0, NOON),
        ("r-1", 2, 0.2, 11.0, 828.0, NOON),
    ]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (boamps.report(), "no measures"),
        (boamps.report(boamps.measure(None)), "measure 1 has no powerConsumption"),
        (boamps.report(boamps.measure(1, unit="MJoule")), "measure 1 states 'MJoule'"),
        (boamps.report(boamps.measure(-1)), "zero or more"),
        (
            boamps.report(boamps.measure(1, measurementDateTime=None), reportDatetime=None),
            "no measurementDateTime",
        ),
        ([1], "no BoAmps report"),
    ],
)
def test_a_boamps_report_without_its_energy_or_its_moment_is_refused(
    home: Path, document: Any, words: str
) -> None:
    runs = told(home, boamps.SAMPLE, "boamps_reports", json.dumps(document))
    assert runs.refused().place == "line 1"
    assert words in runs.refused().problem


def test_only_power_of_gpus_is_read_of_a_run_and_a_deleted_run_used_it_too(home: Path) -> None:
    mlflow.deliver(home, edition=0)
    mlflow.write(home, (0, 300.0), key="system/node-7/gpu_1_power_usage_watts")
    runs = LandedFigures(home, "mlflow_metrics", mlflow.SETTINGS)
    runs.land()
    columns = ("run_id", "host_id", "device_id", "power_w", "run_outcome", "experiment_id")
    assert runs.rows(*columns, "sampled_at") == [
        (mlflow.RUN, "node-7", "gpu-1", 300.0, "failed", "417", NOON),
        (mlflow.RUN, None, "gpu-0", 400.0, "failed", "417", NOON),
        (mlflow.RUN, None, "gpu-0", 400.0, "failed", "417", NOON.replace(second=10)),
    ]


def test_a_run_in_mlflows_trash_used_its_energy(home: Path) -> None:
    mlflow.deliver(home, edition=0)
    store = home / "mlruns"
    (store / ".trash").mkdir()
    [experiment] = [one for one in store.iterdir() if one.name.isdigit()]
    experiment.rename(store / ".trash" / experiment.name)
    runs = LandedFigures(home, "mlflow_metrics", mlflow.SETTINGS)
    runs.land()
    assert runs.rows("run_id", "power_w") == [(mlflow.RUN, 400.0)] * 2


def test_an_answer_of_the_rest_api_lands_as_the_file_store_does(home: Path) -> None:
    sample = TrackerSample("mlflow_metrics", f"{mlflow.RUN}.json", str, "")
    history = {"key": mlflow.KEY, "timestamp": mlflow.BEGAN_MS, "value": 400.0, "step": 0}
    runs = told(home, sample, "mlflow_metrics", json.dumps({"metrics": [history]}))
    assert runs.rows("run_id", "device_id", "power_w", "sampled_at") == [
        (mlflow.RUN, "gpu-0", 400.0, NOON)
    ]
    sample.write(home, json.dumps({"metrics": [history], "next_page_token": "x"}))
    assert runs.land()[sample.SLICE].status == "quarantined"
    assert "one page of several" in runs.refused().problem


def test_a_power_of_no_number_is_refused_with_its_line(home: Path) -> None:
    mlflow.deliver(home, edition=0)
    file = mlflow.metric_file(home)
    file.write_text(f"{mlflow.BEGAN_MS} 400 0\n{mlflow.BEGAN_MS} nan 1\n")
    runs = LandedFigures(home, "mlflow_metrics", mlflow.SETTINGS)
    runs.land()
    assert runs.refused().place == "line 2"
    assert runs.refused().file.endswith(f"{mlflow.RUN}/metrics/{mlflow.KEY}")


def test_events_of_wandb_may_be_lines_or_a_table(home: Path) -> None:
    watts: dict[str, Any] = {
        "gpu_0": 400.0,
        "gpu_1": None,
        "gpu_process_0": 400.0,
        "gpu_0_powerPercent": 90,
    }
    runs = told(home, wandb.SAMPLE, "wandb_metrics", wandb.lines(wandb.event(0.5, **watts)))
    columns = ("run_id", "device_id", "metric", "power_w", "sampled_at")
    at = NOON.replace(microsecond=500_000)
    expected = [
        ("run-a", "gpu-0", "system.gpu.0.powerWatts", 400.0, at),
        ("run-a", "gpu-0", "system.gpu.process.0.powerWatts", 400.0, at),
    ]
    assert runs.rows(*columns) == expected
    keys = ("_timestamp", "system.gpu.0.powerWatts", "system.gpu.process.0.powerWatts", "loss")
    text = f"{','.join(keys)}\n{wandb.BEGAN + 0.5},400.0,400.0,2\n{wandb.BEGAN + 15},NaN,,2\n"
    sample = TrackerSample("wandb_metrics", "run-a.csv", str, "")
    (home / "inputs/runs/run-a.jsonl").unlink()
    runs.lake.retire(wandb.SLICE)
    assert told(home, sample, "wandb_metrics", text).rows(*columns) == expected


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        ("a.csv", "_timestamp,loss\n1,2\n", "line 1", "no column is called system.gpu.N"),
        ("a.csv", "_timestamp,system.gpu.0.powerWatts\n,2\n", "line 2", "no _timestamp"),
        ("a.jsonl", "[1]\n", "line 1", "no event of W&B"),
        ("a.jsonl", '{"system.gpu.0.powerWatts": "x", "_timestamp": 1}\n', "line 1, system", "'x'"),
    ],
)
def test_what_is_no_event_of_wandb_is_refused(
    home: Path, file: str, text: str, place: str, words: str
) -> None:
    runs = told(home, TrackerSample("wandb_metrics", file, str, ""), "wandb_metrics", text)
    assert runs.refused().place.startswith(place)
    assert words in runs.refused().problem


def test_a_call_is_read_by_todays_names_and_by_those_they_replaced(home: Path) -> None:
    new: dict[str, Any] = {
        **otel.CHAT,
        "gen_ai__usage__input_tokens": 10,
        "gen_ai__usage__output_tokens": 20,
    }
    old: dict[str, Any] = {
        "gen_ai__system": "openai",
        "gen_ai__request__model": "gpt-4o",
        "gen_ai__usage__prompt_tokens": 10,
        "gen_ai__usage__completion_tokens": 20,
        "team": "search",
    }
    other = otel.span("c1", http__method="GET")
    text = otel.traces(otel.span("a1", **new), other) + otel.traces(otel.span("b1", **old))
    runs = told(home, otel.SAMPLE, "otel_gen_ai", text)
    columns = ("span_id", "vendor", "request_model", "tokens_in", "tokens_out", "team_id")
    assert runs.rows(*columns, "service_name", "ended_at") == [
        ("a1", "openai", "gpt-4o", 10, 20, None, "assistant", NOON),
        ("b1", "openai", "gpt-4o", 10, 20, "search", "assistant", NOON),
    ]


def test_points_of_token_metrics_say_their_temporality_and_type(home: Path) -> None:
    told_by: dict[str, Any] = {**otel.CHAT, "gen_ai__token__type": "input"}
    name = "gen_ai.client.token.usage"
    text = otel.histogram(name, 2, otel.point(60, 100, 2, **told_by))
    text += otel.histogram(name, "AGGREGATION_TEMPORALITY_DELTA", otel.point(60, 70, 1, **told_by))
    text += otel.histogram("http.client.duration", 1, otel.point(60, 1, 1))
    runs = told(home, otel.SAMPLE, "otel_gen_ai", text)
    columns = ("temporality", "token_type", "point_sum", "point_count", "server_address")
    assert runs.rows(*columns) == [
        ("cumulative", "input", 100.0, 2, "api.openai.com"),
        ("delta", "input", 70.0, 1, "api.openai.com"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"spans": []}\n', "no OTLP document"),
        (otel.traces({**otel.span("a", **otel.CHAT), "endTimeUnixNano": "0"}), "endTimeUnixNano"),
        (otel.histogram("gen_ai.client.token.usage", 0, otel.point(0, 1, 1)), "neither delta nor"),
        ("{\n", "no JSON"),
    ],
)
def test_what_is_no_otlp_is_refused_with_its_line(home: Path, text: str, words: str) -> None:
    runs = told(home, otel.SAMPLE, "otel_gen_ai", text)
    assert runs.refused().place == "line 1"
    assert words in runs.refused().problem
