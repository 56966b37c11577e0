"""The manifest that Cost Management writes beside a run's files, of either generation.

Belongs here: which files a run holds, their rows, what they are. Does not: which run counts
(export_folder.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.errors import BadInput
from ingest.objects import Place

REDELIVER = "Run the export again for this month (Cost Management, Exports), or restore its folder"
SUFFIXES = (".csv", ".csv.gz", ".parquet")
_MANIFEST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Blob:
    """A file that a manifest names, and the rows it states for it, if any."""

    key: str
    rows: int | None


@dataclass(frozen=True)
class RunManifest:
    """What a manifest says. An empty month has no `blobs`; `kind` is ActualCost, FocusCost.

    `kind` and `submitted` are empty where the generation of the manifest does not tell.
    """

    blobs: Sequence[Blob]
    kind: str
    submitted: str
    rows: int | None


def read_manifest(place: Place, key: str) -> RunManifest:
    """Read the manifest at `key` under `place`.

    Raises:
        BadInput: it is no manifest, names a file twice, outside its run, or of another kind.
        Absent, Unreachable: it cannot be had.
    """
    name = place.uri_of(key)
    document = _document(place, key, name)
    named: Any = document.get("blobs")
    if named is None and document.get("blobCount") in (None, 0) and "blobs" in document:
        named = []
    if not isinstance(named, list) or not all(isinstance(one, dict) for one in named):
        raise BadInput(name, "key blobs", "it has no list of files", REDELIVER)
    stated = document.get("blobCount")
    if isinstance(stated, int) and stated != len(named):
        problem = f"it states {stated} files and names {len(named)}"
        raise BadInput(name, "key blobCount", problem, REDELIVER)
    blobs: list[Blob] = []
    for number, one in enumerate(named, start=1):
        at = f"blobs[{number}]"
        blob = _blob(one, key, name=name, at=at)
        if any(blob.key == other.key for other in blobs):
            problem = f"{one['blobName']} is named twice and would count twice"
            raise BadInput(name, at, problem, REDELIVER)
        blobs.append(blob)
    config, run = document.get("exportConfig"), document.get("runInfo")
    return RunManifest(
        blobs,
        kind=str((config or {}).get("type") or ""),
        submitted=str((run or {}).get("submittedTime") or ""),
        rows=_count(document),
    )


def _blob(one: dict[str, Any], key: str, *, name: str, at: str) -> Blob:
    """The key of a file: it lies beside the manifest, wherever the container was copied to."""
    text = one.get("blobName")
    if not isinstance(text, str) or not text:
        raise BadInput(name, at, "it has no blobName", REDELIVER)
    folder = key.rpartition("/")[0]
    above, _, file = text.rpartition("/")
    if f"/{above}".endswith(f"/{folder}") and file not in {"", ".", ".."}:
        if not file.lower().endswith(SUFFIXES):
            problem = f"{text} is neither CSV nor Parquet"
            raise BadInput(name, at, problem, "Set the export's format to one of the two")
        return Blob(f"{folder}/{file}" if folder else file, _count(one))
    problem = f"{text} lies outside the folder of its run, {folder}"
    raise BadInput(name, at, problem, REDELIVER)


def _count(document: dict[str, Any]) -> int | None:
    rows = document.get("dataRowCount")
    return rows if isinstance(rows, int) else None


def _document(place: Place, key: str, name: str) -> dict[str, Any]:
    content = place.read(key, limit=_MANIFEST_BYTES)
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        raise BadInput(name, at, f"it is not JSON ({error.msg})", REDELIVER) from None
    except UnicodeDecodeError as error:
        raise BadInput(name, f"byte {error.start}", "it is not UTF-8", REDELIVER) from None
    if not isinstance(document, dict):
        raise BadInput(name, "the whole file", "it is not a JSON object", REDELIVER)
    return document
