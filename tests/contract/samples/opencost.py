"""An answer of OpenCost's allocation API: written, restated, spoiled and withdrawn by its owner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SETTINGS = """
[sources.cluster]
kind = "opencost"
uri = "inputs/opencost"
"""
SLICE = "cluster__2025-10-15"
DAY = "2025-10-15"
Allocation = dict[str, Any]


def deliver(home: Path, *, edition: int) -> None:
    """Two pods and the idle rest of one node; every edition has other hours."""
    write(home, DAY, pod("web-1", cores=6 + edition), pod("web-2", cores=2), pod("__idle__", 9))


def spoil(home: Path) -> None:
    """A week in one window: nobody knows which day a share is of."""
    write(home, DAY, pod("web-1", cores=6, end="2025-10-22T00:00:00Z"))


def withdraw(home: Path) -> None:
    """The file is gone; another is there."""
    _file(home, DAY).unlink()
    write(home, "2025-10-16", pod("web-1", cores=6))


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    file = _file(home, DAY)
    content = file.read_bytes()
    file.rename(file.with_suffix(".old"))
    file.write_bytes(content)


def pod(
    name: str,
    cores: float,
    *,
    node: str = "aws:///us-east-1a/i-0ab1",
    namespace: str = "shop",
    end: str = "2025-10-16T00:00:00Z",
    **given: Any,
) -> Allocation:
    """A day of one pod: `cores` core-hours on a node."""
    return {
        "name": f"{namespace}/{name}",
        "properties": {
            "cluster": "prod",
            "node": "node-1",
            "providerID": node,
            "namespace": namespace,
            "controllerKind": "deployment",
            "controller": "web",
            "pod": name,
            "labels": {"app": "web"},
        },
        "window": {"start": f"{DAY}T00:00:00Z", "end": end},
        "cpuCoreHours": cores,
        "gpuHours": 0,
        "ramByteHours": 1e9,
        **given,
    }


def write(home: Path, stem: str, *allocations: Allocation) -> Path:
    """Write an answer as the API gives it."""
    file = _file(home, stem)
    file.parent.mkdir(parents=True, exist_ok=True)
    window = {one["name"]: one for one in allocations}
    file.write_text(json.dumps({"code": 200, "status": "success", "data": [window]}))
    return file


def _file(home: Path, stem: str) -> Path:
    return home / f"inputs/opencost/{stem}.json"
