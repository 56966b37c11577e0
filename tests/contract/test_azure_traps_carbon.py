"""The traps of Azure's carbon figures, a test each, with the real SDK over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.azure import carbon_answers
from ingest.azure.carbon_rows import COLUMNS
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.raw_views import LandedFile, view_sql
from tests.azure_plane import Plane, plane, resource

_A, _B = "1caaa5a3-2b66-438e-8ab4-bce37d518c5d", "ed570627-0265-4620-bb42-bae06bcfa914"
_SCOPES = ("Scope1", "Scope2", "Scope3")
_DENIED = {"decision": "Denied", "denialReason": "Carbon Optimization Reader permission required"}


class Figures:
    """A workspace with one source of carbon figures."""

    def __init__(self, home: Path, subscriptions: list[str]) -> None:
        self.home = home
        self.lake = Lake(Workspace(home).lake)
        listed = ", ".join(f'"{one}"' for one in subscriptions)
        (home / "tonne.toml").write_text(
            f'[sources.acme]\nkind = "azure_carbon"\nuri = "{plane().address}"\n'
            f"subscriptions = [{listed}]\n"
        )

    def land(self) -> dict[str, Landed]:
        """Land it; what became of each slice."""
        [source] = configured(load_settings(self.home), Workspace(self.home))
        return {one.slice_id: one for one in land_source(source, self.lake)}

    def rows(self, picked: str, where: str = "true") -> list[tuple[Any, ...]]:
        """Raw rows as dbt sees them."""
        files = [
            LandedFile(path, file.schema_fingerprint, file.columns)
            for _, file, path in self.lake.current_files("azure_carbon")
        ]
        view = view_sql(COLUMNS, files)
        return duckdb.execute(
            f"select {picked} from ({view}) where {where} order by all"
        ).fetchall()


@pytest.fixture
def azure() -> Iterator[Plane]:
    """The management plane with one month of two subscriptions."""
    found = plane()
    found.reset()
    for number, scope in enumerate(_SCOPES, start=1):
        found.emissions[_A, "2025-10", scope] = [resource("vm1", number), resource("vm2", 0)]
        found.emissions[_B, "2025-10", scope] = [resource("db", number / 8)]
    yield found
    found.reset()


def _slice(subscription: str, month: str = "2025-10") -> str:
    return f"acme__{subscription}__{month}"


def test_each_scope_is_asked_for_by_itself(azure: Plane, home: Path) -> None:
    """An answer is the sum over the scopes of its question."""
    figures = Figures(home, [_A])
    figures.land()
    asked = [question["carbonScopeList"] for path, question in azure.asked if question and path]
    assert asked == [[scope] for scope in _SCOPES]
    found = figures.rows("scope, latest_month_emissions", "item_name = 'vm1'")
    assert found == [("Scope1", 1.0), ("Scope2", 2.0), ("Scope3", 3.0)]


@pytest.mark.usefixtures("azure")
def test_a_printed_zero_is_a_row(home: Path) -> None:
    figures = Figures(home, [_A])
    figures.land()
    assert figures.rows("latest_month_emissions", "item_name = 'vm2'") == [(0.0,)] * 3


def test_a_question_is_of_one_month_and_of_small_letters(azure: Plane, home: Path) -> None:
    Figures(home, [_A.upper(), _B]).land()
    questions = [question for _, question in azure.asked if question and "dateRange" in question]
    assert all(
        one["dateRange"] == {"start": "2025-10-01", "end": "2025-10-01"} for one in questions
    )
    assert all(one["subscriptionList"] == [_A, _B] for one in questions)


def test_every_page_is_asked_for(azure: Plane, home: Path) -> None:
    azure.page_size = 2
    azure.emissions[_A, "2025-10", "Scope2"] = [resource(f"vm{i}", i) for i in range(7)]
    figures = Figures(home, [_A])
    figures.land()
    where = "scope = 'Scope2' and item_name is not null"
    assert figures.rows("count(*), sum(latest_month_emissions)", where) == [(7, 21.0)]


def test_more_than_a_hundred_subscriptions_are_asked_for_in_batches(
    azure: Plane, home: Path
) -> None:
    many = [f"00000000-0000-0000-0000-{number:012d}" for number in range(230)]
    assert len(Figures(home, many).land()) == 230
    sizes = [len(question["subscriptionList"]) for _, question in azure.asked if question]
    assert sizes == [100] * 3 + [100] * 3 + [30] * 3


def test_every_month_on_offer_is_a_slice(azure: Plane, home: Path) -> None:
    azure.months = ("2024-11-01", "2025-10-01")
    landed = Figures(home, [_A]).land()
    assert (len(landed), min(landed), max(landed)) == (
        12,
        _slice(_A, "2024-11"),
        _slice(_A, "2025-10"),
    )


def test_a_silent_restatement_is_a_new_version_of_its_slice_alone(azure: Plane, home: Path) -> None:
    figures = Figures(home, [_A, _B])
    first = figures.land()
    assert {one.status for one in figures.land().values()} == {"unchanged"}
    azure.emissions[_A, "2025-10", "Scope3"][0]["latestMonthEmissions"] = 2.5
    second = figures.land()
    assert second[_slice(_A)].status == "landed"
    assert second[_slice(_A)].version != first[_slice(_A)].version
    assert second[_slice(_B)].status == "unchanged"
    assert len(figures.lake.history("azure_carbon", _slice(_A))) == 2
    found = figures.rows("latest_month_emissions", "item_name = 'vm1' and scope = 'Scope3'")
    assert found == [(2.5,)]


def test_another_order_of_the_same_answer_is_the_same_slice(azure: Plane, home: Path) -> None:
    figures = Figures(home, [_A])
    figures.land()
    for items in azure.emissions.values():
        items.reverse()
    assert figures.land()[_slice(_A)].status == "unchanged"


def test_a_denied_subscription_is_told_and_the_others_land(azure: Plane, home: Path) -> None:
    azure.decisions[_B] = _DENIED
    figures = Figures(home, [_A, _B])
    landed = figures.land()
    assert {one.status for one in landed.values()} == {"landed"}
    told = figures.rows("distinct denial_reason", f"subscription_id = '{_B}'")
    assert told == [(_DENIED["denialReason"],)]
    assert figures.rows("count(latest_month_emissions)", f"subscription_id = '{_B}'") == [(0,)]
    assert figures.rows("count(latest_month_emissions)", f"subscription_id = '{_A}'") == [(6,)]


def test_a_denial_takes_nothing_away(azure: Plane, home: Path) -> None:
    figures = Figures(home, [_B])
    good = figures.land()[_slice(_B)]
    azure.decisions[_B] = _DENIED
    kept = figures.land()[_slice(_B)]
    assert (kept.status, kept.version) == ("kept_missing", good.version)
    assert "Carbon Optimization Reader" in kept.message


def test_a_subscription_that_is_allowed_at_last_replaces_its_denial(
    azure: Plane, home: Path
) -> None:
    azure.decisions[_B] = _DENIED
    figures = Figures(home, [_B])
    figures.land()
    azure.decisions.clear()
    assert figures.land()[_slice(_B)].status == "landed"
    assert figures.rows("count(latest_month_emissions)") == [(3,)]


def test_a_month_without_emissions_says_that_it_was_seen(azure: Plane, home: Path) -> None:
    azure.emissions.clear()
    figures = Figures(home, [_A])
    assert figures.land()[_slice(_A)].rows == 3
    found = figures.rows("scope, access_decision, latest_month_emissions")
    assert found == [(scope, "Allowed", None) for scope in _SCOPES]


def test_throttling_is_waited_out(azure: Plane, home: Path) -> None:
    azure.throttled = 2
    assert Figures(home, [_A]).land()[_slice(_A)].status == "landed"


def test_a_refusal_names_the_role_and_takes_nothing_away(azure: Plane, home: Path) -> None:
    figures = Figures(home, [_A])
    good = figures.land()[_slice(_A)]
    azure.status = 403
    [kept] = figures.land().values()
    assert (kept.status, kept.version, kept.is_transient) == ("kept_missing", good.version, False)
    assert "It needs the role Carbon Optimization Reader" in kept.message


def test_a_page_that_names_itself_as_the_next_is_no_endless_loop(
    azure: Plane, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {"value": [], "skipToken": "again", "subscriptionAccessDecisionList": []}
    monkeypatch.setattr(azure, "carbon", lambda _: answer)
    [kept] = Figures(home, [_A]).land().values()
    assert "the same page again and again" in kept.message
    assert len(azure.asked) < 10 < carbon_answers._MOST_PAGES


@pytest.mark.parametrize("value", [None, "a lot", float("1e30"), True])
def test_an_answer_that_is_no_number_is_set_aside(azure: Plane, home: Path, value: Any) -> None:
    azure.emissions[_A, "2025-10", "Scope2"] = [resource("vm1", value)]
    figures = Figures(home, [_A])
    assert figures.land()[_slice(_A)].status == "quarantined"
    [refused] = figures.lake.quarantined()
    assert refused.place == "item 1, latestMonthEmissions"
