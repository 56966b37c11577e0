"""Seeds are loaded and tested when a byte of them changed, and left alone by every other build."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from ingest.errors import TonneError
from orchestration.run_options import RunOptions
from tests.bills import deliver, instance, write_workspace
from tests.unit.orchestration.toy_run import run, summary

_SEED = "prices"
_OWN_TEST = "prices_are_given"
_SHARED_TEST = "facts_have_a_price"
_STARTED = "Running with dbt="
_DONE = re.compile(r" of \d+ (?:OK|PASS) (?:.* )?(?:\w+\.)?(\w+) \.+ \[")


@pytest.fixture
def built(home: Path, toy_dir: Path) -> Path:
    """A workspace that a run has built, with a test of a seed and one of a seed and a model."""
    tests = toy_dir / "tests"
    tests.mkdir()
    (tests / "prices_are_given.sql").write_text("select * from {{ ref('prices') }} where price < 1")
    (tests / "facts_have_a_price.sql").write_text(
        "select * from {{ ref('prices') }} where not exists (select 1 from {{ ref('facts') }})"
    )
    write_workspace(home, [instance("m5.large")])
    run(home, toy_dir)
    return home


def _names(home: Path) -> set[str]:
    """What the last build built and tested."""
    log = (home / ".tonne/dbt/logs/dbt.log").read_text()
    return set(_DONE.findall(log[log.rindex(_STARTED) :]))


def _bill_more(home: Path) -> None:
    deliver(home / "clouds", [instance("m5.large"), instance("m5.xlarge")])


def _price(toy_dir: Path, price: str) -> None:
    (toy_dir.parent / "seeds/prices.csv").write_text(f"price\n{price}\n")


def test_a_first_build_loads_and_tests_them(built: Path) -> None:
    assert {_SEED, _OWN_TEST, _SHARED_TEST} <= _names(built)


def test_a_build_over_another_bill_leaves_them_and_their_tests_alone(
    built: Path, toy_dir: Path
) -> None:
    _bill_more(built)
    run(built, toy_dir)

    assert _names(built).isdisjoint({_SEED, _OWN_TEST})
    assert {"facts", _SHARED_TEST} <= _names(built)


def test_another_number_loads_them_again(built: Path, toy_dir: Path) -> None:
    before = summary(built)
    _price(toy_dir, "6.0")
    run(built, toy_dir)

    assert {_SEED, _OWN_TEST} <= _names(built)
    assert [cost for _, cost in summary(built)] == [2 * cost for _, cost in before]


def test_a_full_refresh_and_a_table_that_is_gone_load_them_again(
    built: Path, toy_dir: Path
) -> None:
    run(built, toy_dir, RunOptions(full_refresh=True))
    assert _SEED in _names(built)

    with duckdb.connect(str(built / "warehouse.duckdb")) as connection:
        connection.execute("drop table seeds.unused")
    _bill_more(built)
    run(built, toy_dir)
    assert _SEED in _names(built)


def test_seeds_of_a_build_that_failed_are_not_taken_for_those_before(
    built: Path, toy_dir: Path
) -> None:
    _price(toy_dir, "0.0")
    with pytest.raises(TonneError, match="prices_are_given"):
        run(built, toy_dir)
    _price(toy_dir, "3.0")
    _bill_more(built)
    run(built, toy_dir)

    assert {_SEED, _OWN_TEST} <= _names(built)
