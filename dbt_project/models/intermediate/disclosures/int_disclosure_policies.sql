{# How the entity discloses: its own policy, and where it has none the default. #}
with defaults as (
    select max(value) as restatement_threshold from {{ ref('close_policy') }} where policy_id = 'restatement_threshold_share'
),

policy as (
    {# A register of one row at most: an aggregate stands where it is empty. #}
    select
        max(base_year) as base_year,
        max(restatement_threshold) as restatement_threshold,
        max(sites_outside_group) as sites_outside_group,
        max(nuclear_instruments) as nuclear_instruments
    from {{ ref('stg_organisation__disclosure_policy') }}
)

select
    policy.base_year,
    coalesce(policy.restatement_threshold, defaults.restatement_threshold) as restatement_threshold,
    policy.restatement_threshold is not null as is_own_threshold,
    {# A list is asked for one id between its separators. #}
    concat(';', coalesce(policy.sites_outside_group, ''), ';') as sites_outside_group,
    concat(';', coalesce(policy.nuclear_instruments, ''), ';') as nuclear_instruments
from policy
cross join defaults
