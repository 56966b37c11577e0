{# The one list of the clouds' own carbon tools: a line per tool, in plain sight. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_aws__carbon_emissions') }}
union all
select * from {{ ref('stg_gcp__carbon_footprints') }}
union all
select * from {{ ref('stg_azure__carbon_emissions') }}
