{# The one list of staged usages: a line per provider, in plain sight. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_aws__line_items') }}
