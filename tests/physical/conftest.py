"""The published workspaces that are asked for physical sense, and their fact rows by resource."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import handmade
from tests.physical import clouds as cloud_lines
from tests.pipeline import published

Fact = dict[str, Any]


class _InAnyCase(dict[str, Fact]):
    """Facts by resource; Azure's ids stand in small letters, however a bill writes them."""

    def __missing__(self, resource: str) -> Fact:
        if resource == resource.lower():
            raise KeyError(resource)
        return self[resource.lower()]


@pytest.fixture(scope="session")
def known_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """After `tonne run` over a bill of which every line is known."""
    return handmade.known(tmp_path_factory)


@pytest.fixture(scope="session")
def made_up_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """After `tonne run` over the same bill with lines that nobody sells."""
    return handmade.with_made_up(tmp_path_factory)


@pytest.fixture(scope="session")
def known(known_home: Path) -> dict[str, Fact]:
    """The daily fact of each resource of the known bill."""
    return _by_resource(known_home)


@pytest.fixture(scope="session")
def made_up(made_up_home: Path) -> dict[str, Fact]:
    """The daily fact of each resource of the bill with what nobody sells."""
    return _by_resource(made_up_home)


def _by_resource(home: Path) -> dict[str, Fact]:
    with published(home) as connection:
        found = connection.execute("select * from marts.fct_resource_estimates_daily")
        names = [described[0] for described in found.description or []]
        facts = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    by_resource = {fact["resource_id"]: fact for fact in facts}
    assert len(by_resource) == len(facts), "a resource has more than one row"
    return by_resource


@pytest.fixture(scope="session")
def clouds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Fact]:
    """The daily fact of each resource of the bill of Google Cloud, Azure and Oracle."""
    return _InAnyCase(_by_resource(cloud_lines.home(tmp_path_factory)))
