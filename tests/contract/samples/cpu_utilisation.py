"""A small file of measured utilisation: written, restated, spoiled and withdrawn by its owner."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """
[sources.metrics]
kind = "cpu_utilisation"
uri = "inputs/utilisation"
"""
SLICE = "metrics__october"
HEADER = (
    "provider,resource_id,interval_start,interval_seconds,cpu_utilisation,sample_count,"
    "metric_name,metric_source\n"
)


def deliver(home: Path, *, edition: int) -> None:
    """Two hours of one machine in October, one in November; every edition has other values."""
    write(
        home,
        "october",
        line("2025-10-31T22:00:00Z", (20 + edition) / 100),
        line("2025-10-31T23:00:00Z", 0.25),
        line("2025-11-01T00:00:00Z", 0.3),
    )


def spoil(home: Path) -> None:
    """A percentage, where a fraction is promised."""
    write(home, "october", line("2025-10-31T22:00:00Z", 20.5))


def withdraw(home: Path) -> None:
    """The file is gone; another is there."""
    _file(home, "october").unlink()
    write(home, "december", line("2025-12-31T22:00:00Z", 0.2))


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    file = _file(home, "october")
    content = file.read_bytes()
    file.rename(file.with_suffix(".old"))
    file.write_bytes(content)


def line(start: str, value: float, *, resource: str = "i-0ab1", provider: str = "aws") -> str:
    """An hour of one machine."""
    return f"{provider},{resource},{start},3600,{value},12,CPUUtilization,cloudwatch"


def write(home: Path, stem: str, *lines: str) -> Path:
    """Write one file of the source's folder."""
    file = _file(home, stem)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER + "".join(f"{one}\n" for one in lines), encoding="utf-8")
    return file


def _file(home: Path, stem: str) -> Path:
    return home / f"inputs/utilisation/{stem}.csv"
