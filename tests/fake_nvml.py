"""Eight GPUs behind the names of pynvml, with energy that is a known function of time.

`TONNE_FAKE_NVML` names a JSON file: when the driver was loaded, when it is loaded again and for how
long it is away then, which board is divided, and where each reading of energy is noted.
Belongs here: what the agent calls. Does not: anything that it does not call.
"""

from __future__ import annotations

import json
import os
import time
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

NVML_SUCCESS, NVML_DEVICE_MIG_ENABLE = 0, 1
NVML_FI_DEV_POWER_AVERAGE, NVML_FI_DEV_POWER_INSTANT = 185, 186
_PROFILES = ("3g.40gb", "2g.20gb", "1g.10gb")
_open = False


class NVMLError(Exception):
    """Like pynvml's: one class for each code."""


class NVMLError_Uninitialized(NVMLError):  # noqa: N801 - pynvml's name
    """The library was not opened, or the driver went."""


class NVMLError_NotSupported(NVMLError):  # noqa: N801
    """The board does not have it."""


class NVMLError_NoPermission(NVMLError):  # noqa: N801
    """The device file may not be opened."""


class NVMLError_NotFound(NVMLError):  # noqa: N801
    """Nothing is there."""


class NVMLError_DriverNotLoaded(NVMLError):  # noqa: N801
    """There is no driver."""


class NVMLError_LibraryNotFound(NVMLError):  # noqa: N801
    """There is no library."""


def watts(index: int) -> float:
    """The constant power of a board."""
    return 100.0 + 75.0 * index


def nvmlInit() -> None:  # noqa: N802
    """Open the library."""
    global _open
    if _is_away():
        raise NVMLError_DriverNotLoaded("Driver Not Loaded")
    _open = True


def nvmlShutdown() -> None:  # noqa: N802
    """Close the library."""
    global _open
    _open = False


def nvmlDeviceGetCount() -> int:  # noqa: N802
    """How many boards."""
    _hold()
    return int(_plan().get("boards", 8))


def nvmlDeviceGetHandleByIndex(index: int) -> int:  # noqa: N802
    """A board is its number here, a slice a pair."""
    _hold()
    return index


def nvmlDeviceGetUUID(handle: Any) -> str:  # noqa: N802
    """As the driver prints them."""
    _hold()
    if isinstance(handle, tuple):
        return f"MIG-{handle[0]:08d}-{handle[1]}"
    return f"GPU-{handle:08d}"


def nvmlDeviceGetName(handle: Any) -> str:  # noqa: N802
    """The model, and the profile of a slice."""
    _hold()
    model = "NVIDIA H100 80GB HBM3"
    return f"{model} MIG {_PROFILES[handle[1]]}" if isinstance(handle, tuple) else model


def nvmlDeviceGetMigMode(handle: int) -> list[int]:  # noqa: N802
    """Now, and after the next reset."""
    _hold()
    is_divided = int(handle == _plan().get("divided"))
    return [is_divided, is_divided]


def nvmlDeviceGetMaxMigDeviceCount(handle: int) -> int:  # noqa: N802, ARG001
    """Places for slices; not each is taken."""
    return 7


def nvmlDeviceGetMigDeviceHandleByIndex(handle: int, place: int) -> tuple[int, int]:  # noqa: N802
    """The slice at a place."""
    _hold()
    if place >= len(_PROFILES):
        raise NVMLError_NotFound("Not Found")
    return handle, place


def nvmlDeviceGetTotalEnergyConsumption(handle: int) -> int:  # noqa: N802
    """Millijoules since the driver was loaded; the reading is noted before it is given."""
    _hold()
    now, plan = time.time(), _plan()
    loaded = plan["reloaded"] if "reloaded" in plan and now >= plan["reloaded"] else plan["loaded"]
    value = int(watts(handle) * (now - loaded) * 1000)
    if "noted" in plan:
        uuid = nvmlDeviceGetUUID(handle)
        note = json.dumps({"at": now, "uuid": uuid, "value": value, "pid": os.getpid()})
        descriptor = os.open(plan["noted"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(descriptor, f"{note}\n".encode())
        os.close(descriptor)
    return value


def nvmlDeviceGetFieldValues(handle: int, fields: list[int]) -> list[Any]:  # noqa: N802
    """Power in milliwatts, in pynvml's shape."""
    _hold()
    value = SimpleNamespace(uiVal=int(watts(handle) * 1000))
    return [SimpleNamespace(nvmlReturn=NVML_SUCCESS, value=value) for _ in fields]


def nvmlDeviceGetPowerUsage(handle: int) -> int:  # noqa: N802
    """Power in milliwatts."""
    _hold()
    return int(watts(handle) * 1000)


def nvmlDeviceGetUtilizationRates(handle: int) -> Any:  # noqa: N802
    """Percent; a divided board has none."""
    _hold()
    if handle == _plan().get("divided"):
        raise NVMLError_NotSupported("Not Supported")
    return SimpleNamespace(gpu=90, memory=40)


@cache
def _plan() -> dict[str, Any]:
    return json.loads(Path(os.environ["TONNE_FAKE_NVML"]).read_text())


def _is_away() -> bool:
    plan = _plan()
    return plan.get("away_from", float("inf")) <= time.time() < plan.get("reloaded", 0.0)


def _hold() -> None:
    global _open
    if _is_away():
        _open = False
    if not _open:
        raise NVMLError_Uninitialized("Uninitialized")
