"""RAPL's domains: what each measures, who holds whom, and where its counter begins again.

Belongs here: what every exporter of RAPL shares. Does not: the metrics of any.
"""

from __future__ import annotations

import re

from ingest.telemetry.prometheus.preset import Device

# 32 bits of 61 µJ. Servers print the first for packages, either for memory; a host with another
# range (AMD: 65532.610987) says so in `max_range_j`.
_WIDE, _NARROW = 262143.328850, 65712.999613
RANGES_J = {"dram": (_NARROW, _WIDE)}
KINDS = {
    "package": "cpu_package",
    "core": "cpu_core",
    "uncore": "cpu_uncore",
    "dram": "dram",
    "psys": "psys",
}
_PATH = re.compile(r"intel-rapl(?:-mmio)?:(\d+)(?::\d+)?/?$")


def domain(
    zone: str | None, index: str | None, *, path: str = "", per_joule: float = 1.0
) -> Device:
    """The domain `zone` (`package-0`, `dram`) of socket `index`, else of the socket in `path`.

    `per_joule` is how many of the metric's unit make a joule.
    """
    name = re.sub(r"[-_]\d+$", "", zone or "package")
    kind = KINDS.get(name, name)
    ranges = tuple(one * per_joule for one in RANGES_J.get(name, (_WIDE,)))
    if path.startswith("aggregated"):
        socket, counters = "all", 2  # one counter is aggregated with none
    else:
        found = _PATH.search(path)
        socket, counters = (found[1] if found else index or "0"), 1
    if kind == "psys":
        return Device(kind, None, None, None, zone, ranges, counters)
    parent = None if kind == "cpu_package" else f"package-{socket}"
    return Device(kind, f"{name}-{socket}", parent, None, zone, ranges, counters)


def range_of(device: Device, largest: float) -> float | None:
    """Where a counter of `device` wraps, after it was seen to stand at `largest`.

    It is told by no exporter. A counter that wraps was seen close below its range before, so the
    smallest known range above it is the one; sums of several sockets wrap at a multiple.
    """
    if not device.ranges:
        return None
    if device.ranges_at_least == 1 and not device.is_sum:
        for one in device.ranges:
            if largest <= one:
                return one
    widest = device.ranges[-1]
    if device.is_sum:
        return widest
    return widest * max(device.ranges_at_least, -int(-largest // widest))
