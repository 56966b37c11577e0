{#
  One row per region and month: overhead, grid, upstream, water and the state of the residual mix. A region that the map
  does not know takes the world mean and says so.
#}
with best as (
    select * from {{ ref('int_region_factor_candidates') }} where preference = 1
),

joined as (
    {{ factors_beside(ref('int_region_facilities'), 'best', ref('cloud_regions')) }}
)

{{ factors_read('joined', 'best') }}
