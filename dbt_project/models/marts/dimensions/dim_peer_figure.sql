{#
  A figure of another tool beside ours, with what their difference is made of. Nothing here is an emission of the company:
  the rows are single usages that both tools were run over.
#}
select
    figures.peer,
    figures.peer_row_id,
    figures.provider,
    figures.service_name,
    figures.x_usage_type,
    figures.x_instance_type,
    figures.region_id,
    figures.consumed_unit,
    {{ priced('figures.consumed_quantity') }} as consumed_quantity,
    figures.activity_month,
    figures.measure,
    figures.ours,
    figures.theirs,
    figures.fallback,
    figures.factor_set,
    policies.value as difference_share_max,
    energy.ratio as energy_ratio,
    energy.reason as energy_reason,
    intensity.ratio as intensity_ratio,
    intensity.reason as intensity_reason,
    hardware.reason as hardware_reason
from {{ ref('int_peer_figures') }} as figures
{% for part in ['energy', 'intensity', 'hardware'] %}
    left join {{ ref('int_peer_parts') }} as {{ part }}
        on
            figures.peer = {{ part }}.peer
            and figures.peer_row_id = {{ part }}.peer_row_id
            and {{ part }}.part = '{{ part }}'
{% endfor %}
inner join {{ ref('policies') }} as policies on policies.policy_id = 'peer_difference_share_max'
