"""A payer's month that two sources deliver is found before its use counts twice."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ingest.lake import Lake
from ingest.source import Source
from orchestration.doctor import landed
from orchestration.double_bills import DoubleBill, double_bills
from tests import bills
from tests.focus_bills import charge, write_csv
from tests.unit.orchestration.landed_homes import land_all

_KINDS = ("aws_cur2", "focus")
_FOCUS = '[sources.vendor]\nkind = "focus"\nuri = "clouds/focus"\n'
_OTHER = "999999999999"


def _both(home: Path, **given: str) -> tuple[list[Source], Lake]:
    """A CUR 2.0 of September and October and a FOCUS bill of October, landed."""
    days = (datetime(2025, 9, 5), datetime(2025, 10, 5))
    bills.write_workspace(home, [bills.instance("m5.large", at=day) for day in days])
    write_csv(home / "clouds/focus/part.csv", [charge(**given)])
    with (home / "tonne.toml").open("a") as settings:
        settings.write(_FOCUS)
    return land_all(home)


def test_an_account_that_two_bills_hold_is_found_in_their_common_month(home: Path) -> None:
    _, lake = _both(home)

    assert double_bills(lake, _KINDS) == [
        DoubleBill(bills.ACCOUNT, "2025-10", ("handmade", "vendor"), (bills.ACCOUNT,))
    ]


def test_the_payer_stands_for_a_charge_without_an_account(home: Path) -> None:
    _, lake = _both(home, SubAccountId="")

    assert [one.accounts for one in double_bills(lake, _KINDS)] == [(bills.ACCOUNT,)]


def test_bills_of_other_accounts_or_payers_are_no_double(home: Path) -> None:
    _, lake = _both(home, SubAccountId=_OTHER)

    assert double_bills(lake, _KINDS) == []


def test_a_retired_slice_no_longer_counts(home: Path) -> None:
    _, lake = _both(home)
    lake.retire("handmade__2025-10")

    assert double_bills(lake, _KINDS) == []


def test_the_doctor_names_both_sources_and_how_to_keep_one(home: Path) -> None:
    found = [one for one in landed.findings(*_both(home)) if "counts twice" in one.what]

    assert [one.severity for one in found] == ["breach"]
    assert "2025-10 of payer 012345678901" in found[0].what
    assert found[0].where == "sources handmade, vendor"
    assert "--retire" in found[0].remedy
