"""Horizontal bars: a ranking by length, or the parts of a whole.

Belongs here: charts whose vertical axis is a list of names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from publish import figures
from publish.charts.drawing import Chart, Scale, Words, fitted

_WIDTH = 560.0
_ROW, _BAR = 36.0, 13.0
_VALUES = 62.0
_SHARE_NAMES, _SHARE_ROW = 132.0, 34.0
_WIDE_ENOUGH_FOR_PERCENT = 46.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A named length."""

    title: str
    value: Decimal
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its ratio, tone and words."""

    title: str
    ratio: Decimal
    tone: str
    tip: str


def ranking(words: Words, items: Sequence[Ranked]) -> Chart:
    """Bars in the order given, each below its name and before its value."""
    height = 8 + _ROW * max(1, len(items))
    chart = Chart(words, f"{len(items)} bars", _WIDTH, height)
    low = min((float(item.value) for item in items), default=0.0)
    high = max((float(item.value) for item in items), default=0.0)
    axis = Scale(min(low, 0), high if high > 0 else 1, step=1, start=1, end=_WIDTH - _VALUES)
    for at, item in enumerate(items):
        y = 4 + _ROW * at
        left, right = sorted((axis.at(0), axis.at(float(item.value))))
        shown = figures.short(item.value)
        tip = f"{fitted(item.title, _WIDTH)}: {shown} {words.unit}"
        chart.label(1, y + 13, fitted(item.title, _WIDTH), anchor="start", role="name")
        chart.mark((left, y + 18, right - left, _BAR), item.tone, tip)
        chart.label(right + 6, y + 29, shown, anchor="start", role="value")
    return chart


def shares(words: Words, rows: Sequence[tuple[str, Sequence[Part]]]) -> Chart:
    """One bar a row, each of full length, cut into the parts of its whole."""
    chart = Chart(words, f"{len(rows)} bars", _WIDTH, 8 + _SHARE_ROW * max(1, len(rows)))
    room = _WIDTH - _SHARE_NAMES - 4
    for at, (name, parts) in enumerate(rows):
        y = 4 + _SHARE_ROW * at
        chart.label(
            _SHARE_NAMES - 10, y + 21, fitted(name, _SHARE_NAMES - 14), anchor="end", role="name"
        )
        if not parts:
            chart.label(_SHARE_NAMES, y + 21, figures.MISSING, anchor="start")
        x = _SHARE_NAMES
        for part in parts:
            width = room * float(part.ratio)
            chart.mark((x, y + 5, width, 24), part.tone, part.tip)
            if width >= _WIDE_ENOUGH_FOR_PERCENT:
                text = figures.percent(part.ratio)
                chart.label(x + width / 2, y + 21, text, role=f"on-{part.tone}")
            x += width
    seen = {part.tone: part.title for _, parts in rows for part in parts}
    chart.legend = list(seen.items())
    return chart
