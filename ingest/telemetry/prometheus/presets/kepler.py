"""Kepler since 0.10: RAPL of nodes as it is read, and shares of processes, containers, pods, VMs.

Belongs here: its metrics and labels. Does not: choosing among levels that tell the same energy.
Active and idle parts of a node are left out: they are the node's energy told again.
"""

from __future__ import annotations

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset
from ingest.telemetry.prometheus.rapl import domain


def _node(labels: Labels) -> Device:
    return domain(labels.first("zone"), None, path=labels.get("path", ""))


def _board(labels: Labels) -> Device:
    return Device("gpu", labels.first("gpu_uuid") or labels.first("gpu"))


def _wall(_: Labels) -> Device:
    return Device("node")


def _share(kind: str, *identities: str, gpu: bool = False):
    def device(labels: Labels) -> Device:
        zone = "gpu" if gpu else labels.first("zone")
        return Device(kind, labels.first(*identities), energy_zone=zone)

    return device


def _shares(kind: str, *identities: str) -> tuple[Metric, ...]:
    return tuple(
        Metric(
            f"kepler_{kind}_{part}_joules_total",
            "energy",
            "J",
            "software_total",
            _share(kind, *identities, gpu=part == "gpu"),
        )
        for part in ("cpu", "gpu")
    )


PRESET = Preset(
    name="kepler",
    metrics=(
        Metric("kepler_node_cpu_joules_total", "energy", "J", "rapl_wrap", _node),
        Metric("kepler_node_gpu_joules_total", "energy", "J", "software_total", _board),
        Metric("kepler_platform_watts", "power", "W", "gauge", _wall),
        *_shares("process", "pid"),
        *_shares("container", "container_id"),
        *_shares("pod", "pod_id", "pod_name"),
        *_shares("vm", "vm_id", "vm_name"),
    ),
    host_labels=("node_name", "node"),
    # `pod` and `namespace` are of the exporter itself, as Kubernetes' discovery adds them.
    namespace_labels=("pod_namespace",),
    pod_labels=("pod_name",),
    container_labels=("container_name",),
    state_label="state",
)
