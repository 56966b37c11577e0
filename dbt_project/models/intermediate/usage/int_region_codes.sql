{# Every spelling of a cloud region that a bill may use, and the grid zone that feeds it. #}
with spellings as (
    select provider, region_id as region_code, region_id from {{ ref('cloud_regions') }}
    union
    select provider, alias as region_code, region_id
    from {{ ref('cloud_region_aliases') }}
    where kind = 'location_name'
)

select spellings.provider, spellings.region_code, spellings.region_id, regions.em_zone
from spellings
inner join {{ ref('cloud_regions') }} as regions
    on spellings.provider = regions.provider and spellings.region_id = regions.region_id
