"""An event history of a W&B run as JSON lines, in editions."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.samples.tracker_files import TrackerSample

BEGAN = 1760529600
"""2025-10-15T12:00:00Z in seconds."""


def event(seconds: float, **watts: Any) -> dict[str, Any]:
    """An event so many seconds after the beginning; `gpu_0=400.0` is the power of GPU 0."""
    told = {f"system.{key.replace('_', '.')}.powerWatts": value for key, value in watts.items()}
    return {"_timestamp": BEGAN + seconds, "_runtime": seconds, "system.cpu": 3.5, **told}


def lines(*events: dict[str, Any]) -> str:
    """A line per event."""
    return "".join(f"{json.dumps(one)}\n" for one in events)


def _edition(number: int) -> str:
    return lines(event(0, gpu_0=400.0), event(15, gpu_0=400.0 + number))


SAMPLE = TrackerSample(
    "wandb_metrics", "run-a.jsonl", _edition, lines({"system.gpu.0.powerWatts": 1})
)
SETTINGS, SLICE = SAMPLE.SETTINGS, SAMPLE.SLICE
deliver, spoil, touch, withdraw = SAMPLE.deliver, SAMPLE.spoil, SAMPLE.touch, SAMPLE.withdraw
