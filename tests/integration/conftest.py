"""The made-up company's workspace in the states that several tests start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import demo_company
from tests.bigquery_server import BigQueryServer, running
from tests.pipeline import copy_workspace


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run and published, November as first delivered. Read it; never write it."""
    return demo_company.first_delivered(tmp_path_factory)


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from nothing after November was restated. Read it; never write it."""
    return demo_company.rebuilt(tmp_path_factory)


@pytest.fixture
def copied(demo: Path, tmp_path: Path) -> Path:
    """A copy of `demo` to do things to."""
    return copy_workspace(demo, tmp_path / "copied")


@pytest.fixture(scope="session")
def bigquery_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BigQueryServer]:
    """A real BigQuery emulator on free ports of the loopback."""
    with running(tmp_path_factory.mktemp("bigquery")) as server:
        yield server
