"""The registers of runs, services and requests of models: what a row may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.test_registers import land, refusal

RUNS = (
    "run_id,model_id,team_id,parent_run_id,attempt,outcome,starts_at,ends_at,host_ids,gpu_count,"
    "tokens,quality_metric,quality_value"
)
RUN = "r1,llm,ml,p,1,failed,2025-10-01T00:00:00Z,2025-10-01T06:00:00Z,gpu-01;gpu-02,8,2e9,loss,2.1"
SERVICES = "service_id,model_id,team_id,namespace,pod_glob,projected_requests,valid_from,valid_to"
SERVICE = "chat,llm,ml,serving,chat-*,1e6,2025-10-01,2025-11-01"
REQUESTS = "service_id,hour_at,requests,tokens_in,tokens_out"
REQUEST = "chat,2025-10-01T05:00:00Z,100,2000,"


@pytest.mark.parametrize(
    ("stem", "lines"),
    [
        ("ai_runs", (RUNS, RUN, RUN.replace("r1,", "r2,").replace("p,1,failed", "p,2,succeeded"))),
        ("ai_services", (SERVICES, SERVICE, "chat,llm2,ml,serving,chat-*,,2025-11-01,")),
        ("ai_requests", (REQUESTS, REQUEST, REQUEST.replace("05:", "06:"))),
    ],
)
def test_a_register_of_models_lands(home: Path, stem: str, lines: tuple[str, ...]) -> None:
    landed = land(home, stem, *lines)
    assert (landed.slice_id, landed.status, landed.rows) == (stem, "landed", 2)


@pytest.mark.parametrize(
    ("good", "bad", "column", "words"),
    [
        (RUN, RUN, "run_id", "on line 2 already"),
        ("r1,", "r2,", "attempt", "on line 2 already"),
        ("r1,llm,ml,p,1", "r2,llm,ml,p,0", "attempt", "Count from 1"),
        ("r1,llm,ml,p,1", "r2,llm,ml,p,", "attempt", "Number the attempts"),
        ("r1,llm,ml,p,1,failed", "r2,llm,ml,p,2,crashed", "outcome", "cancelled, failed"),
        ("2025-10-01T06", "2025-10-01T00", "ends_at", "not after starts_at"),
        ("gpu-02", "gpu-01", "host_ids", "one twice"),
        (",8,", ",-8,", "gpu_count", "below zero"),
        ("loss", "", "quality_metric", "nothing says of what"),
    ],
)
def test_a_run_that_breaks_a_rule_is_named(
    home: Path, good: str, bad: str, column: str, words: str
) -> None:
    other = RUN.replace(good, bad)
    if good not in ("r1,", RUN) and not bad.startswith("r2,"):
        other = other.replace("r1,llm,ml,p,1", "r2,llm,ml,p,2")
    refused = refusal(home, "ai_runs", RUNS, RUN, other)
    assert refused.place == f"line 3, column {column}"
    assert words in refused.message


@pytest.mark.parametrize(
    ("stem", "lines", "column", "words"),
    [
        ("ai_services", (SERVICES, SERVICE, SERVICE), "valid_from", "overlaps line 2"),
        ("ai_services", (SERVICES, SERVICE, "chat,m,t,,,,,"), "valid_from", "overlaps line"),
        ("ai_services", (SERVICES, SERVICE, "talk,m,t,,,0,,"), "projected_requests", "nothing"),
        ("ai_requests", (REQUESTS, REQUEST, REQUEST), "hour_at", "on line 2 already"),
        ("ai_requests", (REQUESTS, REQUEST, "a,2025-10-01T05:30:00Z,1,,"), "hour_at", "by hours"),
        ("ai_requests", (REQUESTS, REQUEST, "a,2025-10-01T05:00:00Z,-1,,"), "requests", "below"),
    ],
)
def test_a_service_or_an_hour_of_it_that_breaks_a_rule_is_named(
    home: Path, stem: str, lines: tuple[str, ...], column: str, words: str
) -> None:
    refused = refusal(home, stem, *lines)
    assert refused.place.endswith(f"column {column}")
    assert words in refused.message
