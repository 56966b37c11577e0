{#
  Energy of GPUs from the power that MLflow and W&B sampled: the mean of two neighbours times the time between them. A pause
  much longer than usual is a gap, and makes no energy; a moment told twice, but for a rounding, is one. Where W&B tells which
  GPUs the run itself used, only those count.
#}
with landed as (
    select
        'mlflow' as tracker, slice_id, slice_version, run_id, host_id, device_id, sampled_at, power_w, false as is_of_process
    from {{ ref('stg_mlflow__power_samples') }}
    union all
    select
        'wandb' as tracker, slice_id, slice_version, run_id, host_id, device_id, sampled_at, power_w, is_of_process
    from {{ ref('stg_wandb__power_samples') }}
),

told as (
    select
        *,
        max(case when is_of_process then 1 else 0 end) over (partition by tracker, run_id) = 1 as has_process
    from landed
),

samples as (
    select *
    from told
    where is_of_process = has_process
    qualify row_number() over (
        partition by tracker, run_id, host_id, device_id, date_trunc('millisecond', sampled_at)
        order by sampled_at, slice_id, slice_version, power_w
    ) = 1
),

intervals as (
    select
        *,
        lag(sampled_at) over (partition by tracker, run_id, host_id, device_id order by sampled_at) as before_at,
        lag(power_w) over (partition by tracker, run_id, host_id, device_id order by sampled_at) as before_w
    from samples
),

timed as (
    select *, {{ elapsed_seconds('before_at', 'sampled_at') }} as interval_s
    from intervals
),

usual as (
    select tracker, run_id, host_id, device_id, median(interval_s) as usual_s
    from timed
    group by tracker, run_id, host_id, device_id
)

select
    timed.tracker,
    timed.run_id,
    timed.host_id,
    timed.device_id,
    min(timed.sampled_at) as starts_at,
    max(timed.sampled_at) as ends_at,
    {{ measured('sum(case when timed.interval_s <= policies.value * usual.usual_s then '
        ~ priced(
            '(timed.before_w + timed.power_w) / ' ~ sides_of_trapezoid()
            ~ ' * timed.interval_s / ' ~ seconds_per_hour() ~ ' / ' ~ wh_per_kwh()
        )
        ~ ' end)') }} as energy_it_kwh,
    sum(case when timed.interval_s > policies.value * usual.usual_s then 1 else 0 end) as gap_count,
    count(*) as sample_count,
    max(case when timed.has_process then 1 else 0 end) = 1 as is_of_process,
    min(timed.slice_id) as slice_id,
    min(timed.slice_version) as slice_version
from timed
inner join usual
    on
        timed.tracker = usual.tracker
        and timed.run_id = usual.run_id
        and timed.device_id = usual.device_id
        and timed.host_id is not distinct from usual.host_id
inner join {{ ref('policies') }} as policies on policies.policy_id = 'tracker_gap_intervals_max'
group by timed.tracker, timed.run_id, timed.host_id, timed.device_id
