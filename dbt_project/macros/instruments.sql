{# Contracts that fill the uncovered kWh of sites one after the other. #}

{# Sum of the rows of a group that come before this one. #}
{% macro sum_before(column, group, order) -%}
    coalesce(sum({{ column }}) over (
        partition by {{ group }} order by {{ order }} rows between unbounded preceding and 1 preceding
    ), 0)
{%- endmacro %}

{# What a stage leaves uncovered at each site and year. #}
{% macro room_left(needs, applied) -%}
    select
        needs.site_id, needs.activity_year, needs.market_zone, needs.onsite_kwh,
        needs.room_kwh - coalesce(covered.applied_kwh, 0) as room_kwh
    from {{ needs }} as needs
    left join (
        select site_id, activity_year, sum(applied_kwh) as applied_kwh from {{ applied }} group by site_id, activity_year
    ) as covered on needs.site_id = covered.site_id and needs.activity_year = covered.activity_year
{%- endmacro %}

{# How much of a site's room is covered once `covered` kWh of its market are; never more than the room. #}
{% macro room_covered(covered) -%}
    case
        when {{ covered }} >= market_kwh then room_kwh
        else least(room_kwh, {{ measured(
            'cast(room_kwh as double) * (cast(' ~ covered ~ ' as double) / nullif(cast(market_kwh as double), 0))'
        ) }})
    end
{%- endmacro %}
