"""The rows of other tools stand beside ours, explained, and count nowhere."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.own_factors import seed
from tests.pipeline import published, warehouse

_CCF = {
    "operational_kwh_incl_pue": "ccf_operational_kwh_incl_pue",
    "operational_tco2e": "ccf_operational_co2e_mt",
    "embodied_tco2e": "embodied_co2e_mt",
    "pue": "pue_used",
}
_SPRUCE = {
    "kwh_per_unit_before_pue": "spruce_kwh_per_unit_before_pue",
    "operational_g_per_unit": "spruce_op_g_per_unit",
    "embodied_g_per_unit": "spruce_emb_g_per_unit",
    "pue": "pue",
}
_FILES = {
    "peer_ccf_rows": ("ccf_reference_rows", _CCF),
    "peer_spruce_rates": ("spruce_reference_rates", _SPRUCE),
}
"""Seed, file of the research data, and what each figure is called there."""


@pytest.mark.parametrize("name", sorted(_FILES))
def test_every_row_of_a_peer_is_a_row_of_the_seed(name: str, shared_dir: Path) -> None:
    file, figures = _FILES[name]
    with (shared_dir / "cases" / f"{file}.csv").open(newline="", encoding="utf-8") as lines:
        theirs = list(csv.DictReader(lines))
    ours = seed(name)
    assert len(ours) == len(theirs) > 20
    for own, printed in zip(ours, theirs, strict=True):
        assert (own["usage_type"], own["region_id"]) == (printed["usage_type"], printed["region"])
        for column, theirs_column in figures.items():
            given = [value and float(value) for value in (own[column], printed[theirs_column])]
            assert given[0] == given[1], (own["peer_row_id"], column)


def test_every_row_of_the_peers_is_compared_in_every_measure(known_home: Path) -> None:
    with published(known_home) as connection:
        counted = dict(
            connection.execute(
                "select peer, count(*) from marts.rpt_audit__peers group by peer"
            ).fetchall()
        )
    assert counted == {
        "ccf": 3 * len(seed("peer_ccf_rows")),
        "spruce": 3 * len(seed("peer_spruce_rates")),
    }


def test_no_difference_from_a_peer_is_without_a_reason(known_home: Path) -> None:
    with published(known_home) as connection:
        silent = connection.execute(
            "select peer_row_id, measure, difference_share from marts.rpt_audit__peers "
            "where not is_explained or (abs(difference_share) > 0.2 and reason is null)"
        ).fetchall()
        [(explained,)] = connection.execute(
            "select count(*) from marts.rpt_audit__peers where abs(difference_share) > 0.2"
        ).fetchall()
    assert silent == []
    assert explained > 100


def test_every_reason_is_used(known_home: Path) -> None:
    with warehouse(known_home) as connection:
        used = {
            reason
            for (reason,) in connection.execute(
                "select distinct reason from intermediate.int_peer_parts"
            ).fetchall()
        }
    assert {row["reason"] for row in seed("peer_difference_reasons")} - used == set()


def test_rows_of_the_peers_count_nowhere(known_home: Path) -> None:
    with warehouse(known_home) as connection:
        counted = connection.execute(
            "select count(*) from intermediate.int_usage_daily where usage_key like 'peer:%'"
        ).fetchone()
        alone = connection.execute(
            "select count(*) from marts.bridge_factor_sets where factor_set_id not in "
            "(select factor_set_id from marts.fct_resource_estimates_daily)"
        ).fetchone()
        lines = connection.execute(
            "select (select sum(row_count) from marts.rpt_audit__coverage), "
            "(select sum(line_item_count) from intermediate.int_usage_daily)"
        ).fetchone()
    assert counted == alone == (0,)
    assert lines is not None
    assert lines[0] == lines[1] > 0
