"""From files of trackers to the energy of runs and the use of model APIs, by hand-made numbers."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.contract.samples import boamps_reports as boamps
from tests.contract.samples import codecarbon_runs as codecarbon
from tests.contract.samples import mlflow_metrics as mlflow
from tests.contract.samples import otel_gen_ai as otel
from tests.contract.samples import wandb_metrics as wandb
from tests.tracked import built, counted_kwh, rows

_RUNS = [codecarbon.RUN.replace("010fc8c6", f"0000000{number}") for number in range(8)]
_SHORT = codecarbon.short(run_id=codecarbon.RUN, cpu_model="EPYC of the short row")
_PARTS = {"cpu_energy": 0.1, "gpu_energy": 0.4, "ram_energy": 0.1, "energy_consumed": 0.6}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every tracker in one workspace."""
    home = tmp_path_factory.mktemp("trackers")
    _write_codecarbon(home)
    (home / "boamps").mkdir()
    reports = [
        boamps.report(boamps.measure(0.25), boamps.measure(0.2, measurementDuration=3000)),
        boamps.report(boamps.measure(9), reportDatetime="2025-10-15 13:00:00"),
    ]
    (home / "boamps/all.json").write_text(json.dumps(reports))
    mlflow.write(home, *[(second * 10, 360.0) for second in range(361)])
    (home / "wandb").mkdir()
    events = [wandb.event(s * 15, gpu_0=720.0, gpu_1=90.0, gpu_process_0=720.0) for s in range(241)]
    (home / "wandb/run-w.jsonl").write_text(wandb.lines(*events))
    _write_calls(home)
    sources = {
        "cc": "codecarbon_runs",
        "boamps": "boamps_reports",
        "mlruns": "mlflow_metrics",
        "wandb": "wandb_metrics",
        "calls": "otel_gen_ai",
    }
    return built(home, sources, "int_tracker_energy", "int_api_usage")


def _write_codecarbon(home: Path) -> None:
    (home / "cc").mkdir()
    whole = codecarbon.line(run_id=_RUNS[0], pue=1.2, codecarbon_version="3.3.2", **_PARTS)
    eight = [
        codecarbon.line(
            run_id=_RUNS[rank], cpu_model="EPYC of the ranks",
            timestamp=f"2025-10-15T12:00:0{rank}", **_PARTS,
        )
        for rank in range(1, 8)
    ]  # fmt: skip
    lines = [codecarbon.HEADER, whole, _SHORT, *eight]
    (home / "cc/emissions.csv").write_text("\n".join(lines))
    # The header changed between two runs: the old file holds one of them too.
    (home / "cc/emissions.csv.bak").write_text("\n".join([codecarbon.HEADER, whole]))


def _write_calls(home: Path) -> None:
    (home / "calls").mkdir()
    tokens = {"gen_ai__usage__input_tokens": 10, "gen_ai__usage__output_tokens": 20}
    spans = [otel.span("a1", **otel.CHAT, **tokens), otel.span("a2", 3600, **otel.CHAT, **tokens)]
    (home / "calls/spans.jsonl").write_text(otel.traces(*spans))
    counted = {**otel.CHAT, "gen_ai__request__model": "gpt-5", "gen_ai__token__type": "output"}
    points = [otel.point(60, 100, 2, **counted), otel.point(120, 150, 3, **counted)]
    text = otel.histogram("gen_ai.client.token.usage", 2, *points)
    (home / "calls/metrics.jsonl").write_text(text)


def test_a_run_with_a_pue_is_its_it_energy_and_its_bak_adds_nothing(warehouse: Path) -> None:
    where = f"run_id = '{_RUNS[0]}'"
    nine_places = Decimal("2e-9")
    assert counted_kwh(warehouse, where) == pytest.approx(Decimal("0.5"), abs=nine_places)
    assert counted_kwh(warehouse, f"{where} and component = 'gpu'") == pytest.approx(
        Decimal("0.333333333"), abs=nine_places
    )


def test_a_short_row_ties_to_its_line(warehouse: Path) -> None:
    assert counted_kwh(warehouse, f"run_id = '{codecarbon.RUN}'") == Decimal("0.52")
    [note] = rows(
        warehouse,
        "select distinct reading_note as note from intermediate.int_tracker_energy "
        f"where run_id = '{codecarbon.RUN}'",
    )
    assert note["note"] == "repaired_short_row"


def test_seven_ranks_of_one_machine_are_one_energy(warehouse: Path) -> None:
    ranks = f"run_id in {tuple(_RUNS[1:])}"
    assert counted_kwh(warehouse, ranks) == Decimal("0.6")
    [all_of_them] = rows(
        warehouse,
        f"select sum(energy_it_kwh) as kwh from intermediate.int_tracker_energy where {ranks}",
    )
    assert all_of_them["kwh"] == Decimal("4.2")


def test_a_report_counts_once_in_its_newest_edition(warehouse: Path) -> None:
    assert counted_kwh(warehouse, "tracker = 'boamps'") == Decimal("0.25")


def test_an_hour_at_360_watts_is_0_36_kwh_and_only_the_runs_own_gpus_count(
    warehouse: Path,
) -> None:
    assert counted_kwh(warehouse, f"run_id = '{mlflow.RUN}'") == Decimal("0.36")
    assert counted_kwh(warehouse, "run_id = 'run-w'") == Decimal("0.72")


def test_calls_of_a_model_are_told_by_the_hour(warehouse: Path) -> None:
    found = rows(
        warehouse,
        "select hour_at, model_name, service_name, requests, tokens_in, tokens_out, signal "
        "from intermediate.int_api_usage order by all",
    )
    assert [tuple(row.values()) for row in found] == [
        (datetime(2025, 10, 15, 12), "gpt-4o", "assistant", 1, 10, 20, "span"),
        (datetime(2025, 10, 15, 12), "gpt-5", "assistant", 3, None, 150, "metric"),
        (datetime(2025, 10, 15, 13), "gpt-4o", "assistant", 1, 10, 20, "span"),
    ]
