"""The exports that a cloud writes: what any cloud can say of them, and who can ask which cloud.

Belongs here: words and discovery. Does not: asking one cloud; its own package does.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import ingest


@dataclass(frozen=True)
class Export:
    """One export; `kind` is the kind of source that reads it, if one does, `uri` where it lies."""

    name: str
    writes: str
    version: str
    timeframe: str
    kind: str | None
    uri: str


@dataclass(frozen=True)
class ExportRun:
    """One run; moments as Azure prints them, `problem` why it failed, if it did."""

    status: str
    submitted: str
    period: str
    manifest: str
    problem: str


class Exports(ABC):
    """The exports of a scope of one cloud; `address` stands in for the cloud's own.

    Every question raises Unreachable where it is denied or nobody answers.
    """

    cloud: ClassVar[str]

    @abstractmethod
    def __init__(self, scope: str, address: str | None = None) -> None: ...

    @abstractmethod
    def listed(self) -> list[Export]:
        """Every export of the scope, by name."""

    @abstractmethod
    def runs(self, name: str) -> list[ExportRun]:
        """The runs of one export as the cloud remembers them, the newest first."""

    @abstractmethod
    def start(self, name: str) -> None:
        """Let one export run now; it delivers in minutes to hours.

        Raises:
            TonneError: the scope has no export of that name.
            Unreachable: it may not be run, or nobody answers.
        """


def exports_by_cloud() -> Mapping[str, type[Exports]]:
    """Who can ask which cloud for its exports: found by walking this package."""
    found: dict[str, type[Exports]] = {}
    for module in pkgutil.walk_packages(ingest.__path__, f"{ingest.__name__}."):
        for item in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(item) and issubclass(item, Exports):
                found.update({} if inspect.isabstract(item) else {item.cloud: item})
    return dict(sorted(found.items()))
