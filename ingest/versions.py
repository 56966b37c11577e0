"""What a version of a slice is called and what its manifest says.

Belongs here: the content's address, counts, hashes. Does not: where or when it is written.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest import parquet
from ingest.manifests import LakeFile, Manifest, utc_now
from ingest.source import Fetched, FetchedFile, SliceRef, Source
from ingest.tool_version import TOOL_VERSION


def describe(
    source: Source, ref: SliceRef, fetched: Fetched, *, version: str, into: Path
) -> Manifest:
    """The manifest of what `fetch` wrote to the folder `into`."""
    files = [_describe_file(file, version, into) for file in fetched.files]
    months = sorted({file.period for file in files if file.period})
    fingerprints = sorted({file.schema_fingerprint for file in files})
    return Manifest(
        kind=source.kind,
        slice_id=ref.slice_id,
        export=source.name,
        version=version,
        contract_version=source.contract_version,
        retired=False,
        periods=months or list(ref.periods),
        signal=ref.signal,
        fetched_at=utc_now(),
        rows=sum(file.rows for file in files),
        bytes=sum(file.bytes for file in files),
        schema_fingerprint=hashlib.sha256("".join(fingerprints).encode()).hexdigest(),
        files=files,
        inputs=list(fetched.inputs),
        tool_version=TOOL_VERSION,
    )


def _describe_file(file: FetchedFile, version: str, into: Path) -> LakeFile:
    facts = parquet.facts_of(file.path)
    return LakeFile(
        path=f"{version}/{file.path.relative_to(into).as_posix()}",
        rows=facts.rows,
        bytes=file.path.stat().st_size,
        sha256=file.sha256 or parquet.sha256_of(file.path),
        period=file.period,
        schema_fingerprint=facts.fingerprint,
        columns=facts.columns,
    )


def version_of(source: Source, fetched: Fetched) -> str:
    """The content's address: the same inputs under the same contract, the same version."""
    hashes = sorted(item.sha256 for item in fetched.inputs)
    parts = [source.kind, str(source.contract_version), *hashes]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
