"""What stands in the company's machine room and in the cage that it rents.

Belongs here: sites, hosts and the devices that are measured. Does not: what runs on them
(`work.py`), what they draw (`watts.py`).
"""

from dataclasses import dataclass
from typing import Literal

from ingest.demo.resources import uuid

HALL, CAGE = "fra-hall", "ams-cage"
GPU_MODEL = "NVIDIA H100 80GB HBM3"
GPUS, SOCKETS = 8, 2

DeviceKind = Literal["gpu", "cpu_package", "dram"]


@dataclass(frozen=True, slots=True)
class Host:
    """One machine; `has_wall` where its board controller tells what the whole machine draws."""

    host_id: str
    site_id: str
    gpus: int
    has_wall: bool


@dataclass(frozen=True, slots=True)
class Device:
    """One thing with an energy counter."""

    host: Host
    kind: DeviceKind
    index: int

    @property
    def device_id(self) -> str:
        """As its exporter calls it: the UUID of a board, the domain of a processor."""
        if self.kind == "gpu":
            return f"GPU-{uuid(self.host.host_id, self.index)}"
        return f"{'package' if self.kind == 'cpu_package' else 'dram'}-{self.index}"


HOSTS: tuple[Host, ...] = (
    Host("gpu-01", HALL, GPUS, True),
    Host("gpu-02", HALL, GPUS, True),
    Host("cpu-01", CAGE, 0, False),
    Host("cpu-02", CAGE, 0, False),
)
SHARED = Device(HOSTS[0], "gpu", 0)
"""The board that MIG divides into three slices, the last of which nobody has."""

SLICE_PROFILE = "2g.20gb"


def devices(host: Host) -> list[Device]:
    """Everything of a host that counts energy."""
    sockets = range(SOCKETS)
    return [
        *(Device(host, "gpu", index) for index in range(host.gpus)),
        *(Device(host, "cpu_package", index) for index in sockets),
        *(Device(host, "dram", index) for index in sockets),
    ]
