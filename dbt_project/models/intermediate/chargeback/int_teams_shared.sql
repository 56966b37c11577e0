{# Teams whose emissions the others bear, as registered. #}
{{ config(materialized='view') }}
select team_id, valid_from, valid_to from {{ ref('stg_organisation__shared_teams') }}
