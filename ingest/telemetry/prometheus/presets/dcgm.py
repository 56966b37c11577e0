"""NVIDIA's DCGM exporter: board energy, power and use of GPUs, of both generations of names.

Belongs here: its metrics and labels. Does not: dividing a board among those who share it: the
exporter repeats the energy of the whole board for every MIG instance and pod.
"""

from __future__ import annotations

from ingest.telemetry.prometheus.preset import Device, Labels, Metric, Preset

_UUID = ("UUID", "uuid")


def _uuid(labels: Labels) -> str | None:
    return labels.first(*_UUID) or labels.first("gpu", "device")


def _board(labels: Labels) -> Device:
    return Device("gpu", _uuid(labels), slice_profile=labels.first("GPU_I_PROFILE"))


def _slice_or_board(labels: Labels) -> Device:
    instance = labels.first("GPU_I_ID")
    if instance is None:
        return _board(labels)
    uuid, profile = _uuid(labels), labels.first("GPU_I_PROFILE")
    return Device("gpu_slice", f"{uuid}/{instance}", uuid, profile)


def _grace(labels: Labels) -> Device:
    return Device("cpu_package", f"package-{labels.first('cpu', 'gpu') or 0}")


PRESET = Preset(
    name="dcgm",
    metrics=(
        # mJ since the driver was loaded; OpenMetrics writes the second name.
        Metric("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "energy", "mJ", "monotonic_reset", _board),
        Metric(
            "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION_total",
            "energy",
            "mJ",
            "monotonic_reset",
            _board,
        ),
        Metric("DCGM_FI_DEV_POWER_USAGE", "power", "W", "gauge", _board),
        Metric("DCGM_FI_DEV_BOARD_POWER_WATTS", "power", "W", "gauge", _board),
        Metric("DCGM_FI_DEV_CPU_POWER_UTIL_CURRENT", "power", "W", "gauge", _grace),
        # Percent under both names: one field of DCGM, renamed.
        Metric("DCGM_FI_DEV_GPU_UTIL", "utilisation", "percent", "gauge", _slice_or_board),
        Metric("DCGM_FI_DEV_GPU_UTIL_RATIO", "utilisation", "percent", "gauge", _slice_or_board),
        Metric("DCGM_FI_PROF_GR_ENGINE_ACTIVE", "utilisation", "ratio", "gauge", _slice_or_board),
        Metric("DCGM_FI_PROF_SM_ACTIVE", "utilisation", "ratio", "gauge", _slice_or_board),
    ),
    host_labels=("hostname", "Hostname", "node", "kubernetes_node"),
    namespace_labels=("exported_namespace", "pod_namespace", "namespace"),
    pod_labels=("exported_pod", "pod_name", "pod"),
    container_labels=("exported_container", "container_name", "container"),
    job_labels=("hpc_job",),
    own_pods="dcgm",
    has_blanks=True,
)
