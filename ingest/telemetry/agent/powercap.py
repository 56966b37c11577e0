"""Energy counters of processors in Linux' powercap tree: Intel RAPL, and AMD, which looks alike.

Belongs here: reading the tree at `root`. Does not: which domains hold others; SQL knows that.
A package that MSR and MMIO both show is one package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ingest.telemetry.agent.meters import EXPORTER, Found, Meter
from ingest.telemetry.agent.powercap_domains import Domain, domains, without_duplicates
from ingest.telemetry.samples import Series
from ingest.tool_version import TOOL_VERSION

ROOT = Path("/sys/class/powercap")
METRIC = "powercap_energy_uj"
_PACKAGE = re.compile(r"package-(\d.*)")
_PARTS = {"dram": "dram", "core": "cpu_core", "uncore": "cpu_uncore"}
_GRANT = (
    "The kernel keeps it for root. Give the agent CAP_DAC_READ_SEARCH (systemd: "
    "AmbientCapabilities=CAP_DAC_READ_SEARCH), or let its group read these files at every boot "
    "(chgrp GROUP FILE && chmod g+r FILE)"
)


class Powercap:
    """The domains below `root`, each a counter in microjoules that wraps at its own range."""

    def __init__(self, host_id: str, interval_s: float, root: Path = ROOT) -> None:
        self._host_id = host_id
        self._interval_s = interval_s
        self._root = root

    def look(self) -> Found:
        """Every domain whose counter can be read; what may not be read is named by its file."""
        found = domains(self._root)
        if not found:
            why = (
                f"{self._root} holds no energy counter: a virtual machine has none, a kernel may "
                "lack intel_rapl, a container may hide it (mount the host's and name it with "
                "--powercap). Processors and memory are not measured."
            )
            return Found((), "no processor", [why])
        denied = [one for one in found if not one.is_readable()]
        taken = without_duplicates([one for one in found if one not in denied])
        names = {one.identity for one in taken}
        missed = [one for one in without_duplicates(denied) if one.identity not in names]
        meters: list[Meter] = []
        strange: list[str] = []
        for one in taken:
            series = self._series(one)
            if series is None:
                strange.append(f"{one.folder}: no domain {one.name!r} is known; it is not sampled.")
            else:
                meters.append(Meter(series, one.energy_uj))
        summary = ", ".join(one.label for one in taken) or "no processor"
        return Found(meters, summary, [*_lacks(missed), *strange])

    def _series(self, one: Domain) -> Series | None:
        make = partial(
            Series,
            metric=METRIC,
            quantity="energy",
            unit="uJ",
            counter_kind="rapl_wrap",
            host_id=self._host_id,
            exporter=EXPORTER,
            exporter_version=TOOL_VERSION,
            sample_interval_s=self._interval_s,
            max_range=one.max_range_uj,
            energy_zone=one.name,
            labels={"zone": one.name, "path": one.path},
        )
        if one.name.startswith("psys"):
            return make(device_kind="psys", device_id=self._host_id)
        if _PACKAGE.fullmatch(one.name):
            return make(device_kind="cpu_package", device_id=one.name)
        package = _PACKAGE.fullmatch(one.parent or "")
        if one.name not in _PARTS or package is None:
            return None
        device = f"{one.name}-{package[1]}"
        return make(device_kind=_PARTS[one.name], device_id=device, parent_device_id=one.parent)


def _lacks(missed: list[Domain]) -> Iterator[str]:
    if missed:
        files = ", ".join(str(one.counter) for one in missed)
        names = ", ".join(one.label for one in missed)
        yield f"No permission to read {files}. {_GRANT}. Until then not measured: {names}."
