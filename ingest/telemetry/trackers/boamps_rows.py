"""One BoAmps report as rows, a row per measure.

Belongs here: the report's fields. Does not: files. A report of an older format states the unit of
its energy; any other than kWh is refused rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from ingest.telemetry.trackers.files import Row, TrackerFile
from ingest.telemetry.trackers.moments import moment_in, number, text

Part = Mapping[str, Any]


def measures(report: Any, file: TrackerFile) -> Iterator[Row]:
    """The measures of `report`, in its order.

    Raises:
        ValueError: a field that must be there is not, or holds no number.
    """
    if not isinstance(report, dict) or not report.get("measures"):
        raise ValueError("it holds no measures: it is no BoAmps report")
    header: Part = report.get("header") or {}
    printed = header.get("reportDatetime")
    reported = moment_in(str(printed), file.zone) if printed else None
    told = _task(report.get("task") or {}) | _place(report) | {
        "report_id": text(header.get("reportId")),
        "report_status": text(header.get("reportStatus")),
        "reported_at": reported,
        "host_id": file.host_id,
    }  # fmt: skip
    for position, measure in enumerate(report["measures"], start=1):
        yield told | _measure(measure, position, reported, file)


def _measure(measure: Part, position: int, reported: datetime | None, file: TrackerFile) -> Row:
    where = f"measure {position}"
    unit = measure.get("unit", "kWh")
    if unit != "kWh":
        raise ValueError(f"{where} states {unit!r}, where the format of today holds kWh")
    energy = number(measure.get("powerConsumption"))
    if energy is None:
        raise ValueError(f"{where} has no powerConsumption, the energy in kWh")
    begun = measure.get("measurementDateTime")
    start = moment_in(str(begun), file.zone) if begun else reported
    if start is None:
        raise ValueError(f"{where} has no measurementDateTime, and the report no reportDatetime")
    duration = number(measure.get("measurementDuration"))
    lasted = timedelta(seconds=duration) if duration is not None else None
    return {
        "measure_no": position,
        "started_at": start,
        "ended_at": start + lasted if lasted is not None else None,
        "duration_s": duration,
        "energy_kwh": energy,
        "measurement_method": text(measure.get("measurementMethod")),
        "method_version": text(measure.get("version")),
        "cpu_tracking_mode": text(measure.get("cpuTrackingMode")),
        "gpu_tracking_mode": text(measure.get("gpuTrackingMode")),
    }


def _task(task: Part) -> Row:
    algorithm: Part = (task.get("algorithms") or [{}])[0]
    return {
        "task_stage": text(task.get("taskStage")),
        "task_family": text(task.get("taskFamily")),
        "requests": number(task.get("nbRequest")),
        "model_name": text(algorithm.get("foundationModelName") or algorithm.get("algorithmName")),
        "parameters_billion": number(algorithm.get("parametersNumber")),
        "quantization": text(algorithm.get("quantization")),
        "tokens_in": _tokens(task, "input"),
        "tokens_out": _tokens(task, "output"),
    }


def _tokens(task: Part, usage: str) -> float | None:
    counted = [
        number(one.get("dataQuantity"))
        for one in task.get("dataset") or []
        if one.get("dataType") == "token" and one.get("dataUsage") == usage
    ]
    told = [count for count in counted if count is not None]
    return sum(told) if told else None


def _place(report: Part) -> Row:
    infrastructure: Part = report.get("infrastructure") or {}
    return {
        "infrastructure": text(infrastructure.get("infraType")),
        "cloud_provider": text(infrastructure.get("cloudProvider")),
        "cloud_instance": text(infrastructure.get("cloudInstance")),
        "country": text((report.get("environment") or {}).get("country")),
        "quality": text(report.get("quality")),
    }
