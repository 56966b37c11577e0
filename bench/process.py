"""What one child process used: CPU, wall and memory, its own and nobody else's.

Belongs here: starting a command and reading the system's account of it. Does not: what is run.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import TonneError

_POLL_SECONDS = 0.02
_HIGH_WATER = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
_SHOWN_LINES = 15


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process used: user + system CPU, wall, and its largest resident set in bytes."""

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int


def measure(command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path) -> Usage:
    """Run a command to its end, its output going to `log`.

    Raises:
        TonneError: it failed; the message holds the end of what it said.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, env=dict(env), cwd=cwd, stdout=output, stderr=subprocess.STDOUT
        )
        peak = 0
        while True:
            peak = max(peak, _high_water(child.pid))
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(_POLL_SECONDS)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        said = "\n".join(log.read_text(errors="replace").splitlines()[-_SHOWN_LINES:])
        raise TonneError(f"{' '.join(command)} ended with {child.returncode}:\n{said}")
    return Usage(used.ru_utime + used.ru_stime, wall, peak or used.ru_maxrss * 1024)


def _high_water(pid: int) -> int:
    """The largest resident set of a living process, in bytes; 0 where the system does not say.

    The account that wait4 gives of memory begins with the parent's, from before the exec.
    """
    try:
        found = _HIGH_WATER.search(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
