"""Rows of runs, services and hosts for cases that give no telemetry of their own.

Belongs here: the shape of a row of a register, of a host's booked month, of an hour's workload.
Does not: what a case gives or expects.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.injected import Given, Row

RUNS = "staging.stg_organisation__ai_runs"
SERVICES = "staging.stg_organisation__ai_services"
REQUESTS = "staging.stg_organisation__ai_requests"
FIGURES = "intermediate.int_host_figures_monthly"
ACCELERATORS = "intermediate.int_ai_host_accelerators"
WORKLOADS = "marts.fct_workload_energy_hourly"
API_USE = "intermediate.int_api_usage_estimated"

_SITE = "site"


def nothing_given() -> Given:
    """No row yet; every relation that a case of a model may fill stands in it."""
    filled = (RUNS, SERVICES, REQUESTS, FIGURES, ACCELERATORS, WORKLOADS, API_USE)
    return Given(relations={name: [] for name in filled})


def give_host(given: Given, host: str, month: str, *, accelerators: int = 0, **booked: Any) -> None:
    """The booked figures of a host and month (kWh, kg), and how many accelerators it has."""
    at = {"host_id": host, "activity_month": f"{month}-01"}
    given.relations[FIGURES].append({"site_id": _SITE, **at, **booked})
    if accelerators:
        given.relations[ACCELERATORS].append({**at, "accelerator_count": accelerators})


def give_run(given: Given, run: str, starts: datetime, hours: float, gpus: int, **row: Any) -> None:
    """One attempt that began at `starts`, UTC."""
    given.relations[RUNS].append(
        {"run_id": run, "attempt": 1, "outcome": "succeeded", "starts_at": starts,
         "ends_at": starts + timedelta(hours=hours), "gpu_count": gpus, **row}
    )  # fmt: skip


def give_service(given: Given, service: str, **row: Any) -> None:
    """A service that has been there since 2020."""
    given.relations[SERVICES].append(
        {"service_id": service, "model_id": service, "team_id": "A", "valid_from": "2020-01-01"}
        | row
    )


def give_requests(given: Given, service: str, at: datetime, requests: int, **tokens: int) -> None:
    """What a service answered in an hour."""
    given.relations[REQUESTS].append(
        {"service_id": service, "hour_at": at, "requests": requests, **tokens}
    )


def workload(host: str, at: datetime, kwh: float, gpu_seconds: float, **row: Any) -> Row:
    """What a workload used in an hour, idle apart: IT kWh to the node, and seconds of boards."""
    return {"site_id": _SITE, "host_id": host, "hour_at": at, "device_id": "boards",
            "energy_it_kwh": kwh, "gpu_seconds": gpu_seconds,
            "idle_policy": "separate"} | row  # fmt: skip
