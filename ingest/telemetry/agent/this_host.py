"""The agent that `tonne agent` runs: its device layers, and where their samples go.

Belongs here: which layers there are. Does not: any of them, the loop (sampler.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from ingest.host_sampling import AgentOptions, HostAgent
from ingest.telemetry.agent.host import Host, sample_host
from ingest.telemetry.agent.nvml import Nvml
from ingest.telemetry.agent.nvml_library import library
from ingest.telemetry.agent.powercap import Powercap
from ingest.telemetry.agent.sampler import Rhythm


class ThisHost(HostAgent):
    """Samples processors by powercap and GPUs by NVML."""

    def sample(
        self, options: AgentOptions, *, stop: threading.Event, tell: Callable[[str], None]
    ) -> int:
        """Sample until `stop` is set or the duration has passed; how many samples arrived."""
        name, interval_s = options.host_id, options.interval_s
        readers = [
            Powercap(name, interval_s, options.powercap),
            Nvml(name, interval_s, library(options.nvml_module)),
        ]
        return sample_host(
            Host(name, options.spool, options.state),
            readers,
            Rhythm(interval_s, options.rotate_s),
            stop=stop,
            duration_s=options.duration_s,
            tell=tell,
        )
