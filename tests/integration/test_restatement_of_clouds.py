"""What clouds deliver anew, on all of them at once: exactly what was touched changes.

Belongs here: a bill run again, newer models, a silent change. Does not: a month of CUR
(`test_slices.py`), a partition of BigQuery (`test_bigquery_to_facts.py`), the figures of the newest
month (`test_newest_month_of_clouds.py`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.demo.azure.needs import SHOP
from tests.cloud_books import (
    DAILY,
    FIGURES,
    LEDGER,
    MONTHLY,
    USAGE,
    asked,
    booked,
    build_keys,
    doubled,
    entries,
    versions,
    whole,
)
from tests.demo_company import on_three_clouds
from tests.later_deliveries import NEW_MODEL, OLD_MODEL
from tests.later_deliveries import corrected as corrected_company
from tests.pipeline import assert_same, facts

pytestmark = pytest.mark.slow

_AZURE_BILL = "lumenfold_azure__2025-11"
_SILENT = f"lumenfold_azure_carbon__{SHOP.subscription_id}__2025-10"
_FOOTPRINT = "lumenfold_gcp_footprint__2025-10"
_OLD, _NEW = (f"lumenfold_aws_carbon__{one}__2025-10" for one in (OLD_MODEL, NEW_MODEL))

_TOLD_ANEW = (
    "(activity_month = '2025-10-01' "
    f"and (provider in ('aws', 'gcp') or sub_account_id = '{SHOP.subscription_id}'))"
)
_BILLED_ANEW = "(activity_month = '2025-11-01' and provider = 'azure')"
_LATER = "(activity_month = '2025-12-01' and provider in ('aws', 'gcp'))"
"""Months whose market accrual takes the ratio of both months before, which the new models shift."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As first delivered."""
    return on_three_clouds(tmp_path_factory)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """After a bill, two models and an answer came anew."""
    return corrected_company(tmp_path_factory)


def test_exactly_what_was_delivered_lands_beside_what_was_there(
    first: Path, corrected: Path
) -> None:
    landed = versions(corrected) - versions(first)
    assert {slice_id for slice_id, _ in landed} == {_NEW, _SILENT, _AZURE_BILL, _FOOTPRINT}
    assert len(landed) == 4
    assert versions(first) < versions(corrected)


def test_a_bill_run_again_changes_its_month_of_use_and_no_figure_of_a_cloud_does(
    first: Path, corrected: Path
) -> None:
    others, november = f"slice_id <> '{_AZURE_BILL}'", f"slice_id = '{_AZURE_BILL}'"
    for relation in (USAGE, DAILY):
        assert_same(whole(corrected, relation, others), whole(first, relation, others), relation)
        before, after = (build_keys(home, relation, november) for home in (first, corrected))
        assert len(before) == len(after) == 1
        assert before != after
        assert whole(corrected, relation, november).total() > (
            whole(first, relation, november).total()
        )


def test_the_books_follow_a_bill_run_again_under_the_same_figure(
    first: Path, corrected: Path
) -> None:
    electricity = f"{_BILLED_ANEW} and component = 'electricity' and method = 'market'"
    before, after = (entries(home, electricity) for home in (first, corrected))
    assert before.keys() == after.keys() == {("accrual",), ("reversal",)}
    assert after["accrual",] > before["accrual",] > 0
    assert after["reversal",] < before["reversal",] < 0
    assert booked(first, _BILLED_ANEW)
    assert booked(corrected, _BILLED_ANEW) == booked(first, _BILLED_ANEW)


def test_nothing_else_changes_in_the_books(first: Path, corrected: Path) -> None:
    touched = (
        f"{_BILLED_ANEW} or ({_TOLD_ANEW} and entry_type = 'actual') "
        f"or ({_LATER} and entry_type = 'accrual' and method = 'market')"
    )
    kept = f"not ({touched})"
    assert_same(facts(corrected, LEDGER, where=kept), facts(first, LEDGER, where=kept), LEDGER)
    kept = f"not ({_BILLED_ANEW} or {_TOLD_ANEW} or {_LATER})"
    assert_same(facts(corrected, MONTHLY, where=kept), facts(first, MONTHLY, where=kept), MONTHLY)
    market = {"electricity_market_kgco2e", "kept_market_kgco2e"}
    made, expected = (
        facts(home, MONTHLY, without=market, where=_LATER) for home in (corrected, first)
    )
    assert_same(made, expected, MONTHLY)


def test_a_later_market_accrual_takes_the_ratio_of_the_newest_models(corrected: Path) -> None:
    place = "provider, sub_account_id, region_id"
    rows = asked(
        corrected,
        f"with ratios as (select {place}, "
        "    sum(emissions_kgco2e) filter (where measure = 's2_market')::double "
        "    / sum(emissions_kgco2e) filter (where measure = 's2_location')::double as ratio "
        f"  from marts.{FIGURES} where is_counted and activity_month < '2025-12-01' group by all), "
        f"accrued as (select {place}, "
        "    sum(kgco2e) filter (where method = 'market')::double as market_kg, "
        "    sum(kgco2e) filter (where method = 'location')::double as location_kg "
        f"  from marts.{LEDGER} where {_LATER} and component = 'electricity' "
        "  and entry_type = 'accrual' group by all) "
        f"select provider, market_kg, location_kg * ratio from accrued join ratios using ({place}) "
        "where ratio is not null",
    )
    assert {provider for provider, _, _ in rows} == {"aws", "gcp"}
    for _, accrued, expected in rows:
        assert accrued == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    ("provider", "older", "newer"), [("aws", OLD_MODEL, NEW_MODEL), ("gcp", "14", "16")]
)
def test_a_newer_model_stands_beside_the_older_and_is_booked_alone(
    provider: str, older: str, newer: str, first: Path, corrected: Path
) -> None:
    october = f"provider = '{provider}' and activity_month = '2025-10-01'"
    of_older, of_newer = (f"{october} and model_version = '{one}'" for one in (older, newer))
    # Google's rows of both models come in one slice, which is then of another version
    chosen = {"is_current_model", "is_counted", "slice_version"}
    made, told = (
        facts(home, FIGURES, without=chosen, where=of_older) for home in (corrected, first)
    )
    assert told
    assert_same(made, told, FIGURES)
    states = f"select distinct is_current_model, is_counted from marts.{FIGURES} where "
    assert asked(corrected, states + of_older) == [(False, False)]
    assert asked(corrected, states + of_newer) == [(True, True)]
    assert booked(corrected, october) == doubled(booked(first, october))


def test_a_silent_change_is_a_new_version_of_its_slice(first: Path, corrected: Path) -> None:
    assert len([one for one, _ in versions(corrected) if one == _SILENT]) == 2
    models = f"select distinct model_version, is_counted from marts.{FIGURES} where "
    assert asked(corrected, f"{models} slice_id = '{_SILENT}'") == [("unversioned", True)]
    october = f"sub_account_id = '{SHOP.subscription_id}' and activity_month = '2025-10-01'"
    assert booked(corrected, october) == doubled(booked(first, october))


def test_every_other_figure_of_a_cloud_stays(first: Path, corrected: Path) -> None:
    kept = f"slice_id not in ('{_OLD}', '{_NEW}', '{_SILENT}', '{_FOOTPRINT}')"
    made, expected = (facts(home, FIGURES, where=kept) for home in (corrected, first))
    assert_same(made, expected, FIGURES)
