{# Framework elections as registered. #}
{{ config(materialized='view') }}
select * from {{ ref('stg_organisation__framework_elections') }}
