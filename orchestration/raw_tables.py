"""The tables of schema `raw`: load history, slice versions, and what the next build is to make.

Belongs here: their rows and types. Does not: writing them (raw_views does, in its transaction).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pyarrow as pa

from ingest.lake import Manifest, Quarantined
from orchestration.fingerprints import SliceVersion
from orchestration.lake_state import LakeState

_SLICES = pa.schema(
    [
        ("kind", pa.string()),
        ("slice_id", pa.string()),
        ("slice_version", pa.string()),
        ("export_name", pa.string()),
        ("periods", pa.string()),
        ("is_current", pa.bool_()),
        ("is_retired", pa.bool_()),
        ("row_count", pa.int64()),
        ("byte_count", pa.int64()),
        ("input_uris", pa.string()),
        ("input_sha256", pa.string()),
        ("output_sha256", pa.string()),
        ("fetched_at", pa.timestamp("us")),
        ("is_quarantined", pa.bool_()),
        ("quarantine_problem", pa.string()),
    ]
)
_SLICE_VERSIONS = pa.schema(
    [
        (name, pa.string())
        for name in ("model", "slice_id", "source", "period", "slice_version", "build_key")
    ]
)
_BUILD = pa.schema(
    [("fingerprint", pa.string()), ("quarantined_slices", pa.int64()), ("is_built", pa.bool_())]
)


def raw_tables(
    state: LakeState, versions: Sequence[SliceVersion], fingerprint: str
) -> dict[str, Any]:
    """The tables by name. `raw.build` holds one row: is_built turns true when dbt succeeded."""
    build = {
        "fingerprint": fingerprint,
        "quarantined_slices": len(state.quarantined),
        "is_built": False,
    }
    return {
        "slices": pa.Table.from_pylist(list(_slice_rows(state)), schema=_SLICES),
        "slice_versions": pa.Table.from_pylist(
            [asdict(version) for version in versions], schema=_SLICE_VERSIONS
        ),
        "build": pa.Table.from_pylist([build], schema=_BUILD),
    }


def _slice_rows(state: LakeState) -> Iterator[dict[str, Any]]:
    """Every version in the lake; a refused delivery shows on the slice's current row."""
    refused = {(one.kind, one.slice_id): one for one in state.quarantined}
    current = {(one.kind, one.slice_id): one for one in state.current}
    for one in state.history:
        if current[one.kind, one.slice_id].version != one.version:
            yield _row(one, is_current=False, refused=None)
    for place, one in current.items():
        yield _row(one, is_current=True, refused=refused.pop(place, None))
    for one in refused.values():
        yield _never_landed(one)


def _row(one: Manifest, *, is_current: bool, refused: Quarantined | None) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "slice_id": one.slice_id,
        "slice_version": one.version,
        "export_name": one.export,
        "periods": ",".join(one.periods),
        "is_current": is_current,
        "is_retired": one.retired,
        "row_count": one.rows,
        "byte_count": one.bytes,
        "input_uris": ",".join(item.uri for item in one.inputs),
        "input_sha256": ",".join(item.sha256 for item in one.inputs),
        "output_sha256": ",".join(file.sha256 for file in one.files),
        "fetched_at": _utc(one.fetched_at),
        "is_quarantined": refused is not None,
        "quarantine_problem": refused.message if refused else None,
    }


def _never_landed(refused: Quarantined) -> dict[str, Any]:
    return {
        "kind": refused.kind,
        "slice_id": refused.slice_id,
        "slice_version": None,
        "export_name": refused.export,
        "periods": "",
        "is_current": False,
        "is_retired": False,
        "row_count": 0,
        "byte_count": 0,
        "input_uris": ",".join(refused.inputs),
        "input_sha256": "",
        "output_sha256": "",
        "fetched_at": _utc(refused.at),
        "is_quarantined": True,
        "quarantine_problem": refused.message,
    }


def _utc(text: str) -> datetime:
    """An ISO 8601 moment in UTC, without the zone that DuckDB would show in local time."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)
