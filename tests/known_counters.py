"""Counters of known energy, as exporters print them: what a Prometheus is back-filled with.

Belongs here: series made of a constant power, what befalls them, the joules that are right for the
day. Does not: a server (prometheus_server.py), what anybody makes of the samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.telemetry.prometheus.windows import HOUR_MS, Window, day_window

PACKAGE_RANGE_UJ = 262_143_328_850
DRAM_RANGE_UJ = 65_712_999_613
BLANK_INT64 = "9223372036854775794"
BLANK_FP64 = "140737488355328.0"
MARGIN_MS = 2 * HOUR_MS
Sample = tuple[int, str]
"""A moment in ms since 1970, and what was printed."""


@dataclass(frozen=True)
class Known:
    """One series. `day_j` joules are to be found for `device` in the day; `lost_j` nobody can."""

    name: str
    preset: str
    metric: str
    labels: Mapping[str, str]
    samples: Sequence[Sample]
    device: str
    day_j: float | None
    lost_j: float = 0.0

    @property
    def selector(self) -> str:
        """The series in PromQL."""
        inside = ",".join(f'{name}="{value}"' for name, value in self.labels.items())
        return f"{self.metric}{{{inside}}}"


def joules(uj: int) -> str:
    """Microjoules as an exporter of joules prints them."""
    return f"{uj // 1_000_000}.{uj % 1_000_000:06d}"


def millijoules(uj: int) -> str:
    """Microjoules as DCGM prints them."""
    return str(uj // 1000)


def scraped(
    day: date,
    watts: int,
    every_s: int,
    *,
    wraps_at_uj: int | None = None,
    began_uj: int = 0,
    reset_ms: int | None = None,
    printed: Callable[[int], str] = joules,
    offset_ms: int = 3_217,
) -> list[Sample]:
    """A counter of `watts` from two hours before `day` to two hours after it.

    It begins at `began_uj`, wraps at `wraps_at_uj`, and counts from zero after `reset_ms` (of the
    day). Nobody scrapes on the hour: `offset_ms` is when.
    """
    own = day_window(day)
    first = own.from_ms - MARGIN_MS
    samples: list[Sample] = []
    for at in range(first + offset_ms, own.to_ms + MARGIN_MS, every_s * 1000):
        uj = began_uj + watts * (at - first) * 1000
        if reset_ms is not None and at >= own.from_ms + reset_ms:
            uj = watts * (at - own.from_ms - reset_ms) * 1000
        samples.append((at, printed(uj % wraps_at_uj if wraps_at_uj else uj)))
    return samples


def without(samples: Iterable[Sample], gap: Window) -> list[Sample]:
    """The samples but for those in `gap`."""
    return [(at, text) for at, text in samples if not gap.holds(at)]


def blanked(samples: Iterable[Sample], blank: str, *, every: int) -> list[Sample]:
    """The samples, one of `every` with a code instead of a reading."""
    return [
        (at, blank if number % every == 7 else text) for number, (at, text) in enumerate(samples)
    ]


def open_metrics(known: Iterable[Known]) -> str:
    """All series in the text that promtool back-fills from."""
    lines: list[str] = []
    for one in sorted(known, key=lambda one: one.metric):
        lines += [f"{one.selector} {text} {at / 1000:.3f}" for at, text in one.samples]
    return "\n".join([*lines, "# EOF", ""])
