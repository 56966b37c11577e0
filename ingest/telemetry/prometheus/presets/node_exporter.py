"""node_exporter's collector of RAPL: the registers of every domain, as they are read, in joules.

Belongs here: its metrics and labels. Does not: what wraps (rapl.py): nothing but the register does.
"""

from __future__ import annotations

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset
from ingest.telemetry.prometheus.rapl import KINDS, domain


def _of(zone: str):
    def device(labels: Labels) -> Device:
        return domain(zone, labels.first("index"), path=labels.get("path", ""))

    return device


PRESET = Preset(
    name="node_exporter",
    metrics=tuple(
        Metric(f"node_rapl_{zone}_joules_total", "energy", "J", "rapl_wrap", _of(zone))
        for zone in KINDS
    ),
    host_labels=("node", "nodename", "hostname"),
)
