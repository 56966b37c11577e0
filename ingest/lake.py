"""The reading side of the lake: which files are current, which were, and what stands aside.

Belongs here: look-ups, retiring a slice and bringing it back. Does not: fetching or checking; only
landing.py adds data.
"""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ingest import durable
from ingest.errors import TonneError
from ingest.manifests import RETIRED, LakeFile, LakeInput, Manifest, Quarantined

__all__ = ["MANIFEST", "Lake", "LakeFile", "LakeInput", "Manifest", "Quarantined"]

MANIFEST = "manifest.json"
_Model = TypeVar("_Model", bound=BaseModel)


class Lake:
    """The lake of one workspace."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def current(self) -> list[Manifest]:
        """The current manifest of every slice, tombstones included, by kind and slice."""
        pointers = sorted(self.root.glob(f"raw/*/*/{MANIFEST}"))
        return [_read(Manifest, pointer) for pointer in pointers]

    def current_files(self, kind: str) -> list[tuple[Manifest, LakeFile, Path]]:
        """Every current file of `kind` with its manifest and absolute path."""
        return [
            (manifest, file, self.path_of(manifest, file))
            for manifest in self.manifests(kind)
            for file in manifest.files
        ]

    def manifests(self, kind: str) -> list[Manifest]:
        """The current manifest of every slice of `kind`."""
        pointers = sorted((self.root / "raw" / kind).glob(f"*/{MANIFEST}"))
        return [_read(Manifest, pointer) for pointer in pointers]

    def manifest(self, kind: str, slice_id: str) -> Manifest | None:
        """The current manifest of one slice; None if it never landed."""
        pointer = self.slice_folder(kind, slice_id) / MANIFEST
        return _read(Manifest, pointer) if pointer.exists() else None

    def history(self, kind: str, slice_id: str) -> list[Manifest]:
        """Every version of a slice that the lake holds, tombstones included, oldest first."""
        copies = self.slice_folder(kind, slice_id).glob(f"*/{MANIFEST}")
        versions = [_read(Manifest, copy) for copy in copies if not _is_hidden(copy.parent)]
        return sorted(versions, key=lambda one: (one.fetched_at, one.version))

    def quarantined(self) -> list[Quarantined]:
        """Every refused delivery that has not been put right."""
        notes = sorted(self.root.glob("quarantine/*/*.json"))
        return [_read(Quarantined, note) for note in notes if not _is_hidden(note)]

    def retire(self, slice_id: str) -> Manifest:
        """Take a slice's rows away; it stays away until the provider delivers other content.

        Raises:
            TonneError: no such slice was ever landed.
        """
        current = self._find(slice_id)
        if current.retired and current.retired_by == "person":
            return current
        if current.retired:
            return self.put(current.model_copy(update={"retired_by": "person"}))
        return self.put(current.tombstone(by="person", signal=current.signal))

    def restore(self, slice_id: str) -> Manifest:
        """Undo a retirement: the version that was retired is current again.

        Raises:
            TonneError: the slice is unknown, or the version is not in the lake.
        """
        current = self._find(slice_id)
        if not current.retired:
            return current
        version = current.version.removeprefix(RETIRED)
        copy = self.slice_folder(current.kind, slice_id) / version / MANIFEST
        if not copy.exists():
            raise TonneError(f"Version {version} of {slice_id} is not in {self.root}.")
        return self.put(_read(Manifest, copy).model_copy(update={"signal": current.signal}))

    def _find(self, slice_id: str) -> Manifest:
        current = {manifest.slice_id: manifest for manifest in self.current()}
        if slice_id not in current:
            near = (
                difflib.get_close_matches(slice_id, current, n=5, cutoff=0.4) or list(current)[:5]
            )
            known = f"There are: {', '.join(near)}." if near else "Nothing is landed yet."
            raise TonneError(f"No slice {slice_id!r} in {self.root}. {known}")
        return current[slice_id]

    def put(self, manifest: Manifest) -> Manifest:
        """Make `manifest` the current one, atomically; a tombstone leaves its own trace."""
        content = manifest.model_dump_json(indent=1).encode()
        folder = self.slice_folder(manifest.kind, manifest.slice_id)
        if manifest.retired:
            durable.write_atomically(folder / manifest.version / MANIFEST, content)
        durable.write_atomically(folder / MANIFEST, content)
        return manifest

    def path_of(self, manifest: Manifest, file: LakeFile) -> Path:
        """Where `file` lies, absolute."""
        return (self.slice_folder(manifest.kind, manifest.slice_id) / file.path).absolute()

    def is_whole(self, manifest: Manifest) -> bool:
        """Whether every file of `manifest` is there at its size (hashes are not read)."""
        return all(_size(self.path_of(manifest, file)) == file.bytes for file in manifest.files)

    def changed_files(self, manifest: Manifest) -> list[Path]:
        """The files of `manifest` that are gone or of other bytes than landed; each is read."""
        paths = [(self.path_of(manifest, file), file.sha256) for file in manifest.files]
        return [path for path, landed in paths if _sha256(path) != landed]

    def slice_folder(self, kind: str, slice_id: str) -> Path:
        """The folder of one slice: its versions and the pointer to the current one."""
        return self.root / "raw" / kind / slice_id

    def quarantine_note(self, kind: str, slice_id: str) -> Path:
        """The file that says why a slice's newest delivery was refused."""
        return self.root / "quarantine" / kind / f"{slice_id}.json"


def _read(model: type[_Model], path: Path) -> _Model:
    try:
        return model.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise TonneError(
            f"{path} cannot be read ({error.errors()[0]['msg']}). It is written by this program "
            "only: restore it, or remove the slice's folder and land the slice again."
        ) from error


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")
