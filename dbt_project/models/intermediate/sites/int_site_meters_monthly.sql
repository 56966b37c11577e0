{#
  What the meters of a site count in a month. Readings are shared to months by time; a meter-month with less than the policy's share
  of its seconds is a gap and has no figure, for a missing reading is not zero; a smaller hole is filled up pro rata.
#}
with readings as (
    select
        readings.meter_id,
        readings.starts_at,
        readings.ends_at,
        readings.is_estimated,
        readings.slice_id,
        meters.meter_kind,
        {{ month_of('readings.starts_at') }} as first_month,
        {{ month_of("readings.ends_at - interval '1' second") }} as last_month,
        {{ meter_quantity('readings.value', 'meters.unit') }} as quantity
    from {{ ref('stg_organisation__meter_readings') }} as readings
    inner join {{ ref('stg_organisation__meters') }} as meters
        on
            readings.meter_id = meters.meter_id
            and coalesce(cast(meters.valid_from as timestamp), readings.starts_at) <= readings.starts_at
            and coalesce(cast(meters.valid_to as timestamp), readings.ends_at) >= readings.ends_at
),

reading_months as (
    {{ exploded_months('readings', 'first_month', 'last_month',
        ['meter_id', 'meter_kind', 'starts_at', 'ends_at', 'is_estimated', 'slice_id', 'quantity']) }}
),

counted as (
    select
        meter_id,
        meter_kind,
        activity_month,
        sum({{ priced(
            'quantity * ' ~ seconds_shared('starts_at', 'ends_at', 'activity_month', next_month('activity_month'))
            ~ ' / ' ~ seconds_between('starts_at', 'ends_at')
        ) }}) as quantity,
        sum({{ seconds_shared('starts_at', 'ends_at', 'activity_month', next_month('activity_month')) }}) as seconds_covered,
        bool_or(is_estimated) as is_estimated,
        {{ joined_text('slice_id') }} as slice_ids
    from reading_months
    group by meter_id, meter_kind, activity_month
),

expected as (
    select
        months.site_id,
        months.activity_month,
        meters.meter_id,
        meters.meter_kind,
        sum({{ seconds_shared('meters.valid_from', 'meters.valid_to', 'months.activity_month', next_month('months.activity_month')) }})
            as seconds_expected
    from {{ ref('int_site_months') }} as months
    inner join {{ ref('stg_organisation__meters') }} as meters
        on months.site_id = meters.site_id and {{ holds_in_month('meters', 'months.activity_month') }}
    group by months.site_id, months.activity_month, meters.meter_id, meters.meter_kind
),

judged as (
    select
        expected.*,
        counted.quantity,
        counted.is_estimated,
        counted.slice_ids,
        coalesce(cast(counted.seconds_covered as double), 0) / expected.seconds_expected as coverage_share
    from expected
    left join counted
        on
            expected.meter_id = counted.meter_id and expected.meter_kind = counted.meter_kind
            and expected.activity_month = counted.activity_month
)

select
    judged.site_id,
    judged.activity_month,
    judged.meter_kind,
    bool_or(judged.coverage_share < policies.value) as is_gap,
    min(judged.coverage_share) as coverage_share,
    coalesce(bool_or(judged.is_estimated), false) as is_estimated,
    {{ joined_text('judged.slice_ids') }} as slice_ids,
    case
        when not bool_or(judged.coverage_share < policies.value)
            then sum({{ measured('cast(judged.quantity as double) / nullif(judged.coverage_share, 0)') }})
    end as quantity
from judged
inner join {{ ref('policies') }} as policies on policies.policy_id = 'meter_coverage_share_min'
group by judged.site_id, judged.activity_month, judged.meter_kind
