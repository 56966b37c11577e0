"""What a chart is made of, and the scale that places it.

Belongs here: marks, labels, rules and nice ticks. Does not: any kind of chart.
"""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from publish import cells, figures

Anchor = Literal["start", "middle", "end"]
_CHARACTER = 7.2


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle with a tone, and what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    tip: str


@dataclass(frozen=True, slots=True)
class Label:
    """A short text at a place."""

    x: float
    y: float
    text: str
    anchor: Anchor = "middle"
    role: str = "tick"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line: a gridline or an axis."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str = "grid"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a chart."""

    title: str
    subtitle: str
    unit: str


@dataclass(slots=True)
class Chart:
    """A drawing in its own units; `content` tells those who do not see it what it holds."""

    words: Words
    content: str
    width: float
    height: float
    legend: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    marks: list[Mark] = field(default_factory=list[Mark])
    labels: list[Label] = field(default_factory=list[Label])
    rules: list[Rule] = field(default_factory=list[Rule])

    def mark(self, box: tuple[float, float, float, float], tone: str, tip: str) -> None:
        """Add a rectangle (x, y, width, height); nothing is added where it would have no size."""
        x, y, width, height = (round(value, 2) for value in box)
        if width > 0 and height > 0:
            self.marks.append(Mark(x, y, width, height, tone, tip))

    def label(
        self, x: float, y: float, text: str, *, anchor: Anchor = "middle", role: str = "tick"
    ) -> None:
        """Add a text, its base line at `y`."""
        self.labels.append(Label(round(x, 2), round(y, 2), text, anchor, role))

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, role: str = "grid") -> None:
        """Add a line."""
        self.rules.append(Rule(round(x1, 2), round(y1, 2), round(x2, 2), round(y2, 2), role))


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from values to places, with ticks at round values."""

    low: float
    high: float
    step: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Round values from low to high."""
        count = round((self.high - self.low) / self.step)
        return [self.low + index * self.step for index in range(count + 1)]

    def tick_text(self, value: float) -> str:
        """A tick with the decimals that the step needs."""
        decimals = max(0, -math.floor(math.log10(self.step)))
        text = f"{value:,.{decimals}f}" if abs(value) > self.step / 2 else "0"
        return text.replace("-", "−")


def scale(low: float, high: float, start: float, end: float, *, ticks: int = 4) -> Scale:
    """A scale that holds `low`, `high` and zero, with about `ticks` round steps."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        high = 1.0
    rough = (high - low) / ticks
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough * 0.999)
    return Scale(
        math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step, start, end
    )


def fitted(text: str, room: float) -> str:
    """A label cut to about `room` units of width."""
    return cells.shortened(text, max(4, int(room / _CHARACTER)))


def fitted_figure(value: Decimal, room: float) -> str:
    """A figure with three digits, or fewer where `room` has no place for them."""
    texts = [figures.short(value, digits=digits) for digits in (3, 2, 1)]
    return next((text for text in texts if len(text) * _CHARACTER <= room - 6), texts[-1])
