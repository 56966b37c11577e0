"""How a run was asked to run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunOptions:
    """`source` limits landing to one source; `wait_seconds` is how long to wait for the lock."""

    wait_seconds: float = 0
    full_refresh: bool = False
    source: str | None = None
