"""What `tonne explain` prints of the made-up company's books gives the booked figures again."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import demo_company, recomputed
from tests.pipeline import must_run, published, run_tonne

pytestmark = pytest.mark.slow

_TOLERANCE = 1e-9
_SEED = 20251122
_KINDS = "provider, component, method, entry_type, recognition_basis, market_basis"
_NAMED = ("publisher", "source_locator", "unit", "value", "licence", "factor_quality")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """On three clouds and two sites of its own, with the clouds' own figures."""
    return demo_company.on_three_clouds(tmp_path_factory)


def _explained(home: Path, entry_id: str) -> dict[str, Any]:
    return json.loads(must_run(home, "explain", entry_id, "--format", "json"))


def _ids(home: Path, sql: str) -> list[str]:
    with published(home) as connection:
        return [row[0] for row in connection.execute(sql).fetchall()]


def test_ten_entries_at_random_are_computed_again_from_what_is_printed(home: Path) -> None:
    every = _ids(
        home, "select ledger_entry_id from marts.fct_carbon_ledger where kgco2e <> 0 order by 1"
    )
    chosen = random.Random(_SEED).sample(every, 10)

    assert all(_holds(_explained(home, entry_id)) for entry_id in chosen)


def test_an_entry_of_every_kind_is_computed_again_and_names_its_files(home: Path) -> None:
    one_of_each = _ids(
        home,
        f"select max_by(ledger_entry_id, abs(kgco2e)) from marts.fct_carbon_ledger "
        f"where kgco2e <> 0 group by {_KINDS} order by all",
    )
    assert len(one_of_each) > 40, "the company has hardly any kinds of entries"
    kinds = {_holds(_explained(home, entry_id)) for entry_id in one_of_each}
    assert {"accrual", "reversal", "actual"} <= kinds


def test_every_entry_ties_to_its_terms(home: Path) -> None:
    from publish.explain import explanation, record
    from publish.reading import opened

    with opened(home / "published" / "marts.duckdb") as marts:
        ids = [row["id"] for row in marts.rows("select ledger_entry_id as id from "
                                               "marts.fct_carbon_ledger order by all")]  # fmt: skip
        answers = [record.record(one) for one in explanation.explain(marts, ids)]
    loose = [
        (one["entry"]["ledger_entry_id"], one["entry"]["component"], one["rounding"])
        for one in answers
        if not one["ties"]
    ]
    assert len(answers) > 1_000
    assert loose == []


def test_text_says_what_json_says(home: Path) -> None:
    entry_id = _ids(
        home, "select max_by(ledger_entry_id, kgco2e) from marts.fct_carbon_ledger "
        "where component = 'electricity' and method = 'location' and provider = 'aws'",
    )[0]  # fmt: skip
    answer = _explained(home, entry_id)
    text = must_run(home, "explain", entry_id[:12])
    for term in answer["terms"]:
        for one in term["inputs"]:
            assert f"{one['name']}: " in text
    for factor in answer["factors"]:
        assert factor["source_locator"] in text
    for landed in answer["slices"]:
        assert landed["input_sha256"] in text
        assert (home / landed["landed_in"]).is_dir()


def test_an_entry_that_nobody_booked_is_refused_in_words(home: Path) -> None:
    done = run_tonne(home, "explain", "feedfacefeedface")
    assert done.returncode == 2
    assert "the ledger has no entry" in done.stderr


def test_a_total_may_be_off_by_its_sources_and_scenarios_stand_apart(home: Path) -> None:
    with published(home) as connection:
        rows = connection.execute(
            "select status, down_tco2e, up_tco2e, ranged_share from marts.rpt_audit__uncertainty"
        ).fetchall()
        combined = connection.execute(
            "select count(*) from marts.fct_uncertainty_contributions as moved inner join "
            "marts.dim_factor as factors on moved.source_id = factors.factor_id "
            "where factors.range_kind = 'scenario' and not moved.is_scenario"
        ).fetchone()
        scenarios = connection.execute(
            "select count(distinct source_id), min(tco2e - lower_tco2e) "
            "from marts.rpt_audit__sensitivities where scope_set = '3'"
        ).fetchone()
    assert rows
    assert all((row[0] == "combined") == (row[1] is not None) for row in rows)
    assert combined == (0,)
    assert scenarios is not None
    assert scenarios[0] >= 3
    assert scenarios[1] >= 0


def _holds(answer: Mapping[str, Any]) -> str:
    """Hold that an answer gives its entry, and that nothing in it stands without a source."""
    booked = answer["entry"]["kgco2e"]
    found = recomputed.entry_kg(answer)
    allowed = max(_TOLERANCE * abs(booked), recomputed.rounding_kg(answer))
    assert abs(found - booked) <= allowed, answer["entry"]
    assert answer["ties"], answer["remark"]
    assert answer["slices"], answer["entry"]
    assert all(row["input_sha256"] and row["landed_in"] for row in answer["slices"])
    assert all(row[name] is not None for row in answer["factors"] for name in _NAMED[:4])
    assert answer["scope_rule"]["what"]
    return answer["entry"]["entry_type"]
