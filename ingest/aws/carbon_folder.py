"""The folder that a carbon export writes: a partition per model version and month of usage.

Belongs here: both spellings of a partition, which files and manifests lie in it. Does not: reading
any of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.aws.manifest import REDELIVER, SUFFIXES, Delivery, is_manifest, newest
from ingest.errors import BadInput, Unreachable
from ingest.objects import Place, Stored

_PARTITION = re.compile(
    r"(?P<folder>(?:.*/)?(?:carbon_)?model_version=(?P<version>[^/]+)"
    r"/usage_period=(?P<period>\d{4}-(?:0[1-9]|1[0-2])))/(?P<rest>.+)",
    re.I,
)


@dataclass(frozen=True)
class Partition:
    """One model version's figures of one month (YYYY-MM), as they lie there now."""

    model_version: str
    period: str
    files: tuple[Stored, ...]
    manifests: tuple[Stored, ...]

    @property
    def manifest(self) -> Stored | None:
        """The newest manifest: in the partition's own folder, else of the newest delivery."""
        own = [stored for stored in self.manifests if "/" not in _rest(stored.key)]
        return newest(self.period, own or self.manifests).stored if self.manifests else None

    @property
    def signal(self) -> str:
        """That of the manifest; without one, a hash over all files."""
        if self.manifest is not None and len(self._spellings(self.manifests)) == 1:
            return self.manifest.signal
        lines = "\n".join(f"{one.key} {one.signal}" for one in (*self.manifests, *self.files))
        return hashlib.sha256(lines.encode()).hexdigest()

    def uri(self, place: Place) -> str:
        """The manifest, else the folder."""
        if self.manifest is not None:
            return place.uri_of(self.manifest.key)
        return place.uri_of(min(self._spellings(self.files)))

    def refuse_rivals(self, place: Place) -> None:
        """A partition that is there twice would count twice.

        Raises:
            BadInput: under both spellings, in several deliveries, or in two formats.
        """
        spellings = self._spellings(self.manifests) or self._spellings(self.files)
        if len(spellings) > 1:
            self._refuse(place, f"the month lies in {' and in '.join(spellings)}")
        if self.manifests:
            return
        deliveries = sorted({_rest(stored.key).rpartition("/")[0] for stored in self.files})
        if len(deliveries) > 1:
            self._refuse(place, f"it holds several deliveries ({', '.join(deliveries[:3])})")
        formats = sorted({_format(stored.key) for stored in self.files})
        if len(formats) > 1:
            self._refuse(place, f"it holds files of two formats ({' and '.join(formats)})")

    def unmanaged(self) -> Delivery:
        """All of its files: what a delivery is where no manifest names any."""
        return Delivery([stored.key for stored in self.files], None, "file")

    def _refuse(self, place: Place, problem: str) -> None:
        remedy = f"Keep the newest and remove the other. {REDELIVER}"
        where = f"model version {self.model_version}, {self.period}"
        raise BadInput(self.uri(place), where, f"{problem}: one of them would count twice", remedy)

    @staticmethod
    def _spellings(stored: Iterable[Stored]) -> list[str]:
        folders = (_PARTITION.fullmatch(one.key) for one in stored)
        return sorted({match["folder"] for match in folders if match})


def partitions(place: Place) -> list[Partition]:
    """Every model version and month under `place`, data and manifests together.

    Raises:
        Unreachable: the folder cannot be listed, or holds no partition.
    """
    found: dict[tuple[str, str], tuple[list[Stored], list[Stored]]] = {}
    for stored in place.listing():
        key = partition_of(stored.key)
        if key is None or _is_hidden(stored.key):
            continue
        files, manifests = found.setdefault(key, ([], []))
        if is_manifest(stored.key):
            manifests.append(stored)
        elif stored.key.lower().endswith(SUFFIXES):
            files.append(stored)
    made = [
        Partition(version, period, tuple(files), tuple(manifests))
        for (version, period), (files, manifests) in sorted(found.items())
        if files or manifests
    ]
    if not made:
        raise Unreachable(
            f"{place.uri} holds no carbon_model_version=…/usage_period=…. The uri must be the "
            "export's own folder, the one that holds data/."
        )
    return made


def partition_of(key: str) -> tuple[str, str] | None:
    """The model version and the month that a key lies under."""
    match = _PARTITION.fullmatch(key)
    return (unquote(match["version"]), match["period"]) if match else None


def _rest(key: str) -> str:
    match = _PARTITION.fullmatch(key)
    return match["rest"] if match else key


def _format(key: str) -> str:
    return next(suffix for suffix in SUFFIXES if key.lower().endswith(suffix))


def _is_hidden(key: str) -> bool:
    return any(part.startswith((".", "_")) for part in key.split("/"))
