"""Series as their exporters print them: DCGM's with the workload of a board, the agent's, a wall.

Belongs here: metrics and labels. Does not: values. DCGM repeats the energy of the shared board for
each of its slices, as it does in real clusters.
"""

from dataclasses import dataclass
from typing import Any

from ingest.demo.onprem.machines import GPU_MODEL, SHARED, SLICE_PROFILE, Device, Host
from ingest.demo.onprem.work import NAMESPACE, NOTEBOOKS, STEP_S, WINDOW, WORK, Work
from ingest.telemetry.samples import Series

_DCGM, _AGENT, _CEEMS = "4.5.3", "0.4.0", "0.12.0"
DCGM_ENERGY, DCGM_ACTIVE = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "DCGM_FI_PROF_GR_ENGINE_ACTIVE"


@dataclass(frozen=True, slots=True)
class Slice:
    """One instance of the shared board; `name` is what keeps it busy."""

    number: int
    name: str
    namespace: str | None
    pod: str | None


SLICES = (
    Slice(3, "notebook", NOTEBOOKS, "notebook-a"),
    Slice(4, "embedder", NAMESPACE, "embedder-0"),
    Slice(5, "free", None, None),
)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A series and the steps, first and last, at which it is printed."""

    series: Series
    first: int
    last: int


def board(device: Device) -> list[Tenure]:
    """The energy of a board, printed under the labels of whoever has it.

    Where one workload ends and the next begins both are printed with the same reading.
    """
    start, last = WINDOW[0], WINDOW[1] - 1
    if device == SHARED:
        return [Tenure(_shared(one), start, last) for one in SLICES]
    spans = sorted(
        (first, end, one)
        for one in WORK
        if one.host_id == device.host.host_id and device.index in one.gpus
        for first, end in one.spans
    )
    found: list[Tenure] = []
    at = start
    for first, end, one in spans:
        if first > at:
            found.append(Tenure(_dcgm(device), at, first))
        found.append(Tenure(_dcgm(device, one), first, min(end, last)))
        at = end
    if at < last:
        found.append(Tenure(_dcgm(device), at, last))
    return found


def slice_activity(one: Slice) -> Series:
    """How busy a slice of the shared board is."""
    labels = _labels(SHARED, namespace=one.namespace, pod=one.pod, slice_number=one.number)
    return _series(
        DCGM_ACTIVE, "utilisation", "ratio", "gauge", SHARED.host, "gpu_slice",
        f"{SHARED.device_id}/{one.number}", labels, exporter="dcgm", exporter_version=_DCGM,
        parent_device_id=SHARED.device_id, slice_profile=SLICE_PROFILE, namespace=one.namespace,
        pod=one.pod, container=_container(one.pod),
    )  # fmt: skip


def domain(device: Device, max_range: int) -> Series:
    """The counter of a processor or of its memory, as the agent reads it."""
    is_package = device.kind == "cpu_package"
    zone, path = device.device_id, f"intel-rapl:{device.index}"
    if not is_package:
        zone, path = "dram", f"{path}:0"
    return _series(
        "powercap_energy_uj", "energy", "uJ", "rapl_wrap", device.host, device.kind,
        device.device_id, {"zone": zone, "path": path}, exporter="tonne_agent",
        exporter_version=_AGENT, max_range=float(max_range), energy_zone=zone,
        parent_device_id=None if is_package else f"package-{device.index}",
    )  # fmt: skip


def wall(host: Host) -> Series:
    """What the board controller says that the whole machine draws, in watts."""
    return _series(
        "ceems_ipmi_dcmi_power_current_watts", "power", "W", "gauge", host, "node", host.host_id,
        {"hostname": host.host_id}, exporter="ceems", exporter_version=_CEEMS,
    )  # fmt: skip


def _shared(one: Slice) -> Series:
    labels = _labels(SHARED, namespace=one.namespace, pod=one.pod, slice_number=one.number)
    return _series(
        DCGM_ENERGY, "energy", "mJ", "monotonic_reset", SHARED.host, "gpu", SHARED.device_id,
        labels, exporter="dcgm", exporter_version=_DCGM, slice_profile=SLICE_PROFILE,
        namespace=one.namespace, pod=one.pod, container=_container(one.pod),
    )  # fmt: skip


def _dcgm(device: Device, one: Work | None = None) -> Series:
    namespace, pod, job = (one.namespace, one.pod, one.job_id) if one else (None, None, None)
    return _series(
        DCGM_ENERGY, "energy", "mJ", "monotonic_reset", device.host, "gpu", device.device_id,
        _labels(device, namespace=namespace, pod=pod, job=job), exporter="dcgm",
        exporter_version=_DCGM, namespace=namespace, pod=pod, container=_container(pod),
        job_id=job,
    )  # fmt: skip


def _labels(
    device: Device, *, namespace: str | None = None, pod: str | None = None,
    job: str | None = None, slice_number: int | None = None,
) -> dict[str, str]:  # fmt: skip
    said = {
        "gpu": str(device.index), "device": f"nvidia{device.index}", "UUID": device.device_id,
        "modelName": GPU_MODEL, "Hostname": device.host.host_id, "namespace": namespace,
        "pod": pod, "container": _container(pod), "hpc_job": job,
    }  # fmt: skip
    if slice_number is not None:
        said |= {"GPU_I_ID": str(slice_number), "GPU_I_PROFILE": SLICE_PROFILE}
    return {name: value for name, value in said.items() if value is not None}


def _container(pod: str | None) -> str | None:
    return pod.rpartition("-")[0] if pod else None


def _series(
    metric: str, quantity: Any, unit: str, counter_kind: Any, host: Host, device_kind: str,
    device_id: str, labels: dict[str, str], **more: Any,
) -> Series:  # fmt: skip
    return Series(
        metric=metric, quantity=quantity, unit=unit, counter_kind=counter_kind,
        host_id=host.host_id, device_kind=device_kind, device_id=device_id, labels=labels,
        sample_interval_s=float(STEP_S), **more,
    )  # fmt: skip
