"""A day of one GPU on a server that answers as Prometheus does: delivered, restated, spoiled, gone.

Days are counted back from today: a source looks back from there.
"""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from ingest.telemetry.prometheus.windows import day_window
from tests.prometheus_front import Front, Shelf, of_shelf, standing

_DAY = datetime.now(UTC).date() - timedelta(days=2)
_FIRST_S = day_window(_DAY).from_ms / 1000
SLICE = f"rack__dcgm__{_DAY}"
SETTINGS = """
[sources.rack]
kind = "prometheus_samples"
presets = ["dcgm"]
lookback_days = 5
tries = 1
"""
_LABELS = {
    "__name__": "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION",
    "UUID": "GPU-1",
    "Hostname": "n1",
    "instance": "n1:9400",
}


def deliver(home: Path, *, edition: int) -> None:
    """Two hours of a GPU of 100 W; every edition has a minute more."""
    _put(home, _gpu("GPU-1", minutes=120 + edition))


def spoil(home: Path) -> None:
    """More samples, and one of them is a word."""
    shelf = _gpu("GPU-1", minutes=125)
    at, _ = shelf[0][1][-1]
    shelf[0][1][-1] = (at, "much")
    _put(home, shelf)


def withdraw(home: Path) -> None:
    """Another exporter is asked for: days of the first are on offer no more."""
    settings = home / "tonne.toml"
    settings.write_text(settings.read_text().replace('["dcgm"]', '["codecarbon"]'))


def touch(home: Path) -> None:
    """Another question that finds the same series."""
    settings = home / "tonne.toml"
    settings.write_text(settings.read_text() + "matchers = ['UUID=~\"GPU.*\"']\n")


def _put(home: Path, shelf: Shelf) -> None:
    server().answer = of_shelf(shelf)
    settings = home / "tonne.toml"
    text = settings.read_text() if settings.exists() else SETTINGS
    if "uri" not in text:
        settings.write_text(f'{text.strip()}\nuri = "{server().uri}"\n')


def _gpu(uuid: str, *, minutes: int) -> Shelf:
    values = [(_FIRST_S + 28_800 + 60 * i, str(1000 + 6_000_000 * i)) for i in range(minutes)]
    return [({**_LABELS, "UUID": uuid}, values)]


@cache
def server() -> Front:
    """A server in a thread of this process, on a free port of the loopback."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(standing(of_shelf([])))
