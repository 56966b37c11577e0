"""What a preset is: which metrics of one exporter count, and which device each series speaks of.

Belongs here: the shape of a preset, finding them. Does not: any exporter (presets/), asking.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from ingest.telemetry.prometheus import presets
from ingest.telemetry.samples import CounterKind, Quantity


class Labels(dict[str, str]):
    """The labels of a series, as printed."""

    def first(self, *names: str) -> str | None:
        """The first of these labels that says something, whatever generation names it so."""
        values = (self.get(name, "") for name in names)
        return next((value for value in values if value and not value.startswith("<<<")), None)


@dataclass(frozen=True)
class Device:
    """What a series is of; `device_id` empty stands for the host itself."""

    device_kind: str
    device_id: str | None = None
    parent_device_id: str | None = None
    slice_profile: str | None = None
    energy_zone: str | None = None
    ranges: tuple[float, ...] = ()
    """The ranges that its counter may wrap at, in the metric's unit, the smallest first."""
    ranges_at_least: int = 1
    """How many counters of the largest range are at least aggregated in it."""
    is_sum: bool = False
    """It is the plain sum of counters: it falls by the range of the one that wraps."""


@dataclass(frozen=True)
class Metric:
    """One metric of an exporter."""

    name: str
    quantity: Quantity
    unit: str
    counter_kind: CounterKind
    device: Callable[[Labels], Device]


@dataclass(frozen=True)
class Preset:
    """One exporter, under the name that settings call it by.

    `host_labels`, `pod_labels` and their like are tried in their order.
    """

    name: str
    metrics: tuple[Metric, ...]
    host_labels: tuple[str, ...]
    namespace_labels: tuple[str, ...] = ()
    pod_labels: tuple[str, ...] = ()
    container_labels: tuple[str, ...] = ()
    job_labels: tuple[str, ...] = ()
    state_label: str = ""
    version_label: str = ""
    own_pods: str = ""
    """What the exporter's own pods are called: they are no workload."""
    has_blanks: bool = False
    """It prints NVIDIA's codes for a reading that there is none of."""


@cache
def presets_by_name() -> Mapping[str, Preset]:
    """Every preset that a module of `presets` defines."""
    found: dict[str, Preset] = {}
    for module in pkgutil.iter_modules(presets.__path__, f"{presets.__name__}."):
        preset: Preset = importlib.import_module(module.name).PRESET
        found[preset.name] = preset
    return found
