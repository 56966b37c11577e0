{#
  Runs of one experiment by what they reached and what they emitted: a run is on the front where no other of the experiment
  and metric is as good with fewer kilograms. For a loss or an error less is better, for anything else more. A run of which an
  attempt is not booked has too few kilograms: it is on no front and beats none.
#}
with runs as (
    select
        experiment_id, quality_metric, run_id, model_id, team_id, activity_month, quality_value, total_location_kgco2e, wasted_share,
        case when is_booked then total_location_kgco2e end as whole_kgco2e,
        lower(quality_metric) like '%loss%' or lower(quality_metric) like '%error%' or lower(quality_metric) like '%perplexity%'
            as is_less_better
    from {{ ref('fct_ai_runs') }}
    where experiment_id is not null and quality_value is not null and quality_metric is not null
),

judged as (
    select runs.*, case when is_less_better then -quality_value else quality_value end as merit from runs
),

beaten as (
    select judged.run_id, judged.quality_metric, count(*) as beaten_by_count
    from judged
    inner join judged as better
        on
            judged.experiment_id = better.experiment_id and judged.quality_metric = better.quality_metric
            and judged.merit <= better.merit and judged.whole_kgco2e >= better.whole_kgco2e
            and (judged.merit < better.merit or judged.whole_kgco2e > better.whole_kgco2e)
    group by judged.run_id, judged.quality_metric
)

select
    judged.experiment_id, judged.quality_metric, judged.run_id, judged.model_id, judged.team_id, judged.activity_month,
    judged.quality_value, judged.is_less_better,
    judged.total_location_kgco2e,
    judged.wasted_share,
    judged.whole_kgco2e is not null and beaten.run_id is null as is_on_front,
    cast(coalesce(beaten.beaten_by_count, 0) as int) as beaten_by_count
from judged
left join beaten on judged.run_id = beaten.run_id and judged.quality_metric = beaten.quality_metric
