"""Sampling of the host that this runs on: what the command line may ask, and who can do it.

Belongs here: options, discovery. Does not: any device; the package `agent` of a room has them.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ingest
from ingest.errors import TonneError
from ingest.settings import SourceSettings


class OtherAgent(TonneError):
    """Another agent samples this host into the same state folder."""


@dataclass(frozen=True)
class AgentOptions:
    """Who the host is, where its samples go, how often they are taken (seconds)."""

    host_id: str
    spool: SourceSettings
    state: Path
    powercap: Path
    nvml_module: str
    interval_s: float
    rotate_s: float
    duration_s: float | None


class HostAgent(ABC):
    """Who samples a host."""

    @abstractmethod
    def sample(
        self, options: AgentOptions, *, stop: threading.Event, tell: Callable[[str], None]
    ) -> int:
        """Sample until `stop` is set or the duration has passed; how many samples were delivered.

        Raises:
            OtherAgent: another agent does this already.
            Unreachable: nothing here can be sampled, or not all samples reached the spool.
        """


def host_agent() -> HostAgent:
    """The agent, found in the rooms' packages `agent`.

    No other module is imported: a host that is measured lacks what the rooms need.
    """
    for room in pkgutil.iter_modules(ingest.__path__):
        folder = Path(ingest.__path__[0]) / room.name / "agent"
        for module in pkgutil.iter_modules([str(folder)]):
            name = f"{ingest.__name__}.{room.name}.agent.{module.name}"
            for item in vars(importlib.import_module(name)).values():
                if inspect.isclass(item) and issubclass(item, HostAgent) and item is not HostAgent:
                    return item()
    raise TonneError("This installation has no agent: install Tonne again.")
