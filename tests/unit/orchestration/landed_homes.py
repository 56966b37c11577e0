"""Workspaces whose sources are landed, as a run would land them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.lake import Lake
from ingest.landing import land_source
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured
from tests import bills

_AT = datetime.now(UTC).replace(day=1, tzinfo=None) - timedelta(days=10)
"""A day of the last month that is over."""


def lines(**columns: object) -> list[bills.Row]:
    """Two instances at noon of a day of the last month that is over, with `columns`."""
    at = _AT.replace(hour=12, minute=0, second=0, microsecond=0)
    given: dict[str, Any] = {"at": at, **columns}
    return [bills.instance(one, **given) for one in ("m5.large", "m5.xlarge")]


def landed_bill(home: Path, rows: list[bills.Row]) -> Workspace:
    """A workspace of one bill, landed."""
    bills.write_workspace(home, rows)
    land_all(home)
    return Workspace(home)


def land_all(home: Path) -> tuple[list[Source], Lake]:
    """Land every source that the workspace names; the sources and the lake."""
    workspace = Workspace(home)
    sources, lake = configured(load_settings(home), workspace), Lake(workspace.lake)
    for source in sources:
        land_source(source, lake)
    return sources, lake
