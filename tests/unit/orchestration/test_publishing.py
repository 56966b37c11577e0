"""Readers see the marts of one run, whole, and never wait."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.errors import TonneError
from orchestration.published_file import open_published
from orchestration.publishing import PublishedRun, publish, published_run

ROOT = Path(__file__).resolve().parents[3]
_PUBLISH = """
import sys
from pathlib import Path
from orchestration.publishing import PublishedRun, publish
publish(Path(sys.argv[1]), Path(sys.argv[2]), PublishedRun(sys.argv[3], "f", 0))
"""


def _warehouse(folder: Path, *values: int) -> Path:
    path = folder / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema if not exists marts")
        connection.execute("create or replace table marts.fct (value integer)")
        connection.executemany("insert into marts.fct values (?)", [[value] for value in values])
        connection.execute("create or replace table main.not_a_mart as select 1 as one")
    return path


def _values(connection: duckdb.DuckDBPyConnection) -> list[int]:
    rows = connection.execute("select value from marts.fct order by value").fetchall()
    return [value for (value,) in rows]


def test_readers_find_the_marts_and_the_run_that_made_them(tmp_path: Path) -> None:
    published = tmp_path / "published" / "marts.duckdb"
    publish(_warehouse(tmp_path, 1, 2), published, PublishedRun("run-1", "abc", 2))

    with open_published(published) as reader:
        assert _values(reader) == [1, 2]
        tables = reader.execute("select table_name from information_schema.tables").fetchall()
    assert {name for (name,) in tables} == {"fct", "published_run"}
    assert published_run(published) == PublishedRun("run-1", "abc", 2)


def test_a_reader_keeps_its_marts_while_new_ones_are_swapped_in(tmp_path: Path) -> None:
    published = tmp_path / "published" / "marts.duckdb"
    publish(_warehouse(tmp_path, 1), published, PublishedRun("run-1", "a", 0))

    with open_published(published) as early:
        assert _values(early) == [1]
        publish(_warehouse(tmp_path, 2, 3), published, PublishedRun("run-2", "b", 0))
        with open_published(published) as late:
            assert _values(early) == [1]
            assert _values(late) == [2, 3]


def test_a_reader_is_served_while_the_warehouse_is_being_written(tmp_path: Path) -> None:
    published = tmp_path / "published" / "marts.duckdb"
    warehouse = _warehouse(tmp_path, 1)
    publish(warehouse, published, PublishedRun("run-1", "a", 0))

    with duckdb.connect(str(warehouse)) as writer:
        writer.execute("begin")
        writer.execute("delete from marts.fct")
        with open_published(published) as reader:
            assert _values(reader) == [1]


def test_a_mart_that_is_a_view_is_refused_and_nothing_is_published(tmp_path: Path) -> None:
    published = tmp_path / "published" / "marts.duckdb"
    warehouse = _warehouse(tmp_path, 1)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create view marts.seen as select 1 as one")

    with pytest.raises(TonneError, match="seen"):
        publish(warehouse, published, PublishedRun("run-1", "a", 0))
    assert published_run(published) is None


@pytest.mark.parametrize(("point", "then"), [("before_swap", [1]), ("during_swap", [2])])
def test_a_kill_at_the_swap_leaves_one_run_whole(
    tmp_path: Path, point: str, then: list[int]
) -> None:
    published = tmp_path / "published" / "marts.duckdb"
    publish(_warehouse(tmp_path, 1), published, PublishedRun("run-1", "a", 0))
    killed = subprocess.run(
        [sys.executable, "-c", _PUBLISH, _warehouse(tmp_path, 2), published, "run-2"],
        env={**os.environ, "TONNE_CRASH_AT": point},
        cwd=ROOT,
        start_new_session=True,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    with open_published(published) as reader:
        assert _values(reader) == then

    publish(_warehouse(tmp_path, 3), published, PublishedRun("run-3", "c", 0))
    assert sorted(path.name for path in published.parent.iterdir()) == ["marts.duckdb"]


def test_a_question_can_read_nothing_but_the_marts(tmp_path: Path) -> None:
    published = tmp_path / "published" / "marts.duckdb"
    publish(_warehouse(tmp_path, 1), published, PublishedRun("run-1", "a", 0))

    with open_published(published) as reader:
        for question in (
            f"copy marts.fct to '{tmp_path}/out.csv'",
            f"attach '{tmp_path}/warehouse.duckdb' as w",
            "delete from marts.fct",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                reader.execute(question)


def test_nothing_published_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(TonneError, match="tonne run"):
        open_published(tmp_path / "marts.duckdb")
