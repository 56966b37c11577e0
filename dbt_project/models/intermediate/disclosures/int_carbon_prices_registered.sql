{# Internal carbon prices as registered. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_organisation__carbon_prices') }}
