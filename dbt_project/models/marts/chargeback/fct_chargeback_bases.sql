{#
  What each team has itself, before anything is shared: the entries of management's view by posting month, in the parts that they are made
  of, with energy, water and cost of the month. What is posted for an earlier month is a true-up. What was held and not used stands
  apart: its part of what accrued is the same of the books as of the estimate.
#}
{% set held = {'energy_share': 'energy_it_kwh', 'hardware_share': 'hardware_kgco2e'} %}
{% set use = {'water_site': 'water_site_l', 'water_source': 'water_source_l', 'cost': 'reporting_cost'} %}
with idle as (
    select
        activity_month, provider, sub_account_id, carbon_bucket, region_id, team_id, evidence_tier,
        {% for share, column in held.items() %}
            coalesce(
                cast(sum({{ column }}) filter (where resource_kind = 'reserved_idle') as double) / nullif(sum({{ column }}), 0), 0
            ) as {{ share }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_team_use_monthly') }}
    group by activity_month, provider, sub_account_id, carbon_bucket, region_id, team_id, evidence_tier
    having bool_or(resource_kind = 'reserved_idle')
),

booked as (
    select
        ledger.posting_month, ledger.activity_month, ledger.team_id, ledger.method, ledger.energy_kwh, ledger.kgco2e,
        case when ledger.bundle is null then ledger.component else 'undivided' end as part,
        case
            when ledger.posting_month > ledger.activity_month or ledger.entry_type <> 'accrual' or ledger.bundle is not null then 0
            when ledger.component in ('electricity', 'upstream') then coalesce(idle.energy_share, 0)
            when ledger.component = 'hardware' then coalesce(idle.hardware_share, 0)
            else 0
        end as idle_share
    from {{ ref('fct_carbon_ledger_by_method') }} as ledger
    left join idle
        on
            ledger.activity_month = idle.activity_month and ledger.provider = idle.provider and ledger.team_id = idle.team_id
            and ledger.sub_account_id is not distinct from idle.sub_account_id
            and ledger.carbon_bucket is not distinct from idle.carbon_bucket
            and ledger.region_id is not distinct from idle.region_id and ledger.evidence_tier = idle.evidence_tier
    where ledger.recognition_basis <> 'acquisition_year'
),

parts as (
    select posting_month, activity_month, team_id, method, part, idle_share, {{ priced('kgco2e') }} as quantity from booked
    union all
    select posting_month, activity_month, team_id, method, 'energy' as part, idle_share, {{ priced('energy_kwh') }} as quantity
    from booked
    where energy_kwh is not null
    {% for part, column in use.items() %}
        union all
        select
            activity_month as posting_month, activity_month, team_id, 'na' as method, '{{ part }}' as part,
            case when resource_kind = 'reserved_idle' then 1 else 0 end as idle_share, {{ priced(column) }} as quantity
        from {{ ref('fct_team_use_monthly') }}
        where {{ column }} is not null
    {% endfor %}
),

told_apart as (
    select
        parts.*,
        case when idle_share = 1 then quantity else {{ priced(measured('cast(quantity as double) * idle_share')) }} end as idle_quantity,
        case
            when posting_month > activity_month then 'true_up' when team_id = 'unattributed' then 'unattributed' else 'direct'
        end as line_kind
    from parts
)

select
    posting_month, activity_month, team_id, line_kind, method, part, {{ priced('sum(quantity - idle_quantity)') }} as part_quantity
from told_apart
where idle_share < 1
group by posting_month, activity_month, team_id, line_kind, method, part
union all
select
    posting_month, activity_month, team_id, 'reserved_idle' as line_kind, method, part, {{ priced('sum(idle_quantity)') }} as part_quantity
from told_apart
where idle_share > 0
group by posting_month, activity_month, team_id, method, part
