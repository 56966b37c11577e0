{# Which evidence a booked row of a resource has: what the coverage of a bill and the checks before a close both ask. #}
{% macro coverage_class() -%}
    case
        when evidence_tier <= 2 then 'provider'
        when evidence_tier = 4 and energy_it_kwh is not null then 'estimated'
        {# What is spent on what a cloud's own figure covers is told there. #}
        when evidence_tier = 5 and is_spend_displaced then 'provider'
        when evidence_tier = 5 and coalesce(other_kgco2e, kept_location_kgco2e) is not null then 'spend'
        when no_emission_reason is null or no_emission_reason = 'unknown line item type' then 'uncovered'
        else 'no_emission_by_rule'
    end
{%- endmacro %}
