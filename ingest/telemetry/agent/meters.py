"""What the agent samples: meters, and the readers that find them on a host.

Belongs here: the contract between a device layer and the sampler. Does not: any device.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.telemetry.samples import Series

EXPORTER = "tonne_agent"


class DeviceGone(Exception):
    """The device layer went away as a whole, as a driver does that is reloaded; look again."""


@dataclass(frozen=True)
class Meter:
    """One series and how to read it now, in the unit of the series.

    `read` gives None where the device answers and has no reading: a blank, which is no zero.
    """

    series: Series
    read: Callable[[], float | None]


@dataclass(frozen=True)
class Found:
    """What a reader found: `summary` for a person, `lacks` what cannot be read, and the remedy."""

    meters: Sequence[Meter]
    summary: str
    lacks: Sequence[str] = ()


class Reader(Protocol):
    """One device layer of a host."""

    def look(self) -> Found:
        """Find what can be read now; permissions and devices may have changed since."""
        ...
