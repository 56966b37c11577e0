"""How much of a bill rests on use: what people and auditors ask first of a carbon figure.

Belongs here: coverage of the made-up company's bill. Does not: real samples (test_focus_bills,
test_legacy_report_to_facts).
"""

from __future__ import annotations

import pytest

from tests import demo_company
from tests.pipeline import published

pytestmark = pytest.mark.slow

_LINES = 20_000
_LEAST, _LEAST_OF_AN_ACCOUNT = 0.95, 0.9


def test_95_percent_of_usage_cost_has_an_energy_model_and_the_rest_is_listed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with published(demo_company.rebuilt(tmp_path_factory, _LINES)) as connection:
        shares = connection.execute(
            "select billing_currency, sum(effective_cost) filter (where evidence_tier <= 4) "
            "/ sum(effective_cost) from marts.fct_resource_estimates_daily "
            "where charge_category = 'Usage' group by all"
        ).fetchall()
        rest = connection.execute(
            "select sum(effective_cost) from marts.fct_resource_estimates_daily "
            "where evidence_tier = 5"
        ).fetchone()
        listed = connection.execute(
            "select count(distinct service_name), sum(effective_cost) "
            "from marts.rpt_audit__unmapped_usage where reason = 'service without an energy model'"
        ).fetchone()
    # Cost adds only within a currency; in euros one account is billed, a small part of the bill.
    share = dict(shares)
    assert share["USD"] >= _LEAST
    assert share["EUR"] >= _LEAST_OF_AN_ACCOUNT
    assert rest is not None
    assert listed is not None
    assert listed[0] > 1
    assert listed[1] == rest[0]


def test_every_line_has_a_tier_or_the_rule_that_gives_it_none(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with published(demo_company.rebuilt(tmp_path_factory, _LINES)) as connection:
        classes = connection.execute(
            "select coverage_class, sum(row_count) from marts.rpt_audit__coverage group by all"
        ).fetchall()
        lines = connection.execute(
            "select sum(line_item_count) from marts.fct_resource_estimates_daily"
        ).fetchone()
    counted = dict(classes)
    assert set(counted) == {"estimated", "spend", "no_emission_by_rule"}
    assert lines is not None
    assert sum(counted.values()) == lines[0]
