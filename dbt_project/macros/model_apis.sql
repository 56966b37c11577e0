{#
  What one output token of a model costs by the published formula over `ai_api_coefficients`: accelerators by the memory of the weights,
  their energy by active parameters and batch, the server's by latency; embodied by the same latency. Input tokens are not in the formula.
#}
{% macro api_coefficients() -%}
    select
        {% for name in ['batch_size', 'gpu_wh_per_token_base', 'gpu_wh_per_token_per_billion', 'gpu_batch_decay',
                        'latency_s_per_token_base', 'latency_s_per_token_per_billion', 'latency_s_per_token_per_request',
                        'memory_overhead', 'bytes_per_weight', 'gpu_memory_gb', 'server_kw', 'gpus_per_server',
                        'server_embodied_kgco2e', 'gpu_embodied_kgco2e', 'hardware_life_years', 'whole_estimate'] -%}
            max(case when coefficient_id = '{{ name }}' then value end) as {{ name }},
        {% endfor -%}
        max(case when coefficient_id = 'whole_estimate' then value_low end) as whole_estimate_low,
        max(case when coefficient_id = 'whole_estimate' then value_high end) as whole_estimate_high,
        max(case when coefficient_id = 'gpu_embodied_kgco2e' then value_low end) as gpu_embodied_low_kgco2e,
        max(case when coefficient_id = 'gpu_embodied_kgco2e' then value_high end) as gpu_embodied_high_kgco2e
    from {{ ref('ai_api_coefficients') }}
{%- endmacro %}

{# Accelerators that hold the weights: the next power of two. #}
{% macro api_gpus(c, total_billion) -%}
    power(2, ceil(log2(ceil({{ c }}.memory_overhead * {{ total_billion }} * {{ c }}.bytes_per_weight / {{ c }}.gpu_memory_gb))))
{%- endmacro %}

{# Seconds that a token takes. #}
{% macro api_token_seconds(c, active_billion) -%}
    ({{ c }}.latency_s_per_token_per_billion * {{ active_billion }} + {{ c }}.latency_s_per_token_per_request * {{ c }}.batch_size
    + {{ c }}.latency_s_per_token_base)
{%- endmacro %}

{# IT energy of a token, kWh. #}
{% macro api_token_kwh(c, gpus, seconds, active_billion) -%}
    ({{ seconds }} / {{ seconds_per_hour() }} * {{ c }}.server_kw * {{ gpus }} / {{ c }}.gpus_per_server / {{ c }}.batch_size
    + {{ gpus }} * ({{ c }}.gpu_wh_per_token_per_billion * exp({{ c }}.gpu_batch_decay * {{ c }}.batch_size) * {{ active_billion }}
    + {{ c }}.gpu_wh_per_token_base) / {{ wh_per_kwh() }})
{%- endmacro %}

{# Embodied of a token, kgCO2e, with the accelerator's value of a bound. #}
{% macro api_token_embodied(c, gpus, seconds, gpu_embodied) -%}
    ({{ seconds }} / ({{ c }}.hardware_life_years * {{ hours_per_year() }} * {{ seconds_per_hour() }} * {{ c }}.batch_size)
    * ({{ gpus }} / {{ c }}.gpus_per_server * {{ c }}.server_embodied_kgco2e + {{ gpus }} * {{ gpu_embodied }}))
{%- endmacro %}
