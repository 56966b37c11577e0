"""The folder of a legacy Cost and Usage Report: a folder per billing period, and what it names.

Belongs here: `YYYYMMDD-YYYYMMDD/…-Manifest.json`, in both of its modes, and the folders beside it
that Athena reads. Does not: columns.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ingest.aws.manifest import PeriodManifest, is_manifest, newest
from ingest.errors import Unreachable
from ingest.objects import OutsideError, Place

_PERIOD = re.compile(r"(\d{4})(0[1-9]|1[0-2])01-(\d{4})(0[1-9]|1[0-2])01")
_INSIDE = re.compile(
    r"(?:.*/)?(?P<report>[^/]+)/(?P<key>\d{8}-\d{8}/.+|(?P=report)/year=\d{4}/month=\d{1,2}/.+)"
)


def newest_manifests(place: Place) -> list[PeriodManifest]:
    """The newest manifest of each billing period under `place`, by period.

    It lies in the period's own folder; those in the folders of assemblies are older or the same.

    Raises:
        Unreachable: the folder cannot be listed or holds no manifest.
    """
    found: list[PeriodManifest] = []
    for folder in place.children()[0]:
        match = _PERIOD.fullmatch(folder)
        if match is None or not _is_next_month(match):
            continue
        objects = place.children(folder)[1]
        manifests = [stored for stored in objects if is_manifest(stored.key)]
        if manifests:
            found.append(newest(f"{match[1]}-{match[2]}", manifests))
    if not found:
        raise Unreachable(
            f"{place.uri} holds no YYYYMMDD-YYYYMMDD/…-Manifest.json. The uri must be the report's "
            "own folder, the one that holds a folder per billing period."
        )
    return found


def key_of(place: Place, manifest_key: str, text: str) -> str:
    """The key of the file that a report's manifest calls `text`: a key of the bucket.

    It may begin with a slash. In a copy on disk, what stands before the report's own folder is
    that of the bucket and is not looked at.

    Raises:
        OutsideError: it lies outside the report's folder.
    """
    if "://" in text:
        return place.key_of(text)
    bare = text.lstrip("/")
    if place.uri.startswith("file://"):
        report = manifest_key.rsplit("/", 1)[-1].rsplit("-", 1)[0]
        match = _INSIDE.fullmatch(bare)
        if match is None:
            return place.key_of(text)
        if match["report"] != report:
            raise OutsideError(text)
        return place.key_of(match["key"])
    folder = urlsplit(place.uri).path.strip("/")
    if folder and not bare.startswith(f"{folder}/"):
        raise OutsideError(text)
    return place.key_of(bare[len(folder) + 1 :] if folder else bare)


def _is_next_month(match: re.Match[str]) -> bool:
    year, month, to_year, to_month = map(int, match.groups())
    return (to_year * 12 + to_month) - (year * 12 + month) == 1
