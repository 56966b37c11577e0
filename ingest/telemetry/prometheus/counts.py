"""How many samples a day has: the cheap sign that it changed.

Belongs here: counting, the signal of a slice. Does not: the samples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.errors import Unreachable
from ingest.telemetry.prometheus.answers import Malformed
from ingest.telemetry.prometheus.windows import (
    Window,
    count_query,
    in_small_enough,
    parts_of_slice,
)

Ask = Callable[[str, int], list[dict[str, Any]]]


@dataclass(frozen=True)
class Counts:
    """Samples by metric in a day, and in it with the hours beside it; what has none is absent."""

    day: Mapping[str, int]
    whole: Mapping[str, int]


def counts_of(ask: Ask, selectors: Mapping[str, str], day: date) -> Counts:
    """How many samples there are of a day; of one that has none the hours beside are not asked.

    Raises:
        Unreachable: the server does not tell.
    """
    before, own, after = parts_of_slice(day)
    of_day = counted(ask, selectors, own)
    if not of_day:
        return Counts({}, {})
    beside = [counted(ask, selectors, window) for window in (before, after)]
    whole = {metric: sum(some.get(metric, 0) for some in (of_day, *beside)) for metric in selectors}
    return Counts(of_day, {metric: samples for metric, samples in whole.items() if samples})


def counted(ask: Ask, selectors: Mapping[str, str], window: Window) -> dict[str, int]:
    """Samples by metric in `window`; a metric without any is left out.

    Raises:
        Unreachable: the server does not tell.
    """
    counts: dict[str, int] = {}

    def told(some: Window) -> dict[str, int]:
        answer = ask(count_query(selectors, some), some.at_ms)
        return {one["metric"]["asked"]: int(float(one["value"][1])) for one in answer}

    try:
        for _, some in in_small_enough(window, told):
            for metric, samples in some.items():
                counts[metric] = counts.get(metric, 0) + samples
    except (KeyError, TypeError, ValueError, IndexError, Malformed) as error:
        raise Unreachable(f"The count of samples cannot be read ({error!r}).") from error
    return {metric: samples for metric, samples in sorted(counts.items()) if samples}


def signal_of(counts: Counts, content_mark: str) -> str:
    """What a slice with these `counts` says of itself under settings of `content_mark`."""
    told = str([sorted(counts.day.items()), sorted(counts.whole.items())])
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    return f"{content_mark} {sum(counts.day.values())} {digest}"


def standing(landed: str | None, offered: str) -> str:
    """The signal that holds: a server only ever forgets, so a day that shrank stays as landed.

    Other settings are another question: then what the server has now is what they ask for.
    """
    if landed is None or landed.split(" ")[0] != offered.split(" ")[0]:
        return offered
    try:
        shrank = int(offered.split(" ")[1]) < int(landed.split(" ")[1])
    except (IndexError, ValueError):
        return offered
    return landed if shrank else offered
