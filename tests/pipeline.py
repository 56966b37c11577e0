"""Run `tonne` as a person does, in a process of its own, and compare what it published.

Belongs here: starting, copying a workspace, reading facts. Does not: what a test expects of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from tests import seeded

REPOSITORY = Path(__file__).resolve().parents[1]
DAILY = "fct_resource_estimates_daily"
LONGEST_RUN_SECONDS = 900.0

Facts = Counter[tuple[Any, ...]]
"""The rows of a table, each with how often it stands there."""

_OF_THE_RUN = frozenset(
    {"build_key", "run_id", "published_at", "fetched_at", "next_delivery_due_on", "input_uris"}
)
"""Columns in which the same facts may differ: when, by which run, from where."""


def run_tonne(
    home: Path, *arguments: str, env: Mapping[str, str] | None = None, from_nothing: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run `tonne --home HOME ARGUMENTS…` to its end; what it says is kept as text.

    The first run in a workspace finds the seeds loaded, unless it is to start `from_nothing`.
    """
    if arguments[:1] == ("run",) and not from_nothing:
        seeded.prepare(home)
    return subprocess.run(
        [*_tonne(), "--home", str(home), *arguments],
        env=environment(env),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_RUN_SECONDS,
        start_new_session=True,  # a run that has its process group killed must not take the test
    )


def start_tonne(
    home: Path, *arguments: str, said: Path, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start it and return; a process group of its own, all it says in the file `said`."""
    with said.open("wb") as output:
        return subprocess.Popen(
            [*_tonne(), "--home", str(home), *arguments],
            env=environment(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def must_run(
    home: Path,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    code: int = 0,
    from_nothing: bool = False,
) -> str:
    """Run it, hold that it exits with `code`, and return what it said."""
    done = run_tonne(home, *arguments, env=env, from_nothing=from_nothing)
    said = f"{done.stdout}\n{done.stderr}"
    assert done.returncode == code, f"tonne {' '.join(arguments)} exits {done.returncode}:\n{said}"
    return said


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without its own TONNE_ settings, and with `extra`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TONNE_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "500", **(extra or {})}


def copy_workspace(source: Path, to: Path) -> Path:
    """Copy a made-up company's workspace as it stands; its bills then name their new place."""
    shutil.copytree(source, to)
    for manifest in (to / "clouds").rglob("*-Manifest.json"):
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace(source.as_uri(), to.as_uri()), encoding="utf-8")
    return to


def facts(
    home: Path, table: str = DAILY, *, without: Collection[str] = _OF_THE_RUN, where: str = "true"
) -> Facts:
    """The rows of a published mart, all columns but `without`."""
    with published(home) as connection:
        return rows_of(connection, f"marts.{table}", without=without, where=where)


def rows_of(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    *,
    without: Collection[str] = _OF_THE_RUN,
    where: str = "true",
) -> Facts:
    """The rows of any relation, all columns but `without`."""
    described = connection.execute(f"describe {relation}").fetchall()
    columns = ", ".join(f'"{row[0]}"' for row in described if row[0] not in without)
    return Counter(connection.execute(f"select {columns} from {relation} where {where}").fetchall())


def all_facts(home: Path) -> dict[str, Facts]:
    """Every published mart; of the run itself nothing."""
    with published(home) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts' "
            "and table_catalog = 'published_marts' and table_name <> 'published_run'"
        ).fetchall()
        return {name: rows_of(connection, f"marts.{name}") for (name,) in names}


def assert_same(made: Facts, expected: Facts, what: str = DAILY) -> None:
    """Hold that both are the same rows; the message shows a few that are not."""
    too_many, missing = made - expected, expected - made
    assert made == expected or not _shown(too_many, missing), (
        f"{what}: {too_many.total()} of {made.total()} rows are not expected, "
        f"{missing.total()} are missing.\n{_shown(too_many, missing)}"
    )


def _shown(too_many: Facts, missing: Facts) -> str:
    lines = [f"+ {row}" for row in list(too_many)[:2]] + [f"- {row}" for row in list(missing)[:2]]
    return "\n".join(lines)


@contextmanager
def published(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file of a workspace, read-only."""
    with _attached(home / "published" / "marts.duckdb") as connection:
        yield connection


@contextmanager
def warehouse(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of a workspace that nobody writes, read-only."""
    # Under its own name, which the views of the staging layer spell out.
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


@contextmanager
def _attached(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # A file called marts.duckdb would be a catalog `marts` beside its schema `marts`.
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as published_marts (read_only)")
        connection.execute("use published_marts")
        yield connection


def _tonne() -> list[str]:
    """The console script of this environment; from a bare checkout the same entry point."""
    script = Path(sys.executable).with_name("tonne")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "from orchestration.cli import main; main()"]
