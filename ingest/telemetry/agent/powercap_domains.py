"""The domains of a powercap tree, whichever interface of the processor shows them.

Belongs here: folders and files of the tree. Does not: what a domain measures (powercap.py).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_COUNTER = "energy_uj"
_RANGE = "max_energy_range_uj"


@dataclass(frozen=True)
class Domain:
    """One folder with an energy counter; `parent` is the name of the domain that holds it."""

    folder: Path
    name: str
    parent: str | None
    max_range_uj: float

    @property
    def path(self) -> str:
        """The folder as the kernel calls it: intel-rapl:0:1."""
        return self.folder.name

    @property
    def label(self) -> str:
        """For a person: dram of package-0."""
        return f"{self.name} of {self.parent}" if self.parent else self.name

    @property
    def identity(self) -> tuple[str, str | None]:
        """What it measures; two interfaces may show the same."""
        return self.name, self.parent

    @property
    def interface(self) -> str:
        """Who shows it: intel-rapl (the processor's registers), intel-rapl-mmio."""
        return self.path.partition(":")[0]

    @property
    def counter(self) -> Path:
        """The file that counts."""
        return self.folder / _COUNTER

    def is_readable(self) -> bool:
        """Whether the counter may be read; any other failure is one of reading, not of rights."""
        try:
            os.close(os.open(self.counter, os.O_RDONLY))
        except PermissionError:
            return False
        except OSError:
            return True
        return True

    def energy_uj(self) -> float | None:
        """The counter now; None where the kernel gives no number."""
        try:
            descriptor = os.open(self.counter, os.O_RDONLY)
            try:
                return float(int(os.read(descriptor, 64)))
            finally:
                os.close(descriptor)
        except (OSError, ValueError):
            return None


def domains(root: Path) -> list[Domain]:
    """Every domain below `root`, in the order of their folders; none where there is no tree."""
    try:
        folders = sorted(one for one in root.iterdir() if ":" in one.name)
    except OSError:
        return []
    names = {one.name: name for one in folders if (name := _text(one / "name"))}
    found: list[Domain] = []
    for folder in folders:
        largest = _text(folder / _RANGE)
        if folder.name not in names or largest is None or not largest.isdigit():
            continue
        parent = names.get(folder.name.rpartition(":")[0])
        found.append(Domain(folder, names[folder.name], parent, float(largest)))
    return found


def without_duplicates(found: Sequence[Domain]) -> list[Domain]:
    """What one interface shows twice, once: by registers where both can be had.

    Two domains of one interface are two, whatever they are called.
    """
    owners: dict[tuple[str, str | None], str] = {}
    kept: list[Domain] = []
    for one in sorted(found, key=lambda one: ("mmio" in one.interface, one.path)):
        if owners.setdefault(one.identity, one.interface) == one.interface:
            kept.append(one)
    return kept


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
