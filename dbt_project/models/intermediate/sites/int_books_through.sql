{# The last month of which anything is known: the books hold no future, and what is still to be charged is a schedule, not an entry. #}
with months as (
    select max(activity_month) as activity_month from {{ ref('int_emission_figures') }}
    union all
    select max(activity_month) as activity_month from {{ ref('int_site_months') }}
    union all
    select {{ month_of('max(burned_to)') }} as activity_month from {{ ref('stg_organisation__fuels') }}
    union all
    select {{ month_of('max(topped_up_on)') }} as activity_month from {{ ref('stg_organisation__refrigerants') }}
    union all
    select {{ month_of('max(acquired_on)') }} as activity_month from {{ ref('stg_organisation__assets') }}
    union all
    select {{ month_of('max(disposed_on)') }} as activity_month from {{ ref('stg_organisation__assets') }}
)

select max(activity_month) as through_month from months
