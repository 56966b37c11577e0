{# Hosts: where each stands, which asset it is, who owns it. #}
select
    host_id,
    site_id,
    asset_id,
    team_id,
    idle_policy,
    valid_from,
    valid_to,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_hosts') }}
