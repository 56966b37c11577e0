{#
  What each pod took of its node, by window; the same window of a cluster is taken from one file. A node of AWS is its
  instance, one of an Azure scale set is the set, which is what Azure bills.
#}
with named as (
    select
        *,
        lower(node_provider_id) as provider_id,
        min(slice_id) over (partition by cluster, window_start, window_end) as window_slice_id
    from {{ source('raw', 'opencost') }}
)

select
    slice_id,
    slice_version,
    case
        when regexp_extract(provider_id, '(i-[0-9a-f]+)$', 1) <> '' then 'aws'
        when provider_id like 'azure://%' then 'azure'
        when provider_id like 'gce://%' then 'gcp'
    end as provider,
    case
        when provider_id like 'azure://%'
            then regexp_replace(regexp_replace(provider_id, '^azure://', ''), '/virtualmachines/[0-9]+$', '')
        else coalesce(nullif(regexp_extract(provider_id, '(i-[0-9a-f]+)$', 1), ''), provider_id)
    end as node_id,
    cluster,
    namespace,
    pod,
    cast(window_start as date) as usage_date,
    cpu_core_hours,
    gpu_hours,
    ram_byte_hours,
    {{ tags_as_text('tags') }} as tags_text
from named
where slice_id = window_slice_id
