"""What is wrong with a bill is said, with its place and a remedy, and no figure changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.bad_bills import BAD
from tests.contract.landed_bill import REPORT, LandedBill
from tests.contract.samples.aws_cur import PERIOD, row, rows

_LONG = "x" * 10_000_000
_FORMULA = '=HYPERLINK("http://127.0.0.1/";"pay")'


@pytest.fixture
def bill(home: Path) -> LandedBill:
    return LandedBill(home, "aws_cur")


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_bill_is_set_aside_and_the_last_good_one_stays(bill: LandedBill, kind: str) -> None:
    bill.report([rows(PERIOD, cost=7)])
    good = bill.land()[REPORT]
    BAD[kind].deliver(bill.bucket)
    landed = bill.land()[REPORT]
    assert (landed.status, landed.version) == ("quarantined", good.version), landed.message
    refused = bill.refused()
    assert BAD[kind].place in refused.place
    assert BAD[kind].problem in refused.problem
    assert refused.file.startswith("file://")
    assert len(refused.remedy) > 10
    assert bill.values("line_item_unblended_cost") == [7.0] * 3
    assert not list(bill.lake.root.rglob(".tmp-*"))


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_first_bill_leaves_nothing_behind(bill: LandedBill, kind: str) -> None:
    BAD[kind].deliver(bill.bucket)
    assert bill.land()[REPORT].status == "quarantined"
    assert bill.lake.current() == []
    assert not list(bill.lake.root.rglob("*.parquet"))


@pytest.mark.parametrize(
    "value", [_LONG, _FORMULA, "a\nb", 'say "hi", twice', "Ω≈ç√ 東京", "None", "\u202eevil"]
)
def test_a_strange_tag_is_text_like_any_other(bill: LandedBill, value: str) -> None:
    bill.report([[row(PERIOD, **{"resourceTags/user:note": value}), row(PERIOD)]])
    assert bill.land()[REPORT].status == "landed"
    notes = [tags.get("user_note") for tags in bill.values("resource_tags")]
    assert (len(notes), set(notes)) == (2, {value, None})
    assert bill.values("line_item_unblended_cost") == [1.0, 1.0]


def test_a_line_beyond_all_measure_is_set_aside(bill: LandedBill) -> None:
    bill.report([[row(PERIOD, **{"resourceTags/user:note": _LONG * 4})]])
    assert bill.land()[REPORT].status == "quarantined"
    assert "longer than 16777216 bytes" in bill.refused().problem


def test_a_number_that_is_not_there_is_null_and_never_zero(bill: LandedBill) -> None:
    cells = ("", "None", "NULL")
    bill.report([[row(PERIOD, savingsPlan__SavingsPlanEffectiveCost=cell) for cell in cells]])
    assert bill.land()[REPORT].status == "landed"
    assert bill.values("savings_plan_savings_plan_effective_cost") == [None] * 3


def test_a_region_that_nobody_knows_is_kept(bill: LandedBill) -> None:
    bill.report([rows(PERIOD, product__regionCode="mars-north-1")])
    assert bill.land()[REPORT].status == "landed"
    assert bill.values("product_region_code") == ["mars-north-1"] * 3
