"""Kepler up to 0.9: totals that it sums itself, of nodes and containers, in parts by component.

Belongs here: its metrics and labels. Does not: choosing among levels that tell the same energy.
Dynamic and idle energy are two series that add up (`mode` in the labels); the sum of all
components (`kepler_container_joules_total`) and what is only their rest are left out.
"""

from __future__ import annotations

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset
from ingest.telemetry.prometheus.rapl import KINDS


def _part(part: str):
    def device(labels: Labels) -> Device:
        if part == "platform":
            return Device("node", energy_zone=part)
        if part == "gpu":
            return Device("gpu", labels.first("gpu_uuid", "uuid", "device", "index") or "gpu-all")
        package = labels.first("package") or "all"
        parent = None if part == "package" else f"package-{package}"
        return Device(KINDS[part], f"{part}-{package}", parent, energy_zone=part)

    return device


def _container(part: str):
    def device(labels: Labels) -> Device:
        return Device("container", labels.first("container_id"), energy_zone=part)

    return device


_NODE = ("package", "core", "uncore", "dram", "gpu", "platform")

PRESET = Preset(
    name="kepler_old",
    metrics=(
        *(
            Metric(f"kepler_node_{part}_joules_total", "energy", "J", "software_total", _part(part))
            for part in _NODE
        ),
        *(
            Metric(
                f"kepler_container_{part}_joules_total",
                "energy",
                "J",
                "software_total",
                _container(part),
            )
            for part in ("package", "dram", "gpu")
        ),
    ),
    host_labels=("exported_instance", "node", "instance"),
    namespace_labels=("container_namespace",),
    pod_labels=("pod_name",),
    container_labels=("container_name",),
)
