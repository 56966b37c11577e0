"""Writes Parquet files where a lake has them, and manifests as landing would."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.lake import Lake, LakeFile, Manifest
from orchestration.raw_views import LandedFile


def landed_file(
    lake: Path, kind: str, slice_id: str, table: pa.Table, *, version: str = "v1", n: int = 0
) -> LandedFile:
    """Write one Parquet file of a slice and give it as the raw views take it."""
    path = lake / "raw" / kind / slice_id / version / f"{n}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path)
    columns = {field.name: str(field.type) for field in table.schema}
    return LandedFile(path, repr(sorted(columns.items())), columns)


def manifest(
    kind: str,
    slice_id: str,
    *,
    version: str = "v1",
    periods: tuple[str, ...] = (),
    files: dict[str | None, str] | None = None,
) -> Manifest:
    """A current manifest; `files` maps a file's period to its sha256."""
    landed = [
        LakeFile(
            path=f"{version}/{n}.parquet",
            rows=1,
            bytes=1,
            sha256=sha256,
            period=period,
            schema_fingerprint="",
            columns={},
        )
        for n, (period, sha256) in enumerate((files or {None: version}).items())
    ]
    return Manifest(
        kind=kind,
        slice_id=slice_id,
        export=slice_id.split("__")[0],
        version=version,
        retired=False,
        periods=list(periods),
        signal=version,
        fetched_at="2025-11-03T04:05:06.000000Z",
        rows=len(landed),
        bytes=len(landed),
        schema_fingerprint="",
        files=landed,
        inputs=[],
        tool_version="0",
    )


def put(lake: Lake, one: Manifest) -> None:
    """Make `one` current, with a file of the right size for each that it lists."""
    for file in one.files:
        path = lake.path_of(one, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(file.bytes))
    lake.put(one)
