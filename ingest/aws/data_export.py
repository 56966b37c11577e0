"""The folder that AWS Data Exports writes: one manifest per billing period, and what it names.

Belongs here: the layout and the manifest that all tables of Data Exports share. Does not: the
columns of any one table.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ingest.errors import BadInput, Unreachable
from ingest.objects import OutsideError, Place, Stored

_PERIOD = re.compile(
    r"metadata/billing_period=(\d{4}-(?:0[1-9]|1[0-2]))/[^/]+-manifest\.json", re.I
)
_MANIFEST_BYTES = 64 * 1024 * 1024
REDELIVER = "Have AWS deliver the period again, or restore the export's folder"


@dataclass(frozen=True)
class PeriodManifest:
    """The newest manifest of one billing period (YYYY-MM)."""

    period: str
    stored: Stored


def newest_manifests(place: Place) -> list[PeriodManifest]:
    """The newest manifest of each billing period under `place`, by period.

    Manifests in sub-folders of a period belong to single deliveries; the one in the period's
    own folder is the newest.

    Raises:
        Unreachable: the folder cannot be listed or holds no manifest.
    """
    newest: dict[str, Stored] = {}
    for stored in place.listing("metadata"):
        match = _PERIOD.fullmatch(stored.key)
        if match is None:
            continue
        before = newest.get(match[1])
        if before is None or stored.modified >= before.modified:
            newest[match[1]] = stored
    if not newest:
        raise Unreachable(
            f"{place.uri}/metadata holds no BILLING_PERIOD=…/…-Manifest.json. The uri must be the "
            "export's own folder, the one that holds data/ and metadata/."
        )
    return [PeriodManifest(period, stored) for period, stored in sorted(newest.items())]


def named_files(place: Place, manifest_key: str) -> list[str]:
    """The keys of the data files that a manifest names; nothing else in the folder counts.

    Raises:
        BadInput: the manifest is no manifest, names a file twice, or one outside the export.
    """
    manifest = _read(place, manifest_key)
    name = place.uri_of(manifest_key)
    field = next((key for key in ("dataFiles", "reportKeys") if key in manifest), None)
    named: Any = manifest[field] if field else None
    if not isinstance(named, list) or not all(isinstance(item, str) for item in named):
        problem = "it has no list of files (dataFiles)"
        raise BadInput(name, "key dataFiles", problem, REDELIVER)
    keys: list[str] = []
    for number, text in enumerate(named, start=1):
        at = f"{field}[{number}]"
        try:
            key = place.key_of(text)
        except OutsideError:
            raise BadInput(
                name,
                at,
                f"{text} lies outside {place.uri}",
                "Set the source's uri to the folder that the export writes to",
            ) from None
        if key in keys:
            raise BadInput(name, at, f"{text} is named twice and would count twice", REDELIVER)
        if not key.lower().endswith(".parquet"):
            raise BadInput(
                name, at, f"{text} is no Parquet", "Set the export's file format to Parquet"
            )
        keys.append(key)
    return keys


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
