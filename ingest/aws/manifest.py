"""The manifest of a delivered bill: which it is, and the list of files in it.

Belongs here: what all of AWS's billing exports share. Does not: where a manifest lies or how it
spells a file; `data_export.py` and `report_folder.py` know that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.errors import BadInput
from ingest.objects import OutsideError, Place, Stored

_MANIFEST_BYTES = 64 * 1024 * 1024
_FILES = ("dataFiles", "reportKeys")
_COUNTS = ("rowCount", "dataRowCount")
_START = re.compile(r"(\d{4})-?(\d{2})-?01T.*")
SUFFIXES = (".parquet", ".csv.gz", ".csv", ".zip")
REDELIVER = "Have AWS deliver the period again, or restore the export's folder"


@dataclass(frozen=True)
class PeriodManifest:
    """The newest manifest of one billing period (YYYY-MM)."""

    period: str
    stored: Stored


@dataclass(frozen=True)
class Delivery:
    """What a manifest says: the keys of its files in their order, and their rows if it tells."""

    keys: list[str]
    rows: int | None
    field: str


def newest(period: str, manifests: Sequence[Stored]) -> PeriodManifest:
    """The newest of the manifests in the folder of `period`."""
    latest = max(manifests, key=lambda stored: (stored.modified, stored.key))
    return PeriodManifest(period, latest)


def is_manifest(key: str) -> bool:
    """Whether `key` is called as AWS calls a manifest."""
    return key.lower().endswith("-manifest.json")


def delivery(
    place: Place, manifest_key: str, *, period: str, key_of: Callable[[str], str]
) -> Delivery:
    """Read a manifest; `key_of` turns a file's name in it into a key, or raises OutsideError.

    Raises:
        BadInput: it is no manifest, is of another month than `period`, or names a file twice,
            outside the export, or of a kind that no export writes.
    """
    manifest = _read(place, manifest_key)
    name = place.uri_of(manifest_key)
    _check_period(manifest, name, period)
    found = next((key for key in _FILES if key in manifest), _FILES[0])
    named: Any = manifest.get(found)
    if not isinstance(named, list) or not all(isinstance(item, str) for item in named):
        problem = "it has no list of files (dataFiles)"
        raise BadInput(name, "key dataFiles", problem, REDELIVER)
    keys: list[str] = []
    for number, text in enumerate(named, start=1):
        keys.append(_key(text, key_of, keys, name=name, at=f"{found}[{number}]", place=place))
    counts = [manifest[key] for key in _COUNTS if isinstance(manifest.get(key), int)]
    return Delivery(keys, counts[0] if counts else None, found)


def _key(
    text: str, key_of: Callable[[str], str], before: list[str], *, name: str, at: str, place: Place
) -> str:
    try:
        key = key_of(text)
    except OutsideError:
        remedy = "Set the source's uri to the folder that the export writes to"
        raise BadInput(name, at, f"{text} lies outside {place.uri}", remedy) from None
    if key in before:
        raise BadInput(name, at, f"{text} is named twice and would count twice", REDELIVER)
    if not key.lower().endswith(SUFFIXES):
        problem = f"{text} is neither Parquet nor CSV (.csv.gz, .zip)"
        raise BadInput(name, at, problem, "Set the export's file format to one of the two")
    return key


def _check_period(manifest: dict[str, Any], name: str, period: str) -> None:
    """A manifest that was copied into the folder of another month must not bring its rows."""
    stated = manifest.get("billingPeriod")
    start = stated.get("start") if isinstance(stated, dict) else None
    match = _START.fullmatch(start) if isinstance(start, str) else None
    if match and f"{match[1]}-{match[2]}" != period:
        problem = f"it is of {match[1]}-{match[2]} and lies in the folder of {period}"
        raise BadInput(name, "key billingPeriod", problem, REDELIVER)


def _read(place: Place, key: str) -> dict[str, Any]:
    name = place.uri_of(key)
    try:
        document = json.loads(place.read(key, limit=_MANIFEST_BYTES))
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        raise BadInput(name, at, f"it is not JSON ({error.msg})", REDELIVER) from None
    except UnicodeDecodeError as error:
        raise BadInput(name, f"byte {error.start}", "it is not UTF-8", REDELIVER) from None
    if not isinstance(document, dict):
        raise BadInput(name, "the whole file", "it is not a JSON object", REDELIVER)
    return document
