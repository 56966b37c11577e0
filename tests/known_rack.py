"""A rack of known counters: every trap that a reading of Prometheus meets, with the right answer.

Belongs here: which series there are. Does not: how a series is made (known_counters.py).
"""

from __future__ import annotations

from datetime import date

from ingest.telemetry.prometheus.windows import HOUR_MS, Window, day_window
from tests.known_counters import (
    BLANK_FP64,
    BLANK_INT64,
    DRAM_RANGE_UJ,
    PACKAGE_RANGE_UJ,
    Known,
    Sample,
    blanked,
    millijoules,
    scraped,
    without,
)

DAY_S = 24 * 3600
_ENERGY = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"
_RELOAD_MS = 10 * HOUR_MS + 6_217  # three seconds after a scrape


def rack(day: date) -> list[Known]:
    """All of them, in the day and two hours on both sides."""
    return [*packages(day), *boards(day), *shared_board(day), *pods(day)]


def packages(day: date) -> list[Known]:
    """Registers of RAPL that wrap: 200 W by 15 s, 437 W and 800 W by 60 s; memory, sockets."""
    wrapping = PACKAGE_RANGE_UJ
    early = scraped(day, 200, 15, wraps_at_uj=wrapping, began_uj=100_000_000_000)
    kepler = {"path": "/sys/class/powercap/intel-rapl:0", "zone": "package"}
    both = {"node_name": "n-600", "path": "aggregated-package", "zone": "package"}
    return [
        _rapl("200 W", "package", "n-200", early, 200),
        Known(
            "437 W",
            "kepler",
            "kepler_node_cpu_joules_total",
            {"node_name": "n-437", **kepler},
            scraped(day, 437, 60, wraps_at_uj=wrapping),
            "package-0",
            437.0 * DAY_S,
        ),
        _rapl("800 W", "package", "n-800", scraped(day, 800, 60, wraps_at_uj=wrapping), 800),
        _rapl("40 W", "dram", "n-200", scraped(day, 40, 15, wraps_at_uj=DRAM_RANGE_UJ), 40),
        Known(
            "two sockets",
            "kepler",
            "kepler_node_cpu_joules_total",
            both,
            scraped(day, 600, 30, wraps_at_uj=2 * wrapping),
            "package-all",
            600.0 * DAY_S,
        ),
    ]


def boards(day: date) -> list[Known]:
    """GPUs: the driver reloaded, an hour without scrapes, codes instead of readings."""
    reload = scraped(day, 500, 30, began_uj=24 * 10**12, reset_ms=_RELOAD_MS, printed=millijoules)
    gap = Window(day_window(day).from_ms + 6 * HOUR_MS, day_window(day).from_ms + 7 * HOUR_MS)
    plain = scraped(day, 400, 30, began_uj=10**12, printed=millijoules)
    power = [(at, "250.0") for at, _ in scraped(day, 250, 30)]
    steady = scraped(day, 250, 30, began_uj=7 * 10**12, printed=millijoules)
    return [
        _board("reloaded", _ENERGY, _new_labels("GPU-reload", "train-0"), reload, 500,
               lost_j=1_500),
        _board("gap", _ENERGY, _old_labels("GPU-gap", "train-1"), without(plain, gap), 400),
        _board("blank", _ENERGY, _new_labels("GPU-blank", "train-2"),
               blanked(steady, BLANK_INT64, every=50), 250),
        _board("blank power", "DCGM_FI_DEV_POWER_USAGE", _new_labels("GPU-blank", "train-2"),
               blanked(power, BLANK_FP64, every=40), None),
    ]  # fmt: skip


def shared_board(day: date) -> list[Known]:
    """One board of 300 W in three MIG instances: each row repeats the energy of the whole board."""
    whole = scraped(day, 300, 30, began_uj=3 * 10**12, printed=millijoules)
    rows = (("1", "a-0"), ("2", "b-0"), ("3", None))
    return [
        _board(
            f"instance {number}",
            _ENERGY,
            {**_new_labels("GPU-mig", pod), "GPU_I_ID": number, "GPU_I_PROFILE": "1g.10gb"},
            whole,
            300,
        )
        for number, pod in rows
    ]


def pods(day: date) -> list[Known]:
    """Kepler's pods: one whose exporter is restarted, one that ended before and still is told."""
    labels = {"node_name": "n-437", "pod_namespace": "ml", "zone": "package"}
    running = scraped(day, 100, 60, began_uj=5 * 10**9, reset_ms=15 * HOUR_MS + 3_217)
    ended = [(at, "512.900000") for at, _ in scraped(day, 1, 60)]
    return [
        _pod("running", {**labels, "pod_id": "uid-1", "pod_name": "train-0", "state": "running"},
             running, 100.0 * DAY_S, lost_j=6_000),
        _pod("terminated", {**labels, "pod_id": "uid-2", "pod_name": "prep-0",
             "state": "terminated"}, ended, 0.0),
    ]  # fmt: skip


def _rapl(name: str, zone: str, host: str, samples: list[Sample], watts: int) -> Known:
    path = "/sys/class/powercap/intel-rapl:0" + (":0" if zone == "dram" else "")
    labels = {"index": "0", "instance": f"{host}:9100", "path": path}
    metric = f"node_rapl_{zone}_joules_total"
    return Known(name, "node_exporter", metric, labels, samples, f"{zone}-0", float(watts * DAY_S))


def _board(
    name: str,
    metric: str,
    labels: dict[str, str],
    samples: list[Sample],
    watts: int | None,
    *,
    lost_j: float = 0.0,
) -> Known:
    day_j = None if watts is None else watts * DAY_S - lost_j
    device = labels.get("UUID") or labels["uuid"]
    return Known(name, "dcgm", metric, labels, samples, device, day_j, lost_j)


def _new_labels(uuid: str, pod: str | None) -> dict[str, str]:
    """As the exporter prints since 2026."""
    own = {"namespace": "ml", "pod": pod, "container": "main"} if pod else {}
    return {"gpu": "0", "uuid": uuid, "hostname": "n-gpu", "modelName": "NVIDIA H100", **own}


def _old_labels(uuid: str, pod: str) -> dict[str, str]:
    """As it printed before, scraped with honor_labels: false: `pod` is the exporter's own."""
    own = {"exported_namespace": "ml", "exported_pod": pod, "exported_container": "main"}
    exporter = {
        "namespace": "gpu-operator",
        "pod": "nvidia-dcgm-exporter-x7k",
        "container": "exporter",
    }
    return {"gpu": "1", "UUID": uuid, "Hostname": "n-gpu", **own, **exporter}


def _pod(
    name: str, labels: dict[str, str], samples: list[Sample], day_j: float, *, lost_j: float = 0.0
) -> Known:
    metric = "kepler_pod_cpu_joules_total"
    return Known(name, "kepler", metric, labels, samples, labels["pod_id"], day_j - lost_j, lost_j)
