{# Assumptions of the what-ifs with their ranges. #}
select policy_id, value, value_low, value_high, range_kind, unit, meaning, source, quality from {{ ref('what_if_policies') }}
