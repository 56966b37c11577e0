{# Base year changes as registered. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_organisation__base_year_changes') }}
