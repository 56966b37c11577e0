{#
  What each cloud reported, as it printed it and in kilograms: every model version and every delivery stands, none adds to another.
  What the books take is `is_counted`, one measure of one method at a time. Water is the cloud's own and never mixed with ours.
#}
{% set grain = ['slice_id', 'slice_version', 'provider', 'tool', 'model_version', 'billing_account_id', 'sub_account_id',
                'carbon_bucket', 'region_id', 'activity_month', 'measure', 'original_unit'] %}
select
    {{ grain | join(', ') }},
    {{ priced('sum(original_value)') }} as original_value,
    {{ measured('sum(emissions_kgco2e)') }} as emissions_kgco2e,
    {{ measured('sum(water_l)') }} as provider_water_l,
    is_current_model,
    is_counted,
    bool_or(is_partial) as is_partial,
    max(refreshed_at) as refreshed_at,
    min(first_landed_at) as first_landed_at,
    count(*) as printed_row_count
from {{ ref('int_provider_figures') }}
group by {{ grain | join(', ') }}, is_current_model, is_counted
