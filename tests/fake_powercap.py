"""A powercap tree of two sockets on disk, whose counters follow known powers.

Belongs here: the tree, a thread that moves its counters and notes every value that it showed.
Does not: reading it.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

PACKAGE_RANGE, DRAM_RANGE = 262_143_328_850, 65_712_999_613
"""Microjoules, as real processors print them."""


@dataclass
class Zone:
    """A domain that draws `watts`; its counter starts `below_wrap_j` joules before it wraps.

    `shown` holds (seconds since 1970, value, joules in truth) of every value, in order.
    """

    path: str
    name: str
    range_uj: int
    watts: float = 0.0
    below_wrap_j: float = 1000.0
    shown: list[tuple[float, int, float]] = field(default_factory=list[Any])

    def true_between(self, first: float, last: float) -> float:
        """Joules in truth from one moment (seconds since 1970) to another."""
        moments = [at for at, _, _ in self.shown]
        found = [self.shown[max(0, bisect_right(moments, at) - 1)][2] for at in (first, last)]
        return found[1] - found[0]

    def showed(self, at: float, value: float, slack: float) -> bool:
        """Whether the counter stood at `value` within `slack` seconds of the moment `at`."""
        near = [one for one in self.shown if one[1] == value]
        after = {one[0]: two[0] for one, two in zip(self.shown, self.shown[1:], strict=False)}
        return any(one[0] - slack <= at <= after.get(one[0], at) + slack for one in near)


def two_sockets() -> list[Zone]:
    """Two packages with memory and cores, the platform, and a package shown again by MMIO."""
    zones: list[Zone] = []
    for socket, (watts, below) in enumerate(((200.0, 1500.0), (437.0, 6000.0))):
        zones += [
            Zone(f"intel-rapl:{socket}", f"package-{socket}", PACKAGE_RANGE, watts, below),
            Zone(f"intel-rapl:{socket}:0", "core", PACKAGE_RANGE, watts / 2, 1e5),
            Zone(f"intel-rapl:{socket}:1", "dram", DRAM_RANGE, 30.0, (300.0, 5e4)[socket]),
        ]
    mmio = Zone("intel-rapl-mmio:0", "package-0", PACKAGE_RANGE, 200.0, 1500.0)
    return [*zones, Zone("intel-rapl:2", "psys", PACKAGE_RANGE, 800.0, 1e5), mmio]


class FakePowercap:
    """Keeps the tree at `root` moving while its `with` block lasts."""

    def __init__(self, root: Path, zones: list[Zone], *, step_s: float = 0.02) -> None:
        self.root = root
        self.zones = zones
        self._step_s = step_s
        self._start = time.time()
        self._stop = threading.Event()
        self._zeroed: dict[str, float] = {}
        self._thread = threading.Thread(target=self._run, daemon=True)
        for zone in zones:
            folder = root / zone.path
            folder.mkdir(parents=True)
            (folder / "name").write_text(f"{zone.name}\n")
            (folder / "max_energy_range_uj").write_text(f"{zone.range_uj}\n")
        for interface in ("intel-rapl", "intel-rapl-mmio"):
            (root / interface).mkdir()
        self._show()

    def zone(self, path: str) -> Zone:
        """The domain in the folder `path`."""
        return next(zone for zone in self.zones if zone.path == path)

    def write_zero(self, path: str) -> None:
        """Let somebody reset the counter of one domain."""
        self._zeroed[path] = time.time()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._step_s):
            self._show()

    def _show(self) -> None:
        for zone in self.zones:
            now = time.time()
            joules = zone.watts * (now - self._start)
            zeroed = self._zeroed.get(zone.path)
            if zeroed is None:
                counted = zone.range_uj - int(zone.below_wrap_j * 1e6) + int(joules * 1e6)
            else:
                counted = int(zone.watts * (now - zeroed) * 1e6)
            value = counted % zone.range_uj
            fresh = self.root / zone.path / ".fresh"
            fresh.write_text(f"{value}\n")
            zone.shown.append((now, value, joules))
            fresh.rename(self.root / zone.path / "energy_uj")
