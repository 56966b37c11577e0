"""Each exporter's labels name the host, the device and whoever used it, in every generation."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.telemetry.prometheus.preset import presets_by_name
from ingest.telemetry.prometheus.series import series_of
from ingest.telemetry.prometheus.settings import PrometheusSettings

WIDE, NARROW = 262143.328850, 65712.999613
DCGM = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"
OWN = {"pod": "nvidia-dcgm-exporter-x7k", "namespace": "gpu-operator", "container": "exporter"}
OLD = {"UUID": "GPU-1", "Hostname": "n1"}
_RAPL = "/sys/class/powercap/intel-rapl"


def columns(preset: str, metric: str, largest: float = 0.0, **labels: str) -> dict[str, Any]:
    """The columns of a series under default settings."""
    return read(preset, metric, labels, largest)


def read(
    preset: str, metric: str, labels: dict[str, str], largest: float = 0.0, **more: object
) -> dict[str, Any]:
    """The columns of a series under settings of one's own."""
    keys = {"kind": "prometheus_samples", "uri": "http://127.0.0.1", "presets": [preset], **more}
    config = PrometheusSettings.model_validate(keys)
    found = presets_by_name()[preset]
    [own] = [one for one in found.metrics if one.name == metric]
    series = series_of(labels, own, found, config, largest=largest, interval_s=None)
    return dict(series.row)


@pytest.mark.parametrize(
    ("labels", "pod"),
    [
        ({**OLD, "pod": "a", "namespace": "ml", "container": "m"}, ("ml", "a", "m")),
        ({"uuid": "GPU-1", "hostname": "n1", "pod": "a", "namespace": "ml"}, ("ml", "a", None)),
        ({**OLD, "pod_name": "a", "pod_namespace": "ml", "container_name": "m"}, ("ml", "a", "m")),
        ({**OLD, **OWN, "exported_pod": "a", "exported_namespace": "ml"}, ("ml", "a", None)),
        ({**OLD, **OWN}, (None, None, None)),
        (OLD, (None, None, None)),
    ],
)
def test_dcgm_names_the_pod_and_never_its_own(
    labels: dict[str, str], pod: tuple[str | None, ...]
) -> None:
    told = read("dcgm", DCGM, labels)
    assert (told["host_id"], told["device_kind"], told["device_id"]) == ("n1", "gpu", "GPU-1")
    assert (told["namespace"], told["pod"], told["container"]) == pod


def test_settings_say_whose_pod_it_is_where_no_name_does() -> None:
    labels = {**OLD, "pod": "telemetry-5", "namespace": "ops"}
    assert read("dcgm", DCGM, labels)["pod"] == "telemetry-5"
    assert read("dcgm", DCGM, labels, honor_labels=False)["pod"] is None
    assert read("dcgm", DCGM, {**labels, "pod_name": "a"}, honor_labels=False)["pod"] == "a"


def test_an_instance_is_a_slice_in_use_and_the_whole_board_in_energy() -> None:
    mig = {**OLD, "GPU_I_ID": "3", "GPU_I_PROFILE": "1g.10gb", "hpc_job": "4711"}
    energy = read("dcgm", DCGM, mig)
    use = read("dcgm", "DCGM_FI_PROF_GR_ENGINE_ACTIVE", mig)
    assert (energy["device_kind"], energy["device_id"]) == ("gpu", "GPU-1")
    assert (use["device_kind"], use["device_id"]) == ("gpu_slice", "GPU-1/3")
    assert (use["parent_device_id"], use["slice_profile"]) == ("GPU-1", "1g.10gb")
    assert energy["job_id"] == "4711"


def test_texts_for_nothing_are_nothing() -> None:
    told = read("dcgm", DCGM, {**OLD, "pod": "<<<NULL>>>", "GPU_I_PROFILE": "<<<NULL>>>"})
    assert (told["pod"], told["slice_profile"]) == (None, None)


def test_the_host_is_what_settings_name_else_the_exporter_else_the_scraped_address() -> None:
    labels = {"UUID": "GPU-1", "node": "k-1", "instance": "10.0.0.7:9400", "rack": "r9"}
    assert read("dcgm", DCGM, labels)["host_id"] == "k-1"
    assert read("dcgm", DCGM, labels, host_label="rack")["host_id"] == "r9"
    only = {"instance": "10.0.0.7:9400"}
    assert read("node_exporter", "node_rapl_psys_joules_total", only)["device_id"] == "10.0.0.7"


@pytest.mark.parametrize(
    ("zone", "path", "largest", "kind", "device", "range_j"),
    [
        ("package", f"{_RAPL}:1", 0.0, "cpu_package", "package-1", WIDE),
        ("package", "aggregated-package", 0.0, "cpu_package", "package-all", 2 * WIDE),
        ("package", "aggregated-package", 900_000.0, "cpu_package", "package-all", 4 * WIDE),
        ("dram", f"{_RAPL}:1:0", 65_000.0, "dram", "dram-1", NARROW),
        ("dram", f"{_RAPL}:0/intel-rapl:0:0", 66_000.0, "dram", "dram-0", WIDE),
        ("psys", f"{_RAPL}:2", 0.0, "psys", "n1", WIDE),
        ("core", f"{_RAPL}:0:0", 0.0, "cpu_core", "core-0", WIDE),
    ],
)
def test_a_zone_of_kepler_wraps_in_its_own_range(
    zone: str, path: str, largest: float, kind: str, device: str, range_j: float
) -> None:
    told = columns("kepler", "kepler_node_cpu_joules_total", largest,
                   node_name="n1", zone=zone, path=path)  # fmt: skip
    assert (told["device_kind"], told["device_id"]) == (kind, device)
    assert told["max_range"] == pytest.approx(range_j)
    assert (told["counter_kind"], told["energy_zone"]) == ("rapl_wrap", zone)


def test_settings_know_the_range_of_other_processors() -> None:
    labels = {"index": "0", "path": f"{_RAPL}:0", "instance": "n1:9100"}
    own = {"max_range_j": {"cpu_package": 65532.610987}}
    told = read("node_exporter", "node_rapl_package_joules_total", labels, **own)
    assert told["max_range"] == 65532.610987
    told = read("scaphandre", "scaph_socket_energy_microjoules", {"socket_id": "0"}, **own)
    assert told["max_range"] == pytest.approx(65532610987.0)


@pytest.mark.parametrize(
    ("preset", "metric", "labels", "wanted"),
    [
        ("kepler", "kepler_pod_gpu_joules_total", {"pod_id": "u", "pod_name": "a", "pod": "kepler"},
         {"device_kind": "pod", "device_id": "u", "pod": "a", "energy_zone": "gpu"}),
        ("kepler", "kepler_vm_cpu_joules_total", {"vm_id": "v", "zone": "package"},
         {"device_kind": "vm", "device_id": "v", "counter_kind": "software_total"}),
        ("kepler_old", "kepler_container_dram_joules_total",
         {"container_id": "c", "pod_name": "a", "container_namespace": "ml", "instance": "n1"},
         {"device_kind": "container", "namespace": "ml", "host_id": "n1", "energy_zone": "dram"}),
        ("kepler_old", "kepler_node_platform_joules_total", {"instance": "n1"},
         {"device_kind": "node", "device_id": "n1", "counter_kind": "software_total"}),
        ("scaphandre", "scaph_host_energy_microjoules", {"instance": "n1:8080"},
         {"device_kind": "psys", "device_id": "n1", "unit": "uJ"}),
        ("scaphandre", "scaph_process_power_consumption_microwatts",
         {"pid": "7", "kubernetes_pod_name": "a", "kubernetes_node_name": "n1"},
         {"device_kind": "process", "pod": "a", "unit": "uW", "counter_kind": "gauge"}),
        ("ceems", "ceems_rapl_package_joules_total", {"hostname": "n1", "index": "1"},
         {"device_kind": "cpu_package", "device_id": "package-1", "max_range": WIDE}),
        ("ceems", "ceems_rapl_joules_total", {"hostname": "n1", "index": "0", "rapl_zone": "dram"},
         {"device_kind": "dram", "device_id": "dram-0", "parent_device_id": "package-0"}),
        ("ceems", "ceems_ipmi_dcmi_power_current_watts", {"hostname": "n1"},
         {"device_kind": "node", "device_id": "n1", "quantity": "power"}),
        ("codecarbon", "codecarbon_energy_total", {"project_name": "p", "exported_job": "j"},
         {"device_kind": "run", "device_id": "p/j", "unit": "kWh", "max_range": None}),
    ],
)  # fmt: skip
def test_every_exporter_has_its_device(
    preset: str, metric: str, labels: dict[str, str], wanted: dict[str, object]
) -> None:
    told = read(preset, metric, labels)
    assert {name: told[name] for name in wanted} == wanted


def test_a_host_that_sums_its_sockets_falls_by_the_range_of_one() -> None:
    told = columns("scaphandre", "scaph_host_energy_microjoules", 1e12)
    assert told["max_range"] == pytest.approx(WIDE * 1e6)
