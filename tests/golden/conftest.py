"""The published workspace in which the worked lines stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import handmade


@pytest.fixture(scope="session")
def worked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose bill holds every worked line, after `tonne run`."""
    return handmade.known(tmp_path_factory)
