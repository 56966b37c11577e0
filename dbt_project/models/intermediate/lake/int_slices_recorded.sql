{# Versions of slices and what is held back, as the lake records them. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_lake__slices') }}
