{# Base year changes as registered. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_organisation__recalculations') }}
