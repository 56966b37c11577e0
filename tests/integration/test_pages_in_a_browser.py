"""Pages of disclosures as a browser lays them out: the mart's figures, and nothing fetched."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from publish import figures
from tests import chromium
from tests.disclosed_file import standard
from tests.disclosed_pack import Pack, written

pytestmark = pytest.mark.slow

_CELLS = """
[...document.querySelectorAll('#esrs-2023-ghg-emissions data')].filter(
  one => one.getClientRects().length > 0
).map(one => [one.value, one.innerText])
"""
_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack of the standard file."""
    return written(standard(), tmp_path_factory.mktemp("browser"), "disclosures", "html")


def test_every_figure_that_a_browser_shows_is_the_marts(pack: Pack, tmp_path: Path) -> None:
    with chromium.page(tmp_path / "profile") as page:
        page.open(pack.files["html"])
        shown = page.value(_CELLS)
    held = pack.mart("select value from marts.rpt_esrs__ghg_emissions where value is not null")

    assert sorted(Decimal(exact) for exact, _ in shown) == sorted(value for (value,) in held)
    assert {text for _, text in shown} == {figures.number(Decimal(exact), 0) for exact, _ in shown}


def test_a_page_runs_nothing_fetches_nothing_and_fits(pack: Pack, tmp_path: Path) -> None:
    file = pack.files["html"]
    with chromium.page(tmp_path / "profile") as page:
        page.open(file)
        scripts = page.value("document.scripts.length")
        drawn = page.value("document.querySelectorAll('svg rect.mark').length")
        too_wide = page.value(_WIDE)
        asked = page.asked_for()
    complaints = [event for event in page.events if event["method"] == "Log.entryAdded"]

    assert asked == [file.resolve().as_uri()]
    assert complaints == []
    assert scripts == 0
    assert drawn > 20
    assert too_wide == 0
