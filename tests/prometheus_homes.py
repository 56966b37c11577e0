"""Workspaces whose only source asks a server for samples, landed as a run lands them.

Belongs here: settings and landing. Does not: servers (prometheus_front.py, prometheus_server.py).
"""

from __future__ import annotations

import json
from pathlib import Path

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured


def settings(uri: str, *presets: str, **more: object) -> str:
    """A tonne.toml with one source, `rack`, that asks `uri`."""
    keys = {"kind": "prometheus_samples", "uri": uri, "presets": list(presets), **more}
    tables = {name: value for name, value in keys.items() if isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in keys.items() if name not in tables]
    for name, table in tables.items():
        lines += [f"{name}.{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items()]
    return "\n".join(["[sources.rack]", *lines, ""])


def source_in(home: Path, text: str) -> tuple[Source, Lake]:
    """The source of a workspace with the settings `text`, and its lake."""
    (home / "tonne.toml").write_text(text)
    workspace = Workspace(home)
    [source] = configured(load_settings(home), workspace)
    return source, Lake(workspace.lake)


def land(home: Path, text: str) -> dict[str, Landed]:
    """Land as the settings `text` say; what became of each slice."""
    source, lake = source_in(home, text)
    return {one.slice_id: one for one in land_source(source, lake)}
