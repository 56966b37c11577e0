{# Regions that a tool does not report; an estimate there keeps its place. #}
{{ config(materialized='view') }}
with listed as (
    select distinct tool, excluded_regions from {{ ref('provider_coverage') }} where excluded_regions is not null
),

patterns as (
    {{ split_rows('(select distinct excluded_regions from listed) as lists', 'excluded_regions', 'region_pattern') }}
)

select distinct listed.tool, patterns.region_pattern
from listed
inner join patterns on listed.excluded_regions = patterns.excluded_regions
