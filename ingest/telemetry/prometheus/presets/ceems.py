"""CEEMS: RAPL registers in joules, and the power of the whole machine from IPMI, Redfish or Cray.

Belongs here: its metrics and labels. Does not: its recording rules, which spread gauges over jobs.
Sensors of hwmon are left out: nothing in their labels says what they measure.
"""

from __future__ import annotations

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset
from ingest.telemetry.prometheus.rapl import KINDS, domain


def _of(zone: str):
    def device(labels: Labels) -> Device:
        return domain(zone, labels.first("index"), path=labels.get("path", ""))

    return device


def _labelled(labels: Labels) -> Device:
    zone, index = labels.first("rapl_zone"), labels.first("index")
    return domain(zone, index, path=labels.get("path", ""))


def _wall(_: Labels) -> Device:
    # Chassis stand inside each other: the largest is the machine, they are no sum.
    return Device("node")


def _cray(labels: Labels) -> Device:
    part = labels.first("domain")
    if part is None:
        return Device("node")
    kind = {"cpu": "cpu_package", "memory": "dram"}.get(part.rstrip("0123456789"), "gpu")
    return Device(kind, part, energy_zone=part)


PRESET = Preset(
    name="ceems",
    metrics=(
        *(
            Metric(f"ceems_rapl_{zone}_joules_total", "energy", "J", "rapl_wrap", _of(zone))
            for zone in KINDS
        ),
        Metric("ceems_rapl_joules_total", "energy", "J", "rapl_wrap", _labelled),
        # Renamed in 0.11.
        Metric("ceems_ipmi_dcmi_current_watts", "power", "W", "gauge", _wall),
        Metric("ceems_ipmi_dcmi_power_current_watts", "power", "W", "gauge", _wall),
        Metric("ceems_redfish_current_watts", "power", "W", "gauge", _wall),
        Metric("ceems_redfish_power_current_watts", "power", "W", "gauge", _wall),
        Metric("ceems_cray_pm_counters_power_watts", "power", "W", "gauge", _cray),
    ),
    host_labels=("hostname",),
)
