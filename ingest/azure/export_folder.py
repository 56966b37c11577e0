"""The folder of one Cost Management export: its runs by month, of which the newest counts.

Belongs here: `YYYYMMDD-YYYYMMDD/[YYYYMMDDHHmm/][runId/]manifest.json`, and folders of files that no
manifest names. Does not: what a manifest says (manifest.py), columns.
"""

from __future__ import annotations

import re

from ingest.azure.deliveries import Delivery, month_of
from ingest.azure.manifest import read_manifest
from ingest.errors import BadInput, Unreachable
from ingest.objects import Place, Stored

_RUN = re.compile(
    r"(?P<range>\d{8}-\d{8})/(?:(?P<time>\d{12})/)?(?:[^/]+/)?_?manifest\.json", re.IGNORECASE
)
_MANIFEST = re.compile(r"(?:.*/)?_?manifest\.json", re.IGNORECASE)
_PART = re.compile(r"part_\d+_\d+\..+", re.IGNORECASE)


def deliveries(place: Place, suffixes: tuple[str, ...]) -> list[Delivery]:
    """What counts under `place`, by month and name.

    With a single manifest in the folder nothing counts that no manifest names.

    Raises:
        Unreachable: it cannot be listed, or holds nothing that an export writes.
    """
    listed = place.listing()
    manifests = [stored for stored in listed if _MANIFEST.fullmatch(stored.key)]
    if manifests:
        runs = [(match, one) for one in manifests if (match := _RUN.fullmatch(one.key))]
        if not runs:
            raise Unreachable(
                f"{place.uri} holds manifests, and none in YYYYMMDD-YYYYMMDD/ right below it. The "
                "uri must be the export's own folder, the one that holds a folder per month."
            )
        return _by_month(place, runs)
    files = [stored for stored in listed if _counts(stored.key, suffixes)]
    if not files:
        raise Unreachable(f"{place.uri} holds no manifest.json and no file of costs.")
    return _unlisted(files)


def _by_month(place: Place, runs: list[tuple[re.Match[str], Stored]]) -> list[Delivery]:
    months: dict[str, list[tuple[re.Match[str], Stored]]] = {}
    found: list[Delivery] = []
    for match, stored in runs:
        month = month_of(match["range"])
        if month is None:
            problem = f"{match['range']} is no calendar month, and would count days twice"
            found.append(Delivery(None, match["range"], stored, problem=problem))
        else:
            months.setdefault(month, []).append((match, stored))
    for month, of_month in sorted(months.items()):
        widest = max({match["range"] for match, _ in of_month}, key=_days)
        strangers = sorted(
            {match["range"] for match, _ in of_month if not _is_inside(match["range"], widest)}
        )
        problem = f"{month} is there in pieces: {widest}, {', '.join(strangers)}"
        whole = [(match["time"], one) for match, one in of_month if match["range"] == widest]
        newest = _newest(place, whole)
        found.append(Delivery(month, month, newest, problem=problem if strangers else None))
    return _once(found)


def _newest(place: Place, runs: list[tuple[str | None, Stored]]) -> Stored:
    """By the time in the folder's name, else that in the manifest; a copy has neither of its own.

    A manifest that cannot be read counts by when it was written.
    """
    if len(runs) == 1:
        return runs[0][1]
    if all(time for time, _ in runs):
        return max(runs, key=lambda run: (run[0] or "", run[1].modified, run[1].key))[1]
    ranked: list[tuple[str, Stored]] = []
    for _, stored in runs:
        try:
            submitted = read_manifest(place, stored.key).submitted
        except BadInput:
            submitted = ""
        ranked.append((submitted or f"{stored.modified:%Y-%m-%dT%H:%M:%S.%f}", stored))
    return max(ranked, key=lambda one: (one[0], one[1].modified, one[1].key))[1]


def _unlisted(files: list[Stored]) -> list[Delivery]:
    """Files without a manifest: those in the folder of a month are its delivery, others alone."""
    months: dict[str, list[Stored]] = {}
    found: list[Delivery] = []
    for stored in files:
        folders = stored.key.split("/")[:-1]
        month = next(filter(None, map(month_of, reversed(folders))), None)
        if month:
            months.setdefault(month, []).append(stored)
        else:
            stem = re.sub(r"\.(csv|csv\.gz|parquet|zip)$", "", stored.key, flags=re.IGNORECASE)
            found.append(Delivery(None, stem, files=(stored,)))
    for month, stored in sorted(months.items()):
        folders = {one.key.rpartition("/")[0] for one in stored}
        parts = all(_PART.fullmatch(one.key.rsplit("/", 1)[-1]) for one in stored)
        problem = None
        if len(stored) > 1 and (len(folders) > 1 or not parts):
            listed = ", ".join(one.key for one in stored[:3])
            problem = f"{month} is there in several files ({listed}) that may repeat each other"
        found.append(Delivery(month, month, files=tuple(stored), problem=problem))
    return _once(found)


def _once(found: list[Delivery]) -> list[Delivery]:
    """Runs of one odd range are one delivery; the key that sorts last stands for it."""
    by_stem = {one.stem: one for one in sorted(found, key=lambda one: one.key)}
    return sorted(by_stem.values(), key=lambda one: one.stem)


def _counts(key: str, suffixes: tuple[str, ...]) -> bool:
    hidden = any(part.startswith((".", "_")) for part in key.split("/"))
    return not hidden and key.lower().endswith(suffixes)


def _days(text: str) -> tuple[int, str]:
    first, last = text.split("-")
    return int(last) - int(first), text


def _is_inside(text: str, whole: str) -> bool:
    first, last = text.split("-")
    start, end = whole.split("-")
    return start <= first and last <= end
