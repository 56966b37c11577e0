{# Regions that a tool does not report; an estimate there keeps its place. #}
{{ config(materialized='view') }}
with listed as (
    select distinct tool, unreported_regions from {{ ref('provider_coverage') }} where unreported_regions is not null
),

patterns as (
    {{ split_rows('(select distinct unreported_regions from listed) as lists', 'unreported_regions', 'region_pattern') }}
)

select distinct listed.tool, patterns.region_pattern
from listed
inner join patterns on listed.unreported_regions = patterns.unreported_regions
