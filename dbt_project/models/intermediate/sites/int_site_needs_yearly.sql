{#
  Scope 2 energy of each site and calendar year, which contracts may cover, and the market of certificates that the site is in: its
  country, or the wider market that the entity has adopted.
#}
with adopted as (
    select country_iso2, min(market_zone) as market_zone from {{ ref('market_zones') }} where is_adopted group by country_iso2
)

select
    lines.site_id,
    cast(extract(year from lines.activity_month) as int) as activity_year,
    max(coalesce(adopted.market_zone, lines.country_iso2)) as market_zone,
    sum(lines.energy_kwh) as need_kwh,
    sum(lines.onsite_kwh) as onsite_kwh
from {{ ref('int_site_lines') }} as lines
left join adopted on lines.country_iso2 = adopted.country_iso2
where lines.scope = 2
group by lines.site_id, cast(extract(year from lines.activity_month) as int)
having sum(lines.energy_kwh) > 0
