"""GPUs of NVIDIA by NVML: energy counters, power, utilisation, and the slices of divided boards.

Belongs here: which boards there are, opening the library again. Does not: one board's meters
(nvml_board.py). `library` has the functions of nvidia-ml-py's pynvml. Energy and power are of the
whole board: a slice has none of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.telemetry.agent.meters import DeviceGone, Found, Meter
from ingest.telemetry.agent.nvml_board import Board, Source

_GONE = ("Uninitialized", "DriverNotLoaded", "LibraryNotFound")
_MISSING = (
    "nvidia-ml-py is not installed: GPUs are not measured. Install it with "
    "`pip install nvidia-ml-py`, or Tonne as tonne[agent]."
)


class Nvml:
    """Every board that the driver shows; `load` gives the library, and may raise ImportError."""

    def __init__(self, host_id: str, interval_s: float, load: Callable[[], Any]) -> None:
        self._host_id = host_id
        self._interval_s = interval_s
        self._load = load
        self._is_open = False

    def look(self) -> Found:
        """The boards and slices of now; opens the library where it is not open."""
        try:
            library = self._load()
        except ImportError:
            return Found((), "no GPU", [_MISSING])
        try:
            if not self._is_open:
                library.nvmlInit()
                self._is_open = True
            return self._boards(library)
        except (library.NVMLError, DeviceGone) as error:
            self._close(library)
            return Found((), "no GPU", [_closed(library, error)])

    def _boards(self, library: Any) -> Found:
        meters: list[Meter] = []
        lacks: list[str] = []
        slices = 0
        count = library.nvmlDeviceGetCount()
        source = Source(self._host_id, self._interval_s, library, self._gone)
        for index in range(count):
            try:
                board = Board(source, library.nvmlDeviceGetHandleByIndex(index))
            except library.NVMLError as error:
                self._gone(error)
                lacks.append(f"GPU {index} does not answer ({error}); it is asked again.")
                continue
            parts = board.slices()
            meters += [*board.meters(), *parts]
            lacks += board.lacks
            slices += len(parts)
        summary = f"{count} GPUs" + (f" with {slices} MIG slices" if slices else "")
        return Found(meters, summary if count else "no GPU", lacks)

    def _gone(self, error: Exception) -> None:
        """Leave the library if the driver has gone; raises DeviceGone then."""
        library = self._load()
        if isinstance(error, tuple(_errors(library, _GONE))):
            self._close(library)
            raise DeviceGone(str(error)) from error

    def _close(self, library: Any) -> None:
        if self._is_open:
            self._is_open = False
            try:
                library.nvmlShutdown()
            except library.NVMLError:
                return  # it was closed already, by the driver that went


def _errors(library: Any, names: tuple[str, ...]) -> list[type[Exception]]:
    return [getattr(library, f"NVMLError_{name}") for name in names]


def _closed(library: Any, error: Exception) -> str:
    if isinstance(error, library.NVMLError_LibraryNotFound):
        return "There is no NVIDIA driver here (no libnvidia-ml.so.1): GPUs are not measured."
    if isinstance(error, library.NVMLError_NoPermission):
        return (
            "No permission on /dev/nvidiactl: GPUs are not measured. Add the agent's user to the "
            "group that owns it, or give its container the device."
        )
    return f"The NVIDIA driver does not answer ({error}): GPUs are not measured until it does."
