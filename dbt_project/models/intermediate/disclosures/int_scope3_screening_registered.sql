{# Scope3 screening as registered. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_organisation__scope3_screening') }}
