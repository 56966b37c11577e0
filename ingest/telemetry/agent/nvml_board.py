"""One board of NVIDIA: its meters, and the MIG slices that divide it.

Belongs here: what NVML tells of a board, and what it does not. Does not: which boards there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ingest.telemetry.agent.meters import EXPORTER, Meter
from ingest.telemetry.samples import Series
from ingest.tool_version import TOOL_VERSION

ENERGY = "nvml_total_energy_consumption"
POWER_AVERAGE, POWER_INSTANT = "nvml_power_average", "nvml_power_instant"
POWER_USAGE = "nvml_power_usage"
UTILISATION = "nvml_utilisation_gpu"
SLICE = "nvml_mig_slice"
_FIELDS = {POWER_AVERAGE: "NVML_FI_DEV_POWER_AVERAGE", POWER_INSTANT: "NVML_FI_DEV_POWER_INSTANT"}
_PROFILE = re.compile(r"MIG (\S+)$")


@dataclass(frozen=True)
class Source:
    """What all boards of a host share; `gone` raises where an error means the driver went."""

    host_id: str
    interval_s: float
    library: Any
    gone: Callable[[Exception], None]


class Board:
    """The board behind an NVML handle; `lacks` says what it does not tell."""

    def __init__(self, source: Source, handle: Any) -> None:
        self._source = source
        self._library = source.library
        self._handle = handle
        self._uuid: str = self._library.nvmlDeviceGetUUID(handle)
        self._name: str = self._library.nvmlDeviceGetName(handle)
        self.lacks: list[str] = []

    def meters(self) -> Sequence[Meter]:
        """Energy, power and utilisation of the whole board, as far as it has them."""
        found = [
            self._meter(ENERGY, "energy", "mJ", self._energy),
            self._meter(POWER_AVERAGE, "power", "mW", partial(self._field, POWER_AVERAGE)),
            self._meter(POWER_INSTANT, "power", "mW", partial(self._field, POWER_INSTANT)),
        ]
        if found[1] is None:
            found.append(self._meter(POWER_USAGE, "power", "mW", self._power))
        found.append(self._meter(UTILISATION, "utilisation", "percent", self._utilisation))
        if found[0] is None:
            self.lacks.append(f"{self._uuid} ({self._name}) counts no energy, only power.")
        return [one for one in found if one is not None]

    def slices(self) -> list[Meter]:
        """That each MIG slice is there, with its profile; NVML has no reading of its own for it."""
        library = self._library
        try:
            if library.nvmlDeviceGetMigMode(self._handle)[0] != library.NVML_DEVICE_MIG_ENABLE:
                return []
            places = library.nvmlDeviceGetMaxMigDeviceCount(self._handle)
        except library.NVMLError as error:
            self._source.gone(error)
            return []
        return [one for place in range(places) if (one := self._slice(place)) is not None]

    def _slice(self, place: int) -> Meter | None:
        library = self._library
        try:
            handle = library.nvmlDeviceGetMigDeviceHandleByIndex(self._handle, place)
            uuid, name = library.nvmlDeviceGetUUID(handle), library.nvmlDeviceGetName(handle)
        except library.NVMLError as error:
            self._source.gone(error)
            return None  # nothing stands at this place
        profile = _PROFILE.search(name)
        series = self._series(
            SLICE,
            "utilisation",
            "percent",
            device_kind="gpu_slice",
            device_id=uuid,
            parent_device_id=self._uuid,
            slice_profile=profile[1] if profile else None,
            labels={"name": name, "parent_uuid": self._uuid, "uuid": uuid},
        )
        return Meter(series, lambda: None)

    def _meter(
        self, metric: str, quantity: Any, unit: str, ask: Callable[[], float | None]
    ) -> Meter | None:
        """A meter of the board; none where the board says that it does not support it."""
        try:
            ask()
        except self._library.NVMLError_NotSupported:
            return None
        except self._library.NVMLError as error:
            self._source.gone(error)
        labels = {"name": self._name, "uuid": self._uuid}
        named = {"device_kind": "gpu", "device_id": self._uuid, "labels": labels}
        return Meter(self._series(metric, quantity, unit, **named), partial(self._read, ask))

    def _read(self, ask: Callable[[], float | None]) -> float | None:
        try:
            return ask()
        except self._library.NVMLError as error:
            self._source.gone(error)
            return None

    def _series(self, metric: str, quantity: Any, unit: str, **named: Any) -> Series:
        return Series(
            metric=metric,
            quantity=quantity,
            unit=unit,
            counter_kind="monotonic_reset" if quantity == "energy" else "gauge",
            host_id=self._source.host_id,
            exporter=EXPORTER,
            exporter_version=TOOL_VERSION,
            sample_interval_s=self._source.interval_s,
            **named,
        )

    def _energy(self) -> float:
        return float(self._library.nvmlDeviceGetTotalEnergyConsumption(self._handle))

    def _power(self) -> float:
        return float(self._library.nvmlDeviceGetPowerUsage(self._handle))

    def _utilisation(self) -> float:
        return float(self._library.nvmlDeviceGetUtilizationRates(self._handle).gpu)

    def _field(self, metric: str) -> float:
        library = self._library
        [told] = library.nvmlDeviceGetFieldValues(self._handle, [getattr(library, _FIELDS[metric])])
        if told.nvmlReturn != library.NVML_SUCCESS:
            raise library.NVMLError(told.nvmlReturn)
        return float(told.value.uiVal)
