"""What `tonne` tells the shell."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    OK = 0
    FAILED = 1
    """Nothing was published."""
    USAGE = 2
    QUARANTINED = 3
    """Published, and slices stand in quarantine."""
    BREACHED = 4
    """A budget or a check was breached."""
    BUSY = 5
    """Another process writes the workspace."""
    INTERRUPTED = 130
