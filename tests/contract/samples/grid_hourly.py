"""A small grid file: written, restated, spoiled and withdrawn as its publisher could."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """
[sources.grid]
kind = "grid_hourly"
uri = "inputs/grid"
"""
SLICE = "grid__de_2025"
HEADER = "em_zone,hour_at,value_gco2e_per_kwh,boundary,is_estimated\n"


def deliver(home: Path, *, edition: int) -> None:
    """Two hours in October, one in November; every edition has other values."""
    write(
        home,
        "de_2025",
        f"DE,2025-10-31T22:00:00Z,{300 + edition},direct,false",
        f"DE,2025-10-31T23:00:00Z,{310 + edition},direct,false",
        "DE,2025-11-01T00:00:00Z,320.5,direct,true",
    )


def spoil(home: Path) -> None:
    """A line lost its end."""
    write(home, "de_2025", "DE,2025-10-31T22:00:00Z,300,direct")


def withdraw(home: Path) -> None:
    """The file is gone; another is there."""
    _file(home, "de_2025").unlink()
    write(home, "fr_2025", "FR,2025-10-31T22:00:00Z,30,direct,false")


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    file = _file(home, "de_2025")
    content = file.read_bytes()
    file.rename(file.with_suffix(".old"))
    file.write_bytes(content)


def write(home: Path, stem: str, *lines: str) -> Path:
    """Write one file of the source's folder."""
    file = _file(home, stem)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def _file(home: Path, stem: str) -> Path:
    return home / f"inputs/grid/{stem}.csv"
