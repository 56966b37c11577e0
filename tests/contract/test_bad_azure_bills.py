"""What is wrong with an Azure bill is said, with its place and a remedy; no figure changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.bad_azure_bills import BAD
from tests.contract.landed_azure import SLICE, LandedCosts
from tests.contract.samples.azure_cost import row, write_run


@pytest.fixture
def bill(home: Path) -> LandedCosts:
    return LandedCosts(home)


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_bill_is_set_aside_and_the_last_good_one_stays(bill: LandedCosts, kind: str) -> None:
    write_run(bill.home, [[row(Cost="7")]], submitted="2025-11-01T06:00:00Z")
    good = bill.land()[SLICE]
    BAD[kind].deliver(bill.home)
    landed = bill.land()[SLICE]
    assert (landed.status, landed.version) == ("quarantined", good.version), landed.message
    refused = bill.refused()
    assert BAD[kind].place in refused.place
    assert BAD[kind].problem in refused.problem
    assert len(refused.remedy) > 10
    assert bill.values("cost") == [7.0]
    assert not list(bill.lake.root.rglob(".tmp-*"))


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_first_bill_leaves_nothing_behind(bill: LandedCosts, kind: str) -> None:
    BAD[kind].deliver(bill.home)
    assert bill.land()[SLICE].status == "quarantined"
    assert bill.lake.current() == []
    assert not list(bill.lake.root.rglob("*.parquet"))


@pytest.mark.parametrize(
    "value", ["x" * 1_000_000, "a\\nb", "Ω≈ç√ 東京", "None", "=HYPERLINK(1)", "\u202eevil"]
)
def test_a_strange_tag_is_text_like_any_other(bill: LandedCosts, value: str) -> None:
    write_run(bill.home, [[row(Tags=f'{{"note": "{value}"}}')]])
    assert bill.land()[SLICE].status == "landed"
    assert bill.values("tags") == [{"note": value.replace("\\n", "\n")}]
