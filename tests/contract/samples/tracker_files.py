"""What the samples of all run trackers share: a folder of files that a test may rewrite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class TrackerSample:
    """Files of `kind` in clouds/runs; `text_of` writes an edition, `bad` is what is refused."""

    def __init__(self, kind: str, file: str, text_of: Callable[[int], str], bad: str) -> None:
        self.SETTINGS = f'[sources.runs]\nkind = "{kind}"\nuri = "inputs/runs"\n'
        self.SLICE = f"runs__{file}"
        self._file = file
        self._text_of = text_of
        self._bad = bad

    def deliver(self, home: Path, *, edition: int) -> None:
        """Write the edition."""
        self.write(home, self._text_of(edition))

    def spoil(self, home: Path) -> None:
        """A file that is refused."""
        self.write(home, self._bad)

    def withdraw(self, home: Path) -> None:
        """The file is gone; another is there."""
        file = home / "inputs/runs" / self._file
        file.rename(file.with_name(f"other-{file.name}"))

    def touch(self, home: Path) -> None:
        """The same content in a newly written file."""
        file = home / "inputs/runs" / self._file
        content = file.read_bytes()
        file.rename(home / "inputs/old")
        file.write_bytes(content)

    def write(self, home: Path, text: str, file: str | None = None) -> Path:
        """Write `text` to the sample's file, or to another."""
        path = home / "inputs/runs" / (file or self._file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path
