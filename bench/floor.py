"""The floor: what one pass over the landed bills costs when nothing is computed from them.

`python -m bench.floor LAKE OUT` reads the columns that `int_usage_daily` reads and groups them once
by its keys, the tags as text among them, summing its measures into the table of a new database.
No hour is met, no line is classified, no unit or region is looked up, no key is hashed.

Belongs here: that query. Does not: anything of the models; it would be no yardstick then.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from bench.process import Usage, measure
from ingest.lake import Lake
from orchestration.dbt_project import CODE_ROOT, Project

_KIND = "aws_cur2"
_QUERY = """
create table floor as
select
    filename,
    cast(line_item_usage_start_date as date) as usage_date,
    line_item_product_code,
    coalesce(product_region_code, line_item_availability_zone) as region,
    line_item_usage_type,
    line_item_operation,
    product_instance_type,
    pricing_unit,
    bill_billing_entity,
    line_item_line_item_type,
    line_item_currency_code,
    line_item_usage_account_id,
    line_item_resource_id,
    cast(to_json(resource_tags) as varchar) as tags_text,
    sum(cast(line_item_usage_amount as decimal(38, 12))) as usage_amount,
    sum(cast(line_item_unblended_cost as decimal(38, 12))) as billed_cost,
    sum(cast(coalesce(
        savings_plan_net_savings_plan_effective_cost,
        savings_plan_savings_plan_effective_cost,
        savings_plan_total_commitment_to_date - savings_plan_used_commitment,
        reservation_net_effective_cost,
        reservation_effective_cost,
        reservation_net_unused_amortized_upfront_fee_for_billing_period,
        reservation_unused_amortized_upfront_fee_for_billing_period,
        reservation_net_unused_recurring_fee,
        reservation_unused_recurring_fee,
        line_item_net_unblended_cost,
        line_item_unblended_cost
    ) as decimal(38, 12))) as effective_cost,
    max(coalesce(line_item_usage_end_date, bill_billing_period_start_date)) as ends_at,
    count(reservation_reservation_a_r_n) as reserved_lines,
    count(*) as line_item_count
from read_parquet($files, filename = true)
group by all
"""


def run_floor(project: Project, *, over_nothing: bool = False) -> Usage:
    """Run the floor query in a process of its own; over nothing, only start that process."""
    out = project.state / "floor.duckdb"
    out.unlink(missing_ok=True)
    lake = project.workspace.lake
    return measure(
        [sys.executable, "-m", "bench.floor", str(lake), str(out), *["nothing"] * over_nothing],
        env=project.environment(),
        cwd=CODE_ROOT,
        log=project.state / "floor.log",
    )


def main(lake: Path, out: Path, *, over_nothing: bool) -> None:
    """Group the current bills of a lake once, into the table `floor` of a new database."""
    files = [
        str(Lake(lake).path_of(manifest, file))
        for manifest in Lake(lake).manifests(_KIND)
        for file in manifest.files
    ]
    with duckdb.connect(str(out), config={"preserve_insertion_order": False}) as connection:
        if not over_nothing:
            connection.execute(_QUERY, {"files": files})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), over_nothing="nothing" in sys.argv[3:])
