"""The cases of runs and services, each on a host and in a month of its own.

Belongs here: turning what a case gives into rows. Does not: what comes out of them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests import ai_rows
from tests.ai_rows import give_host, give_requests, give_run, give_service, workload
from tests.injected import Given, estimate, figure

Cases = Mapping[str, dict[str, Any]]

RUN_MONTH, LIFE_H = datetime(2026, 6, 1), 35_040
"""A month of 720 hours, and the four years over which the cases write hardware off."""
_HOURS, _OTHER_GPU_H = 720, 500
_GPUS = 100


def cases(shared: Path) -> Cases:
    """What the cases of models give and expect, by their id, of all three files."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("golden", "standards", "telemetry"):
        with (shared / "cases" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                case = row["case_id"]
                if row["part"] == "onprem-ai" and case.startswith(("SCI", "G15-AI")):
                    expected = row.get("expected") or row["expected_value"]
                    found[case] = {**json.loads(row["inputs"]), "expected": json.loads(expected),
                                   "recomputed": row.get("recomputed")}  # fmt: skip
    return found


def given(of: Cases) -> Given:
    """Every case as rows."""
    rows = ai_rows.nothing_given()
    _give_training(rows, of["G15-AI"])
    _give_serving(rows, of["G15-AI"])
    _give_model_apis(rows, of["G15-AI"])
    _give_reserved(rows, "SCI-SPEC-M-TIME", 1000, 1, 1)
    shop = of["SCI-ESHOP-DB-M"]
    core_w = _core_w(of["SCI-ESHOP-DB-E"])
    _give_reserved(rows, "SCI-ESHOP-DB-M", shop["TE_kg"], shop["RR"], shop["ToR"], part_w=core_w)
    port = of["SCI-NTT-SWITCH-PORT"]
    _give_reserved(
        rows, "SCI-NTT-SWITCH-PORT", 0, 1, port["ports"], part_w=port["max_w"] / port["ports"]
    )
    _give_scored_services(rows, of)
    _give_scored_runs(rows, of)
    return rows


def _core_w(case: dict[str, Any]) -> float:
    return case["util"] * case["tdp_w"] * case["tdp_coeff"]


def _give_training(rows: Given, case: dict[str, Any]) -> None:
    """Three attempts of one job on a host that 500 hours of another job share."""
    at, host = RUN_MONTH, "training"
    per_hour = case["it_kwh_per_gpu_h"]
    for number, gpu_h in enumerate([*case["attempts_gpu_h"], _OTHER_GPU_H], 1):
        hours, job = gpu_h // _GPUS, f"job-{number}"
        if number <= len(case["attempts_gpu_h"]):
            outcome = "succeeded" if number == len(case["attempts_gpu_h"]) else "failed"
            give_run(rows, f"attempt-{number}", at, hours, _GPUS, attempt=number, outcome=outcome,
                     parent_run_id="run", host_ids=host, job_id=job)  # fmt: skip
        rows.relations[ai_rows.WORKLOADS] += [
            workload(host, at + timedelta(hours=hour), per_hour * _GPUS, 3600 * _GPUS,
                     workload_kind="job", workload_id=job, job_id=job)
            for hour in range(hours)
        ]  # fmt: skip
        at += timedelta(hours=hours)
    _give_booked(rows, case, host, per_hour * (sum(case["attempts_gpu_h"]) + _OTHER_GPU_H),
                 sum(case["attempts_gpu_h"]) + _OTHER_GPU_H)  # fmt: skip


def _give_serving(rows: Given, case: dict[str, Any]) -> None:
    """A month of one replica that idles for two fifths of its energy; nine times as many before."""
    serving, host, total = case["serving"], "serving", case["training_requests"]
    give_service(rows, "chat", namespace="chat", pod_glob="chat-*", training_run_id="run",
                 projected_requests=total["projected"])  # fmt: skip
    for hour in range(_HOURS):
        at = RUN_MONTH + timedelta(hours=hour)
        share = serving["requests"] // _HOURS
        last = serving["requests"] - share * (_HOURS - 1)
        give_requests(rows, "chat", at, share if hour < _HOURS - 1 else last)
        pod = {"workload_id": "chat-0", "pod": "chat-0", "namespace": "chat"}
        rows.relations[ai_rows.WORKLOADS] += [
            workload(
                host, at, serving["dynamic_it_kwh"] / _HOURS, 3600, workload_kind="pod", **pod
            ),
            workload(host, at, serving["idle_it_kwh"] / _HOURS, 0, workload_kind="idle", **pod),
        ]
    give_requests(rows, "chat", datetime(2026, 5, 31), total["actual"] - serving["requests"])
    _give_booked(
        rows, case, host, serving["dynamic_it_kwh"] + serving["idle_it_kwh"], serving["gpu_h"]
    )


def _give_booked(rows: Given, case: dict[str, Any], host: str, it_kwh: float, gpu_h: float) -> None:
    facility = it_kwh * case["pue"]
    give_host(
        rows, host, f"{RUN_MONTH:%Y-%m}", energy_it_kwh=it_kwh, energy_facility_kwh=facility,
        electricity_location_kgco2e=facility * case["ef"],
        hardware_amortised_kgco2e=case["gpu_share_embodied_kg"] / case["life_h"] * gpu_h,
    )  # fmt: skip


def _give_model_apis(rows: Given, case: dict[str, Any]) -> None:
    """Bedrock in a bill, in spans, in the cloud's figure; a vendor in an invoice and in spans."""
    api, month, account = case["api"], f"{RUN_MONTH:%Y-%m}", "models"
    bedrock = {"provider": "aws", "region_id": "us-east-1", "carbon_bucket": "Other"}
    rows.estimates += [
        estimate(account, month, "A", **bedrock, service_name="AmazonBedrock", energy_it_kwh=10,
                 energy_overhead_kwh=0, electricity_location_kgco2e=api["bedrock_bill_est_kg"],
                 electricity_market_kgco2e=api["bedrock_bill_est_kg"]),
        estimate(account, month, "A", provider="openai", carbon_bucket="other", region_id="global",
                 service_name="API", resource_kind="other", evidence_tier=5,
                 other_kgco2e=api["direct_vendor_invoice_spend_est_kg"]),
    ]  # fmt: skip
    rows.figures.append(
        figure(account, month, "s2_location", CLOUD_KG, provider="aws", tool="aws_ccft",
               model_version="v3.0.1", service_name="Other", region_code="us-east-1")
    )  # fmt: skip
    use = {"activity_month": f"{month}-01", "team_id": "A", "tokens_in": 1, "tokens_out": 1,
           "service_name": "", "server_address": "", "slice_ids": "spans"}  # fmt: skip
    kg = api["direct_vendor_otel_est_kg"]
    rows.relations[ai_rows.API_USE] += [
        {**use, "vendor": "aws.bedrock", "provider": "aws", "model_name": "m",
         "status": "weights_only", "vendor_kind": "cloud_service"},
        {**use, "vendor": "openai", "provider": "openai", "model_name": "n", "status": "estimated",
         "vendor_kind": "direct", "invoice_service_glob": "*", "factor_sets": "given",
         "energy_it_kwh": 20, "energy_kwh": 24, "electricity_location_kgco2e": kg,
         "electricity_market_kgco2e": kg},
    ]  # fmt: skip


CLOUD_KG = 10.0
"""What the cloud's own tool prints for the bucket of its model service."""


def _give_reserved(
    rows: Given, case: str, embodied_kg: float, parts: int, of_parts: int, *, part_w: float = 0
) -> None:
    """One hour of some of the equal parts of a machine that is written off over four years."""
    give_run(rows, case, RUN_MONTH, 1, parts, host_ids=case)
    kwh = part_w / 1000 * of_parts * _HOURS
    give_host(
        rows, case, f"{RUN_MONTH:%Y-%m}", accelerators=of_parts, energy_it_kwh=kwh,
        energy_facility_kwh=kwh, electricity_location_kgco2e=0,
        hardware_amortised_kgco2e=embodied_kg * _HOURS / LIFE_H,
    )  # fmt: skip


def _give_scored_services(rows: Given, of: Cases) -> None:
    shop, web, talk, see = (
        of["SCI-ESHOP-DB"], of["SCI-NTT-SRV1"], of["SCIAI-LLM-CONSUMER"], of["SCIAI-CV-CONSUMER"],
    )  # fmt: skip
    scale = round(of["SCI-NTT-SCALE"]["wips"] * 3600)
    _give_scored(
        rows, "SCI-ESHOP-DB", shop["E_kwh"], shop["I"] * shop["E_kwh"] / 1000, shop["M_g"] / 1000, 1
    )
    _give_scored(
        rows, "SCI-NTT-SRV1", web["E_kwh"], web["I"] * web["E_kwh"] / 1000, web["M_g"] / 1000, scale
    )
    _give_scored(rows, "SCIAI-LLM-CONSUMER", 1, talk["op_kg"], talk["emb_kg"], 1,
                 tokens_in=0, tokens_out=round(talk["tokens_billion"] * 1e9))  # fmt: skip
    _give_scored(rows, "SCIAI-CV-CONSUMER", 1, see["total_kg"], 0, round(see["inferences"]))


def _give_scored(
    rows: Given, case: str, kwh: float, kg: float, embodied_kg: float, requests: int, **tokens: int
) -> None:
    """A service that has its host for itself."""
    give_service(rows, case, host_ids=case)
    give_requests(rows, case, RUN_MONTH, requests, **tokens)
    give_host(rows, case, f"{RUN_MONTH:%Y-%m}", energy_it_kwh=kwh, energy_facility_kwh=kwh,
              electricity_location_kgco2e=kg, hardware_amortised_kgco2e=embodied_kg)  # fmt: skip


def _give_scored_runs(rows: Given, of: Cases) -> None:
    """Runs that have their hosts for the month."""
    learn, see = of["SCIAI-LLM-PROVIDER"], of["SCIAI-CV-PROVIDER"]
    for case, kg, embodied_kg, work in (
        ("SCIAI-LLM-PROVIDER", learn["op_kg"], learn["emb_kg"], {"flops": learn["flops"]}),
        ("SCIAI-CV-PROVIDER", see["total_kg"], 0, {"parameters": see["params_billion"] * 1e9}),
    ):
        give_run(rows, case, RUN_MONTH, _HOURS, 1, host_ids=case, **work)
        give_host(rows, case, f"{RUN_MONTH:%Y-%m}", accelerators=1, energy_it_kwh=1,
                  energy_facility_kwh=1, electricity_location_kgco2e=kg,
                  hardware_amortised_kgco2e=embodied_kg)  # fmt: skip
