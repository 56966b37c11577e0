"""Services that tests start and that are no Python package of ours.

Belongs here: what happens where one is not installed. Does not: starting any of them.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

REQUIRED = "TONNE_REQUIRE_SERVICES"
"""Where it is set, as the gate sets it, a service that is not installed fails its tests."""


def importable(module: str) -> bool:
    """Whether a package with a dotted name is installed."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def must_be_there(is_there: bool, missing: str) -> None:
    """Skip the test where a service is absent, and say what is `missing` and how to get it."""
    if is_there:
        return
    if os.environ.get(REQUIRED):
        pytest.fail(missing)
    pytest.skip(missing)
