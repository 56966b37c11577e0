"""What a source is, and how sources are found: by walking this package, never from a list.

Belongs here: the contract between a provider's module and landing. Does not: any provider, any
write to the lake.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import ingest
from ingest.errors import Absent, BadSettings, TonneError, Unreachable
from ingest.manifests import LakeInput
from ingest.objects import open_place
from ingest.settings import Settings, SourceSettings, Workspace, checked

DENIED = "denied "
"""How a slice's signal begins where the provider says that it may not be seen: no zero."""


@dataclass(frozen=True)
class SliceRef:
    """One slice as the provider offers it now: the unit that it restates as a whole.

    `periods` are months (YYYY-MM), empty where only the content knows them; `signal` changes
    whenever the provider delivers again.
    """

    slice_id: str
    periods: tuple[str, ...]
    signal: str
    uri: str


@dataclass(frozen=True)
class FetchedFile:
    """One Parquet file that `fetch` wrote; `sha256` spares a second reading if it is known."""

    path: Path
    period: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Fetched:
    """The bytes of a slice, checked. No `files` and no `inputs`: the provider emptied it.

    `inputs` decide the version: the same inputs are the same version, whenever they arrive.
    """

    files: tuple[FetchedFile, ...]
    inputs: tuple[LakeInput, ...]
    rows: int


class Source(ABC):
    """One place that bytes come from. A subclass in its own module is all that adding one takes.

    `kind` names the raw table and the folder in the lake. `columns` is the raw contract: column
    to SQL type. `contract_version` goes up when the same input must land differently.
    """

    kind: ClassVar[str]
    columns: ClassVar[Mapping[str, str]]
    partitioned: ClassVar[bool] = True
    feeds_usage: ClassVar[bool] = False
    feeds_energy: ClassVar[bool] = False
    """Its slices are samples that the energy ledger computes one by one, as bills are."""
    contract_version: ClassVar[int] = 1
    settings: ClassVar[type[SourceSettings]] = SourceSettings
    listing_reads: ClassVar[bool] = False
    """Listing reads the content of slices: an API has no object beside it to open or to watch."""
    register: ClassVar[str | None] = None
    """The file in inputs/ that this source reads without being configured."""
    folder: ClassVar[str | None] = None
    """The folder of the workspace that this source reads without being configured."""
    is_immutable: ClassVar[bool] = False
    """What landed of it never changes: other content under a slice's name is refused."""

    def __init__(self, name: str, config: SourceSettings, workspace: Workspace) -> None:
        self.name = name
        self.config = config
        self.workspace = workspace

    @classmethod
    def own_place(cls, workspace: Workspace) -> Path | None:
        """Where the workspace itself holds what this source reads; None: a person names a place."""
        if cls.register is not None:
            return workspace.inputs / cls.register
        return None if cls.folder is None else workspace.home / cls.folder

    @property
    def keep_source(self) -> bool:
        """Whether the fetched bytes are kept beside the Parquet as evidence."""
        return self.config.keep_source is not False

    @abstractmethod
    def slices(self) -> Iterator[SliceRef]:
        """The slices on offer, each with a cheap change signal.

        Raises:
            Unreachable: the place cannot be listed; it says nothing about what is landed.
        """

    @abstractmethod
    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Write the Parquet of one slice to the empty folder `into`, sources to `into`/source.

        Raises:
            BadInput: the bytes are not what was promised.
            Unreachable: the bytes could not be had.
        """

    def touch(self, ref: SliceRef) -> None:
        """Hold that a slice may be read: one of its objects, or the answer that lists it.

        Raises:
            Unreachable: it may not.
        """
        if self.listing_reads:
            self.touch_listing(ref)
            return
        folder, _, name = ref.uri.rpartition("/")
        place = open_place(self.config.model_copy(update={"uri": folder}), self.workspace.home)
        try:
            place.touch(name)
        except Absent:
            files = place.listing(name)
            if not files:
                raise
            place.touch(files[0].key)

    def touch_listing(self, ref: SliceRef) -> None:
        """Hold that a slice is on offer, where asking for the offer is what a fetch asks.

        Raises:
            Unreachable: it is not.
        """
        if ref.uri not in {one.uri for one in self.slices()}:
            raise Unreachable(f"{ref.uri} is not on offer.")

    def remarks(self) -> Iterator[str]:
        """What whoever pays for the source should know before a run, told by `tonne doctor`.

        Raises:
            Unreachable: it cannot be asked.
        """
        yield from ()


def slice_name(stem: str) -> str:
    """`stem` in the characters a slice id may hold; different stems give different names."""
    return "".join(
        c if c.isascii() and (c.isalnum() or c in "_.-") else f"~{ord(c):X}~" for c in stem
    )


def discover() -> dict[str, type[Source]]:
    """Every kind of source that a module of this package defines, by kind.

    Raises:
        TonneError: two classes claim one kind.
    """
    found: dict[str, type[Source]] = {}
    for module in pkgutil.walk_packages(ingest.__path__, f"{ingest.__name__}."):
        for item in vars(importlib.import_module(module.name)).values():
            if not _is_source(item, module.name):
                continue
            other = found.setdefault(item.kind, item)
            if other is not item:
                raise TonneError(
                    f"{other.__module__} and {item.__module__} both define kind {item.kind!r}."
                )
    return dict(sorted(found.items()))


def configured(settings: Settings, workspace: Workspace) -> list[Source]:
    """The sources of tonne.toml, then the registers and books that the workspace has or had.

    Raises:
        BadSettings: an unknown kind, a key a kind does not know, a place or a name given twice.
    """
    kinds = discover()
    sources = [
        _configured_source(name, config, settings, workspace, kinds)
        for name, config in settings.sources.items()
    ]
    _refuse_double(sources, workspace)
    for kind, source in kinds.items():
        place = source.own_place(workspace)
        if place is None:
            continue
        if place.exists() or any(
            (workspace.lake / room / kind).exists() for room in ("raw", "quarantine")
        ):
            if place.stem in settings.sources:
                raise BadSettings(
                    str(workspace.settings_file),
                    f"sources.{place.stem}",
                    f"{place.relative_to(workspace.home)} goes by this name",
                    "Give the table another name",
                )
            config = SourceSettings(
                kind=kind, uri=str(place), keep_source=settings.workspace.keep_source
            )
            sources.append(source(place.stem, config, workspace))
    return sources


def _configured_source(
    name: str,
    config: SourceSettings,
    settings: Settings,
    workspace: Workspace,
    kinds: Mapping[str, type[Source]],
) -> Source:
    file, key = workspace.settings_file, f"sources.{name}"
    source = kinds.get(config.kind)
    if source is None:
        known = ", ".join(kind for kind, one in kinds.items() if not one.own_place(workspace))
        raise BadSettings(
            str(file), f"{key}.kind", f"{config.kind!r} is not a kind", f"Known kinds: {known}"
        )
    place = source.own_place(workspace)
    if place is not None:
        raise BadSettings(
            str(file),
            f"{key}.kind",
            f"{config.kind!r} is read from {place.relative_to(workspace.home)} by itself",
            "Remove this table",
        )
    document = config.model_dump(exclude_unset=True)
    document.setdefault("keep_source", settings.workspace.keep_source)
    own = checked(source.settings, document, file=file, key=key)
    for extra in own.model_extra or {}:
        known = ", ".join(source.settings.model_fields)
        raise BadSettings(str(file), f"{key}.{extra}", "not a known key", f"Known: {known}")
    return source(name, own, workspace)


def _refuse_double(sources: list[Source], workspace: Workspace) -> None:
    """One export under two names would be counted twice."""
    seen: dict[tuple[str, str, str], str] = {}
    for source in sources:
        uri = source.config.uri.removeprefix("file://").rstrip("/")
        place = uri if "://" in uri else str((workspace.home / uri).resolve())
        other = seen.setdefault((source.kind, place, source.config.endpoint_url or ""), source.name)
        if other != source.name:
            raise BadSettings(
                str(workspace.settings_file),
                f"sources.{source.name}.uri",
                f"it is the uri of sources.{other} too, and would be counted twice",
                "Remove one of the two tables",
            )


def _is_source(item: object, module: str) -> bool:
    return (
        inspect.isclass(item)
        and issubclass(item, Source)
        and item.__module__ == module
        and not inspect.isabstract(item)
        and hasattr(item, "kind")
    )
