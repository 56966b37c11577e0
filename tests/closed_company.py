"""The made-up company while its books are closed: states that tests copy, and what they ask.

Belongs here: preparing and approving by the command line. Does not: what a test expects.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ingest.demo.workspace import write_company
from tests.books_home import APPROVER, PREPARER
from tests.demo_company import ON_AWS_ALONE
from tests.once import made_once
from tests.pipeline import Facts, copy_workspace, must_run, published, rows_of, run_tonne

LEDGER = "marts.fct_carbon_ledger"
_WHERE_IT_STANDS = {"book", "book_id"}
_ACCEPTABLE = re.compile(r"--accept (\S+)")


def approving(month: str) -> tuple[str, ...]:
    """The command that closes a prepared month."""
    return ("close", "--period", month, "--approve", "--by", APPROVER)


def prepare(home: Path, *of: str) -> str:
    """Prepare a close and accept whatever refuses; `of` is `--period` or `--year` and its value."""
    command = ("close", *of, "--prepare", "--by", PREPARER)
    first = run_tonne(home, *command)
    said = f"{first.stdout}\n{first.stderr}"
    assert first.returncode in (0, 4), said
    if first.returncode == 0:
        return said
    accepted = [part for name in _ACCEPTABLE.findall(said) for part in ("--accept", name)]
    return must_run(home, *command, *accepted, "--reason", "a made-up company")


def close(home: Path, *of: str) -> str:
    """Close a month or a year, and publish it."""
    prepare(home, *of)
    return must_run(home, "close", *of, "--approve", "--by", APPROVER)


def prepared(factory: pytest.TempPathFactory, month: str) -> Path:
    """The company on AWS alone, published; the close of a month waits for a second person."""

    def make(home: Path) -> None:
        write_company(home, lines=2_000, restated=False, **ON_AWS_ALONE)
        must_run(home, "run")
        prepare(home, "--period", month)

    return made_once(factory, f"prepared-{month}", make)


def of_prepared(factory: pytest.TempPathFactory, month: str, to: Path) -> Path:
    """A copy of it."""
    return copy_workspace(prepared(factory, month), to)


def entries(home: Path, where: str = "true") -> Facts:
    """The ledger's rows but for the book that they stand in."""
    with published(home) as connection:
        return rows_of(connection, LEDGER, without=_WHERE_IT_STANDS, where=where)


def asked(home: Path, query: str) -> list[tuple[Any, ...]]:
    """What the published file answers."""
    with published(home) as connection:
        return connection.execute(query).fetchall()


def statuses(home: Path) -> dict[str, str]:
    """How the months stand that readers see."""
    query = "select strftime(activity_month, '%Y-%m'), status from marts.dim_accounting_period"
    return dict(asked(home, query))
