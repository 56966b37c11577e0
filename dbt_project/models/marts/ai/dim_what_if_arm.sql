{# The alternatives that runs and services are compared with: those of the seed, and every own site as a place. #}
select arm_id, arm_kind, provider, place_id, accelerator, cast(shift_hours as int) as shift_hours, model_name, source, quality
from {{ ref('what_if_arms') }}
union all
select distinct
    concat('site_', region_id) as arm_id, 'region' as arm_kind, provider, region_id as place_id, cast(null as string) as accelerator,
    cast(null as int) as shift_hours, cast(null as string) as model_name, 'an own site' as source, 'A' as quality
from {{ ref('int_ai_places') }}
where provider = 'onprem'
