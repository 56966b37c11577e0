{#
  The owner of each distinct (account, resource, tags), found by an equi-join per rule kind and the smallest (priority,
  rule); resource patterns are globs. Rules are effective-dated, so there is one row per key and span of unchanged rules.
#}
with owner_keys as (
    select distinct owner_id, provider, sub_account_id, resource_id, owner_key
    from {{ ref('int_usage_daily') }}
    union
    select owner_id, provider, sub_account_id, resource_id, owner_key
    from {{ ref('int_split_shares') }}
),

starts as (
    select cast('1900-01-01' as date) as starts_on
    union
    select valid_from as starts_on from {{ ref('stg_organisation__attribution_rules') }} where valid_from is not null
    union
    select valid_to as starts_on from {{ ref('stg_organisation__attribution_rules') }} where valid_to is not null
),

spans as (
    select
        starts_on,
        coalesce(lead(starts_on) over (order by starts_on), cast('9999-12-31' as date)) as ends_on
    from starts
),

rules as (
    select rules.*, spans.starts_on, spans.ends_on
    from {{ ref('stg_organisation__attribution_rules') }} as rules
    inner join spans
        on
            coalesce(rules.valid_from, spans.starts_on) <= spans.starts_on
            and coalesce(rules.valid_to, spans.ends_on) >= spans.ends_on
),

tags as (
    {{ exploded_tags('owner_keys', 'owner_key', ['owner_id', 'provider']) }}
),

matches as (
    select tags.owner_id, rules.starts_on, rules.priority, rules.rule_id, rules.team_id
    from tags
    inner join rules
        on rules.rule_kind = 'tag' and tags.tag_key = rules.tag_key and tags.tag_value = rules.pattern
    union all
    select tags.owner_id, rules.starts_on, rules.priority, rules.rule_id, rules.team_id
    from tags
    inner join {{ ref('namespace_tags') }} as namespaces
        on tags.provider = namespaces.provider and tags.tag_key = namespaces.tag_key
    inner join rules on rules.rule_kind = 'namespace' and tags.tag_value = rules.pattern
    union all
    select owner_keys.owner_id, rules.starts_on, rules.priority, rules.rule_id, rules.team_id
    from owner_keys
    inner join rules on rules.rule_kind = 'account' and owner_keys.sub_account_id = rules.pattern
    union all
    select owner_keys.owner_id, rules.starts_on, rules.priority, rules.rule_id, rules.team_id
    from owner_keys
    inner join rules
        on rules.rule_kind = 'resource' and {{ matches_glob('owner_keys.resource_id', 'rules.pattern') }}
),

chosen as (
    select owner_id, starts_on, rule_id, team_id
    from matches
    qualify row_number() over (partition by owner_id, starts_on order by priority, rule_id) = 1
)

select
    owner_keys.owner_id,
    spans.starts_on,
    spans.ends_on,
    owner_keys.provider,
    owner_keys.sub_account_id,
    owner_keys.resource_id,
    owner_keys.owner_key,
    coalesce(chosen.team_id, 'unattributed') as team_id,
    chosen.rule_id as attribution_rule_id
from owner_keys
cross join spans
left join chosen on owner_keys.owner_id = chosen.owner_id and spans.starts_on = chosen.starts_on
