"""OpenCost's allocations give pods their shares of billed nodes, and add nothing to the bill."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bills import instance, write_workspace
from tests.contract.samples.opencost import SETTINGS, pod, write
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow


def test_pods_take_shares_of_a_node_that_the_bill_does_not_split(home: Path) -> None:
    noon = datetime(2025, 10, 15)
    rows = [
        instance(
            "m5.2xlarge", line_item_resource_id=resource, at=noon, hours=24, amount=24.0, cost=9
        )
        for resource in ("i-0ab1", "i-0ab2")
    ]
    write_workspace(home, rows, teams=["shop"])
    rules = home / "inputs/attribution_rules.csv"
    rules.write_text(rules.read_text() + "ns,5,namespace,,shop,shop,,\n")
    settings = home / "tonne.toml"
    settings.write_text(settings.read_text() + SETTINGS)
    write(
        home,
        "2025-10-15",
        pod("web-1", cores=96),
        pod("web-2", cores=48, namespace="ops"),
        pod("lost", cores=8, node="aws:///us-east-1a/i-0dead"),
    )
    must_run(home, "run")
    with published(home) as connection:
        told = connection.execute(
            "select resource_id, team_id, consumed_quantity, effective_cost, billed_cost, "
            "energy_it_kwh from marts.fct_resource_estimates_daily order by resource_id"
        ).fetchall()
    # 96 of its 8 x 24 core-hours are half of the node, 48 a quarter; the rest stays with it.
    shares = {row[0]: row[1:5] for row in told}
    assert shares == {
        "i-0ab1": ("unattributed", Decimal(6), Decimal("2.25"), Decimal(9)),
        "i-0ab2": ("unattributed", Decimal(24), Decimal(9), Decimal(9)),
        "pod/prod/shop/web-1": ("shop", Decimal(12), Decimal("4.5"), Decimal(0)),
        "pod/prod/ops/web-2": ("unattributed", Decimal(6), Decimal("2.25"), Decimal(0)),
    }
    energy = {row[0]: row[5] for row in told}
    whole = energy.pop("i-0ab2")
    assert abs(sum(energy.values()) - whole) <= Decimal("0.000000003")
