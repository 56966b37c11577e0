"""The bills of a measured company: how many lines each cloud sends, written and delivered anew.

Belongs here: the clouds' shares, where each delivers. Does not: the bills themselves
(`ingest.demo`), the rest of a company.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.demo import bench as aws
from ingest.demo.azure import large as azure
from ingest.demo.azure.run_manifest import EXPORTS, ROOT
from ingest.demo.bench import YEAR
from ingest.demo.gcp import large as gcp
from ingest.demo.sources import ConfiguredSource

Clouds = Literal["aws", "mixed"]
SHARES: Mapping[Clouds, Mapping[str, float]] = {
    "aws": {"aws": 1.0},
    "mixed": {"aws": 0.60, "gcp": 0.25, "azure": 0.15},
}
"""What share of a bill's lines each cloud sends."""

_SEED = 7
_BUCKETS = {"aws": "bucket", "gcp": "extracts", "azure": "container"}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bill:
    """What one cloud delivered: its source, its lines, and how a month of it comes anew."""

    source: ConfiguredSource
    lines: int
    change_month: Callable[[str], int]


def write_bills(home: Path, clouds: Clouds, lines: int, say: Say) -> list[Bill]:
    """Write `lines` lines over twelve months, in each cloud's share, in folders of `home`."""
    bills: list[Bill] = []
    for cloud, share in SHARES[clouds].items():
        written = _WRITE[cloud](home / _BUCKETS[cloud], round(lines * share))
        say(f"{cloud}: {written.lines:,} lines")
        bills.append(written)
    return bills


def _aws(bucket: Path, lines: int) -> Bill:
    made = aws.write_bench(bucket, lines=lines, seed=_SEED)
    source = _source("aws", "aws_cur2", made.export.folder)
    return Bill(source, sum(made.lines.values()), lambda month: aws.change_month(made, month))


def _gcp(folder: Path, lines: int) -> Bill:
    made = gcp.write_large(folder, lines=lines, months=YEAR, seed=_SEED)
    source = _source("gcp", "gcp_billing", folder)
    return Bill(source, sum(made.lines.values()), lambda month: gcp.change_month(made, month))


def _azure(container: Path, lines: int) -> Bill:
    made = azure.write_large(container, lines=lines, months=YEAR, seed=_SEED)
    actual, amortized = (
        container / ROOT / EXPORTS[kind] for kind in ("ActualCost", "AmortizedCost")
    )
    source = _source("azure", "azure_cost", actual, amortized_uri=f'"{amortized.as_uri()}"')
    return Bill(source, sum(made.lines.values()), lambda month: azure.change_month(made, month))


_WRITE: Mapping[str, Callable[[Path, int], Bill]] = {"aws": _aws, "gcp": _gcp, "azure": _azure}


def _source(cloud: str, kind: str, folder: Path, **more: str) -> ConfiguredSource:
    return ConfiguredSource(f"bench_{cloud}", kind, folder.as_uri(), "A large bill", more)
