"""The newest month is accrued by estimate until its clouds tell their figures, and then replaced.

Belongs here: reversal and actual, on every cloud. Does not: figures that change afterwards
(`test_restatement_of_clouds.py`), which account is booked how (`test_books_of_the_clouds.py`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cloud_books import (
    DAILY,
    LEDGER,
    MEASURES,
    USAGE,
    Row,
    asked,
    booked,
    printed,
    versions,
    whole,
)
from tests.later_deliveries import corrected
from tests.later_deliveries import told as told_company
from tests.pipeline import assert_same, facts

pytestmark = pytest.mark.slow

_DECEMBER = "activity_month = '2025-12-01'"
_SAID = {"reason", "row_hash"}


@pytest.fixture(scope="module")
def accrued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December is known from its bills alone."""
    return corrected(tmp_path_factory)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December's figures have arrived."""
    return told_company(tmp_path_factory)


def test_the_figures_of_a_month_change_no_use_and_no_estimate(accrued: Path, told: Path) -> None:
    landed = [slice_id for slice_id, _ in versions(told) - versions(accrued)]
    assert len(landed) == 5  # of Azure one for each subscription
    assert all(slice_id.endswith("__2025-12") for slice_id in landed)
    for relation in (USAGE, DAILY):
        assert_same(whole(told, relation), whole(accrued, relation), relation)


def test_entries_of_before_stay_and_the_month_gets_reversals_and_actuals(
    accrued: Path, told: Path
) -> None:
    assert not booked(accrued, _DECEMBER)
    # what no figure covers is now said to fill a gap, which its hash holds too
    before, after = (facts(home, LEDGER, without=_SAID) for home in (accrued, told))
    arrived = f"{_DECEMBER} and entry_type <> 'accrual'"
    assert_same(after - before, facts(told, LEDGER, without=_SAID, where=arrived), LEDGER)
    assert (before - after).total() == 0
    kinds = asked(
        told,
        "select distinct provider, entry_type, posting_month > activity_month "
        f"from marts.{LEDGER} where {arrived}",
    )
    assert set(kinds) == {
        (provider, entry_type, True)
        for provider in ("aws", "azure", "gcp")
        for entry_type in ("reversal", "actual")
    }


@pytest.mark.parametrize("state", ["accrued", "told"])
def test_a_reversal_takes_back_its_accrual_whole_and_once(
    state: str, request: pytest.FixtureRequest
) -> None:
    rows = asked(
        request.getfixturevalue(state),
        "select reversal.provider, accrual.kgco2e + reversal.kgco2e, "
        "  count(*) over (partition by reversal.reverses_entry_id, reversal.method) "
        f"from marts.{LEDGER} as reversal left join marts.{LEDGER} as accrual "
        "on reversal.reverses_entry_id = accrual.ledger_entry_id "
        "and accrual.entry_type = 'accrual' where reversal.entry_type = 'reversal'",
    )
    assert set(rows) == {(provider, 0, 1) for provider in ("aws", "azure", "gcp")}


@pytest.mark.parametrize("state", ["accrued", "told"])
@pytest.mark.parametrize(("provider", "method"), MEASURES)
def test_the_books_hold_what_the_cloud_printed(
    provider: str, method: str, state: str, request: pytest.FixtureRequest
) -> None:
    home: Path = request.getfixturevalue(state)
    sums: dict[Row, Decimal] = defaultdict(Decimal)
    stands = booked(home, f"provider = '{provider}' and method = '{method}'")
    for (month, account, *_), kg in stands.items():
        sums[month, account] += kg
    assert sums
    assert sums == printed(home, provider, method)


@pytest.mark.parametrize(("provider", "method"), MEASURES)
def test_the_month_sums_to_the_figure_and_to_the_estimates_that_it_does_not_cover(
    provider: str, method: str, told: Path
) -> None:
    """90 - 90 + 100 = 100, and what was accrued beside it and never reversed."""
    [(total, standing, covered)] = asked(
        told,
        f"with lines as (select * from marts.{LEDGER}_by_method "
        f"  where {_DECEMBER} and provider = '{provider}' and method = '{method}'), "
        f"taken as (select reverses_entry_id as ledger_entry_id from marts.{LEDGER} "
        f"  where entry_type = 'reversal' and method in ('{method}', 'na')), "
        "standing as (select * from lines anti join taken using (ledger_entry_id) "
        "  where entry_type = 'accrual') "
        "select (select sum(kgco2e) from lines), (select sum(kgco2e) from standing), "
        "  (select count(*) from standing join lines as actual "
        "    using (sub_account_id, carbon_bucket, region_id) where actual.entry_type = 'actual' "
        "    and list_contains(string_split(actual.covered_components, ','), standing.component))",
    )
    figures = printed(told, provider, method)
    figure = sum(kg for (month, _), kg in figures.items() if month == date(2025, 12, 1))
    assert figure > 0
    assert total - standing == figure
    assert covered == 0
