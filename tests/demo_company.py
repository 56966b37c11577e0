"""Workspaces of the made-up company that tests copy: built once a session, never written again.

Belongs here: the states a test starts from. Does not: what it does to its copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TypedDict

import pytest

from ingest.demo.workspace import RESTATED, SOURCE, restate_november, write_company
from tests.once import made_once
from tests.pipeline import copy_workspace, must_run


class OnOneCloud(TypedDict):
    """Arguments of `write_company` that leave the other clouds out."""

    clouds: tuple[str, ...]
    own_figures: bool


LINES = 3_000
CURRENCY = "EUR"
ON_AWS_ALONE: OnOneCloud = {"clouds": ("aws",), "own_figures": False}
"""Of a company whose slices, lines or costs a test counts; other clouds have tests of their own."""
OCTOBER, NOVEMBER, DECEMBER = (f"{SOURCE}__2025-{month}" for month in (10, 11, 12))

__all__ = ["RESTATED", "SOURCE"]


def first_delivered(factory: pytest.TempPathFactory, lines: int = LINES) -> Path:
    """Three months in two currencies, November as it was first delivered; run and published."""

    def make(home: Path) -> None:
        write_company(home, lines=lines, restated=False, second_currency=CURRENCY, **ON_AWS_ALONE)
        must_run(home, "run")

    return made_once(factory, f"first-delivered-{lines}", make)


def on_three_clouds(factory: pytest.TempPathFactory) -> Path:
    """On every cloud in small, with their own figures of all months but the newest; published."""

    def make(home: Path) -> None:
        write_company(home, lines=2_000, restated=False)
        must_run(home, "run")

    return made_once(factory, "on-three-clouds", make)


def with_own_sites(factory: pytest.TempPathFactory) -> Path:
    """On AWS and two sites of its own, with all its registers; published."""

    def make(home: Path) -> None:
        write_company(home, lines=2_000, own_sites=True, **ON_AWS_ALONE)
        must_run(home, "run")

    return made_once(factory, "with-own-sites", make)


def restated(factory: pytest.TempPathFactory, lines: int = LINES) -> Path:
    """The same after November was delivered again, before the next run."""
    before = first_delivered(factory, lines)

    def make(home: Path) -> None:
        copy_workspace(before, home)
        restate_november(home)

    return made_once(factory, f"restated-{lines}", make)


def rebuilt(factory: pytest.TempPathFactory, lines: int = LINES) -> Path:
    """The same lake, restated November included, built from nothing: what any run must end in."""
    before = restated(factory, lines)

    def make(home: Path) -> None:
        copy_workspace(before, home)
        (home / "warehouse.duckdb").unlink()
        for folder in ("published", ".tonne"):
            shutil.rmtree(home / folder)
        must_run(home, "run", from_nothing=True)

    return made_once(factory, f"rebuilt-{lines}", make)
