"""The columns of CodeCarbon's emissions.csv of every version, and what a cell looks like.

Belongs here: names, kinds of cells, which a version may leave out. Does not: reading rows. Known
headers: 12 columns (1.x, where experiment_id names the run), 31 (2.x), 38 (3.x), task files.
"""

from __future__ import annotations

import re
from typing import Final

NUMBERS: Final = {
    "duration": "duration_s",
    "emissions": "emissions_kgco2e",
    "emissions_rate": "emissions_rate_kgco2e_per_s",
    "cpu_power": "cpu_power_w",
    "gpu_power": "gpu_power_w",
    "ram_power": "ram_power_w",
    "cpu_energy": "cpu_energy_kwh",
    "gpu_energy": "gpu_energy_kwh",
    "ram_energy": "ram_energy_kwh",
    "energy_consumed": "energy_consumed_kwh",
    "water_consumed": "water_consumed_l",
    "cpu_count": "cpu_count",
    "gpu_count": "gpu_count",
    "ram_total_size": "ram_total_gb",
    "cpu_utilization_percent": "cpu_utilisation_percent",
    "gpu_utilization_percent": "gpu_utilisation_percent",
    "ram_utilization_percent": "ram_utilisation_percent",
    "ram_used_gb": "ram_used_gb",
    "pue": "pue",
    "wue": "wue_l_per_kwh",
}
"""Their name of a number and ours, with its unit."""
TEXTS: Final = (
    "project_name", "run_id", "experiment_id", "task_name", "country_name", "country_iso_code",
    "region", "cloud_provider", "cloud_region", "os", "python_version", "codecarbon_version",
    "cpu_model", "gpu_model", "tracking_mode", "on_cloud",
)  # fmt: skip
REQUIRED: Final = ("timestamp", "duration", "energy_consumed")
SIGNED: Final = frozenset({"longitude", "latitude"})

_SHAPES: Final = {
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*",
    "run_id": r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    "country_iso_code": r"[A-Z]{3}",
    "codecarbon_version": r"\d+\.\d+\.\d+\S*",
    "python_version": r"\d+\.\d+\.\d+\S*",
    "tracking_mode": r"machine|process",
    "on_cloud": r"[YN]",
}
_CHOSEN: Final = ("experiment_id", "project_name", "task_name")
_NUMBER: Final = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_ALWAYS_FILLED: Final = frozenset({
    "timestamp", "project_name", "run_id", "duration", "emissions", "country_name",
    "country_iso_code", "os", "python_version", "codecarbon_version", "cpu_count",
    "ram_total_size", "tracking_mode", "on_cloud",
})  # fmt: skip
"""What the versions that left cells out always filled: none of these can be the missing one."""


def fits(column: str, cell: str) -> bool:
    """Whether `cell` may stand in `column`; an empty one may stand wherever one may be left out."""
    if not cell.strip():
        return may_be_absent(column)
    if column in NUMBERS or column in SIGNED:
        return _NUMBER.fullmatch(cell) is not None
    shape = _SHAPES.get(column)
    if shape is not None:
        return re.fullmatch(shape, cell) is not None
    # A bare number is no name; ids that people choose may be one.
    return column in _CHOSEN or _NUMBER.fullmatch(cell) is None


def may_be_absent(column: str) -> bool:
    """Whether a version may leave the cell of `column` out where it holds nothing."""
    return column not in _ALWAYS_FILLED
