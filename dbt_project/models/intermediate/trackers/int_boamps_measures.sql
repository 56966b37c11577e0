{#
  Measures of BoAmps reports, of the newest edition of each. Several tools may have measured one task at once: those are one
  energy, told by the longest.
#}
with newest as (
    select
        *,
        coalesce(ended_at, started_at) as told_until_at,
        coalesce(duration_s, 0) as told_s
    from {{ ref('stg_boamps__reports') }}
    qualify row_number() over (
        partition by report_key, measure_no order by reported_at desc nulls last, slice_id desc
    ) = 1
),

repeated as (
    select distinct shorter.report_key, shorter.measure_no
    from newest as shorter
    inner join newest as longer
        on
            shorter.report_key = longer.report_key
            and shorter.measure_no <> longer.measure_no
            and (
                shorter.told_s < longer.told_s
                or (shorter.told_s = longer.told_s and shorter.measure_no > longer.measure_no)
            )
    inner join {{ ref('policies') }} as policies on policies.policy_id = 'tracker_rank_overlap_share_min'
    where
        {{ elapsed_seconds(
            'greatest(shorter.started_at, longer.started_at)', 'least(shorter.told_until_at, longer.told_until_at)'
        ) }}
        >= policies.value * shorter.told_s
)

select
    newest.report_key as run_id,
    newest.measure_no,
    concat_ws(' ', newest.measurement_method, newest.method_version) as tracker_version,
    newest.host_id,
    newest.started_at as starts_at,
    newest.ended_at as ends_at,
    {{ measured('newest.energy_kwh') }} as energy_it_kwh,
    repeated.report_key is not null as is_duplicate_rank,
    newest.slice_id,
    newest.slice_version
from newest
left join repeated on newest.report_key = repeated.report_key and newest.measure_no = repeated.measure_no
