"""One month's delivery in one of the two folders of a source: what it is of, and its files.

Belongs here: settings of cost details, actual or amortized, copying. Does not: slices (cost.py),
what a file holds (cost_file.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.azure.cost_dates import DateFormat
from ingest.azure.cost_file import Told
from ingest.azure.cost_pair import Kept
from ingest.azure.cost_types import ACTUAL, AMORTIZED
from ingest.azure.deliveries import Delivery
from ingest.azure.manifest import REDELIVER, read_manifest
from ingest.errors import Absent, BadInput
from ingest.manifests import LakeInput
from ingest.objects import Place
from ingest.settings import SourceSettings

_TYPES = {"actualcost": ACTUAL, "amortizedcost": AMORTIZED, "usage": ACTUAL}


class CostSettings(SourceSettings):
    """What a source of cost details may say beyond what every source may."""

    amortized_uri: str | None = None
    """The folder of the amortized export, where `uri` is that of the actual one."""
    cost_type: Literal["actual", "amortized"] | None = None
    """What the files at `uri` are, where no manifest says it; actual unless it is given."""
    date_format: DateFormat | None = None
    """mdy or dmy, where a file's own dates leave it open."""
    months: int = 2
    """How many months back a report is asked for, where `uri` is a scope and no folder."""


@dataclass(frozen=True)
class Half:
    """The delivery of one month in one of the two folders."""

    place: Place
    delivery: Delivery
    is_second: bool


def type_of(half: Half, settings: CostSettings) -> tuple[str, bool]:
    """Actual or amortized, and whether the manifest says so.

    Raises:
        BadInput: the export is of another kind, or not what the settings say.
    """
    told = AMORTIZED if half.is_second else settings.cost_type
    if half.delivery.manifest is None:
        return told or ACTUAL, False
    kind = read_manifest(half.place, half.delivery.manifest.key).kind
    if not kind:
        return told or ACTUAL, False
    name = half.place.uri_of(half.delivery.key)
    found = _TYPES.get(kind.lower())
    if found is None:
        problem = f"the export is of {kind}, and not of actual or amortized cost"
        remedy = 'Use kind = "azure_focus" for FocusCost, or name an export of cost details'
        raise BadInput(name, "exportConfig.type", problem, remedy)
    if told and told != found:
        problem = f"the export is of {kind}, and the settings say {told}"
        remedy = "Correct cost_type, or exchange uri and amortized_uri"
        raise BadInput(name, "exportConfig.type", problem, remedy)
    return found, True


def copy(
    half: Half, told: Told, folder: Path, kept: list[Kept], inputs: list[LakeInput]
) -> int | None:
    """Copy the files of one delivery to `folder`; returns the rows that its manifest states."""
    place, manifest = half.place, half.delivery.manifest
    named = read_manifest(place, manifest.key) if manifest else None
    keys = [(one.key, one.rows) for one in named.blobs] if named else []
    keys += [(stored.key, None) for stored in half.delivery.files]
    for number, (key, rows) in enumerate(keys):
        path = folder / f"{number}-{Path(key).name}"
        try:
            copied = place.download(key, path)
        except Absent:
            problem = f"{key} is named and does not exist"
            raise BadInput(told.name, f"blobs[{number + 1}]", problem, REDELIVER) from None
        inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
        kept.append(Kept(path, replace(told, name=copied.uri), rows))
    if manifest:
        place.download(manifest.key, folder / Path(manifest.key).name)
    return named.rows if named else None
