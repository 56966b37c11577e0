"""Columns over months or years: stacked by a key, or side by side by method.

Belongs here: charts whose horizontal axis is time, a step of it at a time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from publish import figures
from publish.charts.drawing import Chart, Scale, Words, fitted_figure, scale
from publish.period import month_name, month_title

_WIDTH, _HEIGHT = 560.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 8.0, 22.0, 40.0
_TICK_CHARACTER, _TICK_GAP = 6.8, 8.0
_WIDEST, _WIDEST_OF_FEW = 44.0, 62.0
_NARROWEST_WITH_VALUE = 30.0
_FEW, _FEW_MONTHS = 3, 6
_MOST_MONTH_LABELS = 16


Step = date | int
"""A month by its first day, or a year."""


@dataclass(frozen=True, slots=True)
class Series:
    """One key's value in each step; none is a gap, not a zero.

    `tones` differ from `tone` where a step is to look different; `notes` end the steps' tips.
    """

    title: str
    tone: str
    values: Sequence[Decimal | None]
    tones: Sequence[str] = ()
    notes: Sequence[str] = ()


Drawing = Callable[[Words, Sequence[Step], Sequence[Series]], Chart]
"""What `stacked` and `grouped` both are."""


def stacked(words: Words, steps: Sequence[Step], series: Sequence[Series]) -> Chart:
    """One column a step, the keys on top of each other, what is negative below the axis."""
    totals = [_by_sign(series, at) for at in range(len(steps))]
    low = min((below for below, _ in totals), default=0.0)
    high = max((above for _, above in totals), default=0.0)
    axes = _Axes(words, steps, series, low=low, high=high)
    width = min(axes.room * 0.62, 84)
    for at in range(len(steps)):
        tops = {True: 0.0, False: 0.0}
        for one in series:
            value = one.values[at]
            if value is not None:
                base = tops[value >= 0]
                tops[value >= 0] = base + float(value)
                left = axes.centre(at) - width / 2
                axes.column(one, at, (left, width), (base, tops[value >= 0]))
        if width >= _NARROWEST_WITH_VALUE:
            total = figures.total(one.values[at] for one in series)
            text = "no data" if total is None else figures.short(total)
            axes.value(axes.centre(at), tops[True], text)
    return axes.chart


def grouped(
    words: Words, steps: Sequence[Step], series: Sequence[Series], *, footers: Sequence[str] = ()
) -> Chart:
    """Columns side by side in each step, for figures that must never be added.

    Values stand above the columns, and `footers` below the steps, as long as there is room.
    """
    values = [float(value) for one in series for value in one.values if value is not None]
    axes = _Axes(words, steps, series, low=min(values, default=0), high=max(values, default=0))
    width = min(axes.room * 0.78 / max(1, len(series)), axes.widest)
    for at in range(len(steps)):
        left = axes.centre(at) - width * len(series) / 2
        for place, one in enumerate(series):
            value = one.values[at]
            if value is not None:
                start = left + width * place
                axes.column(one, at, (start, width), (0.0, float(value)))
                if width >= _NARROWEST_WITH_VALUE:
                    text = fitted_figure(value, width)
                    axes.value(start + width / 2, max(0.0, float(value)), text)
        if footers and width >= _NARROWEST_WITH_VALUE:
            axes.chart.label(axes.centre(at), _HEIGHT - 6, footers[at], role="footer")
    return axes.chart


def _by_sign(series: Sequence[Series], at: int) -> tuple[float, float]:
    """What goes down and what goes up in one step."""
    values = [float(one.values[at] or 0) for one in series]
    return sum(min(value, 0.0) for value in values), sum(max(value, 0.0) for value in values)


class _Axes:
    """The chart with its gridlines, labels and legend, and where a value stands in it."""

    def __init__(
        self,
        words: Words,
        steps: Sequence[Step],
        series: Sequence[Series],
        *,
        low: float,
        high: float,
    ) -> None:
        self._scale: Scale = scale(low, high, _HEIGHT - _BOTTOM, _TOP)
        longest = max(len(self._scale.tick_text(tick)) for tick in self._scale.ticks())
        self._left = max(_LEFT, _TICK_GAP + _TICK_CHARACTER * longest)
        self.room = (_WIDTH - self._left - _RIGHT) / max(1, len(steps))
        self.widest = _WIDEST_OF_FEW if len(steps) <= _FEW else _WIDEST
        kind = "years" if steps and all(isinstance(one, int) for one in steps) else "months"
        content = f"{len(steps)} {kind}, {len(series)} series"
        self.chart = Chart(words, content, _WIDTH, _HEIGHT)
        self.chart.legend = [(one.tone, one.title) for one in series]
        self._steps = steps
        self._draw_grid()
        self._draw_steps()

    def centre(self, at: int) -> float:
        """The middle of a step."""
        return self._left + self.room * (at + 0.5)

    def column(
        self, one: Series, at: int, across: tuple[float, float], between: tuple[float, float]
    ) -> None:
        """One column: `across` is its left edge and width, `between` its two values."""
        value = one.values[at]
        top, bottom = sorted(self._scale.at(edge) for edge in between)
        note = f", {one.notes[at]}" if one.notes else ""
        step = _title(self._steps[at])
        tip = f"{one.title}, {step}: {figures.short(value)} {self.chart.words.unit}{note}"
        tone = one.tones[at] if one.tones else one.tone
        self.chart.mark((across[0], top, across[1], bottom - top), tone, tip)

    def value(self, x: float, value: float, text: str) -> None:
        """A figure above a column."""
        self.chart.label(x, self._scale.at(value) - 6, text, role="value")

    def _draw_grid(self) -> None:
        """Gridlines at round values; zero is the axis."""
        for tick in self._scale.ticks():
            y = self._scale.at(tick)
            role = "axis" if abs(tick) < self._scale.step / 2 else "grid"
            self.chart.rule(self._left, y, _WIDTH - _RIGHT, y, role=role)
            self.chart.label(
                self._left - _TICK_GAP, y + 4, self._scale.tick_text(tick), anchor="end"
            )

    def _draw_steps(self) -> None:
        """Labels of months or years, thinned out when there are many."""
        few = len(self._steps) <= _FEW_MONTHS
        every = -(-len(self._steps) // _MOST_MONTH_LABELS)
        for at, step in enumerate(self._steps):
            if at % every == 0:
                text = month_name(step) if isinstance(step, date) and not few else _title(step)
                self.chart.label(self.centre(at), _HEIGHT - _BOTTOM + 18, text)
            if isinstance(step, date) and not few and (at == 0 or step.month == 1):
                year = str(step.year)
                self.chart.label(self.centre(at), _HEIGHT - _BOTTOM + 33, year, role="year")


def _title(step: Step) -> str:
    """`Oct 2025`, or `2025`."""
    return month_title(step) if isinstance(step, date) else str(step)
