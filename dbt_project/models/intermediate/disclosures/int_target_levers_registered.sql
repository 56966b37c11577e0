{# Target levers as registered. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_organisation__target_levers') }}
