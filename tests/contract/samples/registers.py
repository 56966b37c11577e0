"""What the samples of all registers share: one CSV in inputs/."""

from __future__ import annotations

from pathlib import Path


class RegisterSample:
    """A register of `stem`; `editions` are the rows below `header`, one text per edition."""

    SETTINGS = ""

    def __init__(self, stem: str, header: str, *editions: str) -> None:
        self.SLICE = stem
        self._header = header
        self._editions = editions

    def deliver(self, home: Path, *, edition: int) -> None:
        """Write the edition."""
        self._write(home, f"{self._header}\n{self._editions[edition]}\n")

    def spoil(self, home: Path) -> None:
        """A line has one cell too many."""
        self._write(home, f"{self._header}\n{self._editions[0]},too,many\n")

    def withdraw(self, home: Path) -> None:
        """The file is gone."""
        self._file(home).unlink()

    def touch(self, home: Path) -> None:
        """The same content in a newly written file."""
        file = self._file(home)
        content = file.read_bytes()
        file.rename(file.with_suffix(".old"))
        file.write_bytes(content)

    def _write(self, home: Path, text: str) -> None:
        self._file(home).parent.mkdir(parents=True, exist_ok=True)
        self._file(home).write_text(text, encoding="utf-8")

    def _file(self, home: Path) -> Path:
        return home / "inputs" / f"{self.SLICE}.csv"
