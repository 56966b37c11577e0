{# kWh and embodied kg of one output token of each model whose size is known, with the range of the whole estimate. #}
with c as (
    {{ api_coefficients() }}
),

models as (
    select distinct active_billion, total_billion from {{ ref('ai_models') }}
),

sized as (
    select
        models.*,
        {{ api_gpus('c', 'models.total_billion') }} as gpu_count,
        {{ api_token_seconds('c', 'models.active_billion') }} as seconds_per_token
    from models
    cross join c
)

select
    sized.active_billion,
    sized.total_billion,
    sized.gpu_count,
    sized.seconds_per_token,
    {{ api_token_kwh('c', 'sized.gpu_count', 'sized.seconds_per_token', 'sized.active_billion') }} as it_kwh_per_token,
    {{ api_token_embodied('c', 'sized.gpu_count', 'sized.seconds_per_token', 'c.gpu_embodied_kgco2e') }} as hardware_kgco2e_per_token,
    {{ api_token_embodied('c', 'sized.gpu_count', 'sized.seconds_per_token', 'c.gpu_embodied_low_kgco2e') }}
    * c.whole_estimate_low as hardware_low_kgco2e_per_token,
    {{ api_token_embodied('c', 'sized.gpu_count', 'sized.seconds_per_token', 'c.gpu_embodied_high_kgco2e') }}
    * c.whole_estimate_high as hardware_high_kgco2e_per_token,
    c.whole_estimate_low,
    c.whole_estimate_high
from sized
cross join c
