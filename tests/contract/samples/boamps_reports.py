"""A BoAmps report of one measure, in editions."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.samples.tracker_files import TrackerSample


def report(*measures: dict[str, Any], **header: Any) -> dict[str, Any]:
    """A report of the task of one chat."""
    return {
        "header": {"reportId": "r-1", "reportDatetime": "2025-10-16 08:00:00", **header},
        "task": {
            "taskStage": "inference",
            "nbRequest": 1,
            "algorithms": [{"foundationModelName": "llama2-13b", "parametersNumber": 13}],
            "dataset": [
                {"dataUsage": "input", "dataType": "token", "dataQuantity": 11},
                {"dataUsage": "output", "dataType": "token", "dataQuantity": 828},
            ],
        },
        "measures": list(measures),
        "infrastructure": {"infraType": "onPremise"},
    }


def measure(energy: Any, **given: Any) -> dict[str, Any]:
    """A measure of `energy` kWh over an hour."""
    return {
        "measurementMethod": "codecarbon",
        "version": "2.5.0",
        "powerConsumption": energy,
        "measurementDuration": 3600,
        "measurementDateTime": "2025-10-15 12:00:00",
        **given,
    }


def _edition(number: int) -> str:
    return json.dumps(report(measure(0.25 + number)))


_BAD = json.dumps(report(measure(None)))
SAMPLE = TrackerSample("boamps_reports", "report.json", _edition, _BAD)
SETTINGS, SLICE = SAMPLE.SETTINGS, SAMPLE.SLICE
deliver, spoil, touch, withdraw = SAMPLE.deliver, SAMPLE.spoil, SAMPLE.touch, SAMPLE.withdraw
