"""Scaphandre: RAPL of hosts, sockets and domains as it is read (µJ), power of processes (µW).

Belongs here: its metrics and labels. Does not: choosing between a host and its sockets. The host's
counter is psys, or the sum of the sockets' counters: it wraps whenever one of them does.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset
from ingest.telemetry.prometheus.rapl import domain

_PER_J = 1_000_000.0


def _host(_: Labels) -> Device:
    # A sum of counters falls by the range of the one that wraps, however high it stands.
    return replace(domain("psys", None, per_joule=_PER_J), energy_zone="host", is_sum=True)


def _psys(_: Labels) -> Device:
    return domain("psys", None, per_joule=_PER_J)


def _socket(labels: Labels) -> Device:
    return domain("package", labels.first("socket_id"), per_joule=_PER_J)


def _domain(labels: Labels) -> Device:
    return domain(labels.first("domain_name"), labels.first("socket_id"), per_joule=_PER_J)


def _process(labels: Labels) -> Device:
    return Device("process", labels.first("pid"))


PRESET = Preset(
    name="scaphandre",
    metrics=(
        Metric("scaph_host_energy_microjoules", "energy", "uJ", "rapl_wrap", _host),
        Metric("scaph_host_rapl_psys_microjoules", "energy", "uJ", "rapl_wrap", _psys),
        Metric("scaph_socket_energy_microjoules", "energy", "uJ", "rapl_wrap", _socket),
        Metric("scaph_domain_energy_microjoules", "energy", "uJ", "rapl_wrap", _domain),
        Metric("scaph_host_power_microwatts", "power", "uW", "gauge", _host),
        Metric("scaph_socket_power_microwatts", "power", "uW", "gauge", _socket),
        Metric("scaph_domain_power_microwatts", "power", "uW", "gauge", _domain),
        Metric("scaph_process_power_consumption_microwatts", "power", "uW", "gauge", _process),
    ),
    host_labels=("kubernetes_node_name", "node", "hostname"),
    namespace_labels=("kubernetes_pod_namespace",),
    pod_labels=("kubernetes_pod_name",),
    container_labels=("container_names", "container_id"),
)
