{# Grid, upstream and the state of the residual mix of the countries whose grid stands for a vendor's, as regions have them. #}
with best as (
    select * from {{ ref('int_ai_factor_candidates') }}
    where provider = 'country'
    qualify row_number() over (partition by provider, region_id, activity_month, factor_role order by preference) = 1
),

country_months as (
    select distinct provider, region_id, activity_month from best
),

places as (
    select distinct provider, region_id, region_id as country_iso2 from best
),

joined as (
    {{ factors_beside('country_months', 'best', 'places') }}
)

{{ factors_read('joined', 'best') }}
