{# The one list of staged usages: a line per provider, in plain sight. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_aws__line_items') }}
union all
select * from {{ ref('stg_focus__charges') }}
union all
select * from {{ ref('stg_azure__cost_details') }}
