"""A series of Prometheus as a series of samples: whose it is, of which device, in which unit.

Belongs here: labels to columns. Does not: values, which metric is of which exporter (presets/).
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset
from ingest.telemetry.prometheus.rapl import range_of
from ingest.telemetry.prometheus.settings import PrometheusSettings
from ingest.telemetry.samples import Series

_EXPORTED = "exported_"
_OF_HOST = ("psys", "node")


def series_of(
    labels: Mapping[str, str],
    metric: Metric,
    preset: Preset,
    config: PrometheusSettings,
    *,
    largest: float,
    interval_s: float | None,
) -> Series:
    """The series that `labels` name; `largest` is the highest value seen of it so far."""
    told = Labels(labels)
    host = _host(told, preset, config)
    device = metric.device(told)
    namespace, pod, container = _workload(told, preset, config)
    of_host = device.device_kind in _OF_HOST
    return Series(
        metric=metric.name,
        quantity=metric.quantity,
        unit=metric.unit,
        counter_kind=metric.counter_kind,
        max_range=_range(device, metric, config, largest),
        host_id=host,
        device_kind=device.device_kind,
        device_id=host if of_host else device.device_id,
        parent_device_id=device.parent_device_id,
        slice_profile=device.slice_profile,
        namespace=namespace,
        pod=pod,
        container=container,
        job_id=told.first(*preset.job_labels),
        workload_state=told.first(preset.state_label),
        energy_zone=device.energy_zone,
        exporter=preset.name,
        exporter_version=told.first(preset.version_label),
        sample_interval_s=interval_s,
        labels={name: value for name, value in labels.items() if name != "__name__"},
    )


def _host(labels: Labels, preset: Preset, config: PrometheusSettings) -> str | None:
    own = (config.host_label,) if config.host_label else ()
    told = labels.first(*own, *preset.host_labels)
    if told:
        return told
    instance = labels.first("instance")
    return instance.rpartition(":")[0] or instance if instance else None


def _workload(
    labels: Labels, preset: Preset, config: PrometheusSettings
) -> tuple[str | None, str | None, str | None]:
    """Namespace, pod and container that use the device; none where only the exporter's are told.

    Where Prometheus keeps its own labels (honor_labels: false), those of the exporter become
    `exported_…`, and `pod` is the exporter's own pod. An idle device has no `exported_pod`.
    """
    wanted = (preset.namespace_labels, preset.pod_labels, preset.container_labels)
    told = [
        labels.first(*(name for name in names if name.startswith(_EXPORTED))) for names in wanted
    ]
    if any(told):
        return told[0], told[1], told[2]
    plain = [[name for name in names if not name.startswith(_EXPORTED)] for names in wanted]
    renamed = any(name.startswith(_EXPORTED) for names in wanted for name in names)
    if renamed and config.honor_labels is False:
        # Older generations name the workload otherwise: those names nobody else uses.
        plain = [[name for name in names if "_" in name] for names in plain]
    namespace, pod, container = (labels.first(*names) for names in plain)
    if renamed and preset.own_pods and preset.own_pods in f"{pod or ''} {container or ''}":
        return None, None, None
    return namespace, pod, container


def _range(
    device: Device, metric: Metric, config: PrometheusSettings, largest: float
) -> float | None:
    if metric.counter_kind != "rapl_wrap":
        return None
    own = config.max_range_j.get(device.device_kind)
    if own is None:
        return range_of(device, largest)
    per_joule = 1_000_000.0 if metric.unit == "uJ" else 1.0
    told = Device(
        device.device_kind,
        ranges=(own * per_joule,),
        ranges_at_least=device.ranges_at_least,
        is_sum=device.is_sum,
    )
    return range_of(told, largest)
