{# Samples of every telemetry source in the one shape in which all are landed. A blank reading has no value. #}
{% set kinds = ['agent_samples', 'prometheus_samples'] %}
{% for kind in kinds %}
select
    day,
    series_id,
    sampled_at,
    value,
    quantity,
    unit,
    counter_kind,
    max_range,
    host_id,
    device_kind,
    device_id,
    parent_device_id,
    slice_profile,
    namespace,
    pod,
    container,
    job_id,
    workload_state,
    energy_zone,
    exporter,
    exporter_version,
    metric,
    sample_interval_s,
    labels,
    slice_id,
    slice_version
from {{ source('raw', kind) }}
{{ 'union all' if not loop.last }}
{% endfor %}
