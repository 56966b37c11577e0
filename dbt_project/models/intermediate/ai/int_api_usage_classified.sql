{#
  Use of models over an interface, by month, vendor, model and team: whose service it is, how large the model is, and whether
  it can be estimated. A cloud's own service weighs on that cloud's bill and adds nothing; what cannot be placed or sized is
  listed with its tokens.
#}
with usage as (
    select
        {{ month_of('hour_at') }} as activity_month,
        lower(vendor) as vendor,
        lower(coalesce(model_name, '')) as model_name,
        coalesce(service_name, '') as service_name,
        coalesce(team_id, 'unattributed') as team_id,
        lower(coalesce(server_address, '')) as server_address,
        {{ joined_text('slice_id') }} as slice_ids,
        sum(requests) as requests,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out
    from {{ ref('int_api_usage') }}
    group by 1, 2, 3, 4, 5, 6
),

placed as (
    select
        usage.*,
        vendors.vendor_kind, vendors.provider, vendors.invoice_service_glob, vendors.country_iso2,
        vendors.pue, vendors.pue_low, vendors.pue_high
    from usage
    left join {{ ref('ai_vendors') }} as vendors
        on
            usage.vendor = vendors.vendor
            and (
                {{ matches_glob('usage.server_address', 'vendors.address_glob') }}
                {# A span without an address went where its vendor answers itself. #}
                or (usage.server_address = '' and vendors.vendor_kind = 'direct')
            )
    qualify row_number() over (
        partition by usage.activity_month, usage.vendor, usage.model_name, usage.service_name, usage.team_id, usage.server_address
        order by length(vendors.address_glob) desc nulls last, vendors.address_glob asc
    ) = 1
)

select
    placed.activity_month, placed.vendor, placed.model_name, placed.service_name, placed.team_id, placed.server_address,
    placed.slice_ids, placed.vendor_kind, placed.provider, placed.invoice_service_glob, placed.country_iso2,
    placed.pue, placed.pue_low, placed.pue_high,
    placed.requests, placed.tokens_in, placed.tokens_out,
    models.active_billion,
    models.total_billion,
    case
        when placed.vendor_kind is null then 'unknown_vendor'
        when placed.vendor_kind = 'cloud_service' then 'weights_only'
        when models.name_glob is null then 'unknown_model_size'
        when placed.tokens_out is null then 'unknown_tokens'
        else 'estimated'
    end as status
from placed
left join {{ ref('ai_models') }} as models on {{ matches_glob('placed.model_name', 'models.name_glob') }}
qualify row_number() over (
    partition by
        placed.activity_month, placed.vendor, placed.model_name, placed.service_name, placed.team_id, placed.server_address
    order by length(models.name_glob) desc nulls last, models.name_glob asc
) = 1
