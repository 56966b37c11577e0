"""What staging costs by the row: each cloud's view read with the columns of `int_usage_daily`.

`python -m bench.staging WAREHOUSE OUT CLOUD...` reads the clouds' views one after the other, round
by round, and writes to OUT what each took. A query groups by slice and day and takes one check sum
of all other keys, which reads and hashes them as grouping does: how few groups a cloud's lines
make, a day or an hour each, is no merit of its staging.

Belongs here: those queries, their CPU-seconds. Does not: what is made of them (`bars.py`).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from bench.process import measure
from orchestration.dbt_project import CODE_ROOT, Project

VIEWS: Mapping[str, tuple[str, str]] = {
    "aws": ("stg_aws__line_items", "aws_cur2"),
    "gcp": ("stg_gcp__billing_lines", "gcp_billing"),
    "azure": ("stg_azure__cost_details", "azure_cost"),
}
"""The staging view of each cloud, and the landed bills it reads here."""

_ROUNDS = 3
_QUERY = """
create or replace temp table staged as
select
    slice_id,
    cast(charge_period_start as date) as usage_date,
    bit_xor(hash(
        provider, service_name, region_id, x_usage_type, x_operation, x_instance_type,
        consumed_unit, charge_category, x_line_item_type, billing_currency, sub_account_id,
        resource_id, x_parent_resource_id, tags_text
    )) as key_sum,
    max(date_trunc('hour', charge_period_start)) as hour_at,
    max(datediff('hour', charge_period_start, charge_period_end)) as hours_spanned,
    sum(consumed_quantity) as consumed_quantity,
    sum(billed_cost) as billed_cost,
    sum(effective_cost) as effective_cost,
    sum(x_split_usage_ratio) as x_split_usage_ratio,
    sum(x_split_cost) as x_split_cost,
    count(*) as line_item_count
from staging.{view}
group by all
"""

Seconds = Mapping[str, float]


def run_staging(project: Project, clouds: Sequence[str]) -> list[Seconds]:
    """CPU-seconds per million rows by cloud, of each round, in a process of its own."""
    out = project.state / "staging.json"
    warehouse = str(project.workspace.warehouse)
    measure(
        [sys.executable, "-m", "bench.staging", warehouse, str(out), *clouds],
        env=project.environment(),
        cwd=CODE_ROOT,
        log=project.state / "staging.log",
    )
    return json.loads(out.read_bytes())


def main(warehouse: Path, out: Path, clouds: Sequence[str]) -> None:
    """Read every view once for nothing, to fill caches, then in rounds."""
    # One thread: several spend CPU on waiting for each other.
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        connection.execute("set preserve_insertion_order = false")
        rounds = [{cloud: _read(connection, cloud) for cloud in clouds} for _ in range(_ROUNDS + 1)]
    out.write_text(json.dumps(rounds[1:]))


def _read(connection: duckdb.DuckDBPyConnection, cloud: str) -> float:
    """CPU-seconds per million rows, less planning and opening the files, whatever is in them."""
    view, landed = VIEWS[cloud]
    query = _QUERY.format(view=view)
    began = time.process_time()
    connection.execute(f"explain {query}").fetchall()
    connection.execute(f"select count(*) from raw.{landed}").fetchall()
    opened = time.process_time()
    connection.execute(query)
    ended = time.process_time()
    [(rows,)] = connection.execute("select sum(line_item_count) from staged").fetchall()
    return (ended - opened - (opened - began)) / float(rows) * 1e6


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
