"""What a made-up company was written with, kept so that its restated November can follow.

Belongs here: the arguments. Does not: what is made of them.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from ingest.demo.currency import Currency
from ingest.demo.export import Layout
from ingest.demo.fleet import Fleet, plan_fleet

_FILE = Path("clouds/lumenfold.json")

CLOUDS = ("aws", "gcp", "azure")
FULL_LINES = 150_000
"""With so many lines of AWS the bills of the other clouds are whole."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the company was written with; kept beside the bucket so that November can follow."""

    lines: int
    seed: int
    months: tuple[str, ...]
    chunks: int | None
    shuffle_seed: int | None
    exports: int
    second_currency: str | None
    bucket_uri: str | None
    clouds: tuple[str, ...] = CLOUDS
    own_figures: bool = True
    own_sites: bool = False

    @property
    def density(self) -> float:
        """The share of a full company's hours and days that the clouds beside AWS bill."""
        return min(1.0, self.lines / FULL_LINES)

    @property
    def told_months(self) -> tuple[str, ...]:
        """The months whose own carbon figures the clouds have delivered: all but the newest."""
        return tuple(sorted(self.months)[:-1]) if self.own_figures else ()

    @property
    def layout(self) -> Layout:
        """How its rows are laid over files."""
        return Layout(self.chunks, self.shuffle_seed, self.exports)

    @property
    def currency(self) -> Currency | None:
        """The second billing currency, of the analytics account."""
        return Currency("analytics", self.second_currency) if self.second_currency else None

    def fleet(self) -> Fleet:
        """What runs in its months."""
        return plan_fleet(self.lines, self.months, self.seed, self.currency)

    def keep(self, home: Path) -> None:
        """Writes the plan into the workspace."""
        (home / _FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def kept_in(cls, home: Path) -> Self:
        """The plan of a written company.

        Raises:
            FileNotFoundError: no made-up company was written there.
        """
        kept: dict[str, Any] = json.loads((home / _FILE).read_text(encoding="utf-8"))
        for key in ("months", "clouds"):
            kept[key] = tuple(kept[key])
        return cls(**kept)
