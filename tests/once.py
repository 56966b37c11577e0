"""What is made once for all processes of a test session, because making it costs more than a test.

Belongs here: the lock between the processes. Does not: what is made.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.lock import exclusively


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of the session, filled by `make` in whichever process comes first."""
    own = factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    home, done = root / name, root / f"{name}.done"
    with exclusively(root / f"{name}.lock"):
        if not done.exists():
            assert not home.exists(), f"{name} could not be made in another process of the session"
            make(home)
            done.touch()
    return home
