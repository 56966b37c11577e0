"""Named points at which a test may kill the program, to prove that a crash loses nothing.

Belongs here: the one function. Does not: anything that runs when TONNE_CRASH_AT is unset.
"""

from __future__ import annotations

import os
import signal


def point(name: str) -> None:
    """Die here by SIGKILL if TONNE_CRASH_AT names this point; otherwise do nothing.

    TONNE_CRASH_WHOM=group (default) kills the whole process group, `parent` only the
    process of TONNE_PID (default: this one).
    """
    if os.environ.get("TONNE_CRASH_AT") != name:
        return
    if os.environ.get("TONNE_CRASH_WHOM", "group") == "parent":
        os.kill(int(os.environ.get("TONNE_PID", os.getpid())), signal.SIGKILL)
    else:
        os.killpg(os.getpgrp(), signal.SIGKILL)
