{#
  Which accelerator an asset holds, where its description names one that `accelerator_throughput` knows; the longest name wins (H100 NVL
  before H100).
#}
select
    assets.asset_id,
    assets.accelerator_count,
    throughput.accelerator
from {{ ref('stg_organisation__assets') }} as assets
left join {{ ref('accelerator_throughput') }} as throughput
    on {{ matches_glob('lower(assets.description)', 'lower(throughput.name_glob)') }}
qualify row_number() over (
    partition by assets.asset_id order by length(throughput.name_glob) desc nulls last, throughput.accelerator asc
) = 1
