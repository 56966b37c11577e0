"""A dbt project small enough to read: two incremental models over a bill, a grid, a register.

`daily` reads the bill and the grid; `facts` reads `daily`, a register and a seed of prices;
`summary` is a mart.
"""

from __future__ import annotations

import sys
from pathlib import Path

_FILES = {
    "dbt_project/dbt_project.yml": """
name: toy
version: "0.1.0"
profile: toy
model-paths: [models]
macro-paths: [macros]
seed-paths: ["../seeds"]
flags: {send_anonymous_usage_stats: false}
models: {toy: {+materialized: table}}
seeds: {toy: {+schema: seeds}}
""",
    "dbt_project/profiles.yml": """
toy:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: "{{ env_var('TONNE_WAREHOUSE', 'warehouse.duckdb') }}"
      plugins: [{module: orchestration.crash_plugin}]
""",
    "dbt_project/macros/generate_schema_name.sql": """
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
""",
    "dbt_project/macros/doubled.sql": """
{% macro doubled(column) %}{{ adapter.dispatch('doubled')(column) }}{% endmacro %}
{% macro default__doubled(column) %}({{ column }} * 2){% endmacro %}
""",
    "dbt_project/macros/halved.sql": """
{% macro halved(column) %}({{ column }} / 2){% endmacro %}
""",
    "dbt_project/macros/replace_slices.sql": """
{% macro get_incremental_replace_slices_sql(arguments) -%}
    {% if env_var('TONNE_CRASH_AT', '') %}
        select tonne_checkpoint('inside_{{ model.name }}');
    {% endif %}
    delete from {{ arguments['target_relation'] }};
    insert into {{ arguments['target_relation'] }} select * from {{ arguments['temp_relation'] }}
{%- endmacro %}
""",
    "dbt_project/models/sources.yml": """
sources:
  - name: raw
    schema: raw
    tables:
      - {name: aws_cur2}
      - {name: grid_hourly}
      - {name: organisation_teams}
      - {name: slice_versions}
""",
    "dbt_project/models/staged_bill.sql": """
{{ config(materialized='view', schema='staging') }}
select slice_id, line_item_unblended_cost as amount from {{ source('raw', 'aws_cur2') }}
""",
    "dbt_project/models/staged_grid.sql": """
{{ config(materialized='view', schema='staging') }}
select avg(value_gco2e_per_kwh) as intensity from {{ source('raw', 'grid_hourly') }}
""",
    "dbt_project/models/staged_teams.sql": """
{{ config(materialized='view', schema='staging') }}
select count(*) as teams from {{ source('raw', 'organisation_teams') }}
""",
    "dbt_project/models/daily.sql": """
{{ config(materialized='incremental', incremental_strategy='replace_slices',
          schema='intermediate') }}
select
    bill.slice_id,
    versions.build_key,
    {{ doubled('bill.amount') }} as amount,
    regions.region,
    grid.intensity
from {{ ref('staged_bill') }} as bill
inner join {{ source('raw', 'slice_versions') }} as versions
    on bill.slice_id = versions.slice_id and versions.model = 'daily'
cross join {{ ref('regions') }} as regions
cross join {{ ref('staged_grid') }} as grid
""",
    "dbt_project/models/facts.sql": """
{{ config(materialized='incremental', incremental_strategy='replace_slices', schema='marts',
          on_schema_change='fail', contract={'enforced': true}) }}
select
    daily.slice_id,
    versions.build_key,
    cast({{ halved('daily.amount') }} * prices.price as double) as cost
from {{ ref('daily') }} as daily
inner join {{ source('raw', 'slice_versions') }} as versions
    on daily.slice_id = versions.slice_id and versions.model = 'facts'
cross join {{ ref('prices') }} as prices
cross join {{ ref('staged_teams') }} as teams
""",
    "dbt_project/models/facts.yml": """
models:
  - name: facts
    columns:
      - {name: slice_id, data_type: varchar, data_tests: [not_null]}
      - {name: build_key, data_type: varchar}
      - {name: cost, data_type: double}
""",
    "dbt_project/models/summary.sql": """
{{ config(schema='marts') }}
select slice_id, sum(cast(cost as decimal(38, 9))) as cost
from {{ ref('facts') }}
group by slice_id
""",
    "seeds/prices.csv": "price\n3.0\n",
    "seeds/regions.csv": "region\neu\n",
    "seeds/unused.csv": "word\nnothing\n",
}


def write(root: Path) -> Path:
    """Write the project into `root` and give the folder of its dbt_project.yml."""
    for name, text in _FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip("\n"))
    return root / "dbt_project"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
