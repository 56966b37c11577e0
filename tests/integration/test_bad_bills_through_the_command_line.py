"""Bad bills beside good ones, as a user runs them: what is good is published, the rest is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests.contract.bad_bills import BAD
from tests.contract.samples import aws_cur, aws_cur2_csv
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow

_BROKEN = (
    "a ragged line",
    "a truncated gzip",
    "a missing promised column",
    "an absent file",
    "a path into another bucket",
    "rows of another month",
    "two manifests",
)
_STRANGE = {
    "a long tag": {"resourceTags/user:note": "x" * 10_000_000},
    "a formula": {"resourceTags/user:note": "=1+1"},
    "keys alike": {"resourceTags/user:Note": "a", "resourceTags/user:note": "b"},
    "no region": {"product/regionCode": "mars-north-1"},
}
_REPORT = '[sources.{name}]\nkind = "aws_cur"\nuri = "{name}/acme/report"\n'
_EXPORT = '[sources.export]\nkind = "aws_cur2"\nuri = "export"\n'


@dataclass(frozen=True)
class Told:
    """A run over all of them, and what it said."""

    home: Path
    said: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    home = tmp_path_factory.mktemp("bad bills") / "home"
    home.mkdir()
    lines = [aws_cur.row("2025-10", cost="0.1", **cells) for cells in _STRANGE.values()]
    aws_cur.deliver_month(home / "good", "2025-10", [lines])
    aws_cur2_csv.deliver(home / "export", [[aws_cur2_csv.row()] * 2])
    settings = _REPORT.format(name="good") + _EXPORT
    for number, kind in enumerate(_BROKEN):
        BAD[kind].deliver(home / f"bad{number}")
        settings += _REPORT.format(name=f"bad{number}")
    (home / "tonne.toml").write_text(settings)
    return Told(home, must_run(home, "run", code=3))


@pytest.mark.parametrize(("number", "kind"), list(enumerate(_BROKEN)))
def test_each_bad_bill_is_named_with_its_place_and_a_remedy(
    told: Told, number: int, kind: str
) -> None:
    told_of = f"In quarantine: bad{number}__2025-10:"
    [line] = [line for line in told.said.splitlines() if line.startswith(told_of)]
    assert BAD[kind].problem in line
    assert "file://" in line
    assert "Traceback" not in told.said


def test_both_kinds_of_good_bills_are_published_to_the_digit(told: Told) -> None:
    with published(told.home) as connection:
        found = connection.execute(
            "select slice_id, sum(billed_cost), sum(line_item_count)::bigint "
            "from marts.fct_resource_estimates_daily group by all order by all"
        ).fetchall()
    assert found == [
        ("export__2025-10", Decimal("0.2").quantize(Decimal("1e-12")), 2),
        ("good__2025-10", Decimal("0.4").quantize(Decimal("1e-12")), len(_STRANGE)),
    ]


def test_a_region_that_nobody_knows_is_flagged_and_costed(told: Told) -> None:
    with published(told.home) as connection:
        found = connection.execute(
            "select sum(electricity_location_kgco2e) > 0 "
            "from marts.fct_resource_estimates_daily where region_id = 'mars-north-1'"
        ).fetchall()
    assert found == [(True,)]
