{# Every factor that a figure can name: value, range, boundary, publisher, edition, locator, licence, quality. #}
with held as (
    select
        factor_id, factor_family, region_scheme, region_code, boundary, value, value_low, value_high, range_kind, unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('factors') }}
    union all
    select
        factor_id, 'spend' as factor_family, 'naics2017' as region_scheme, naics2017 as region_code, 'lifecycle' as boundary,
        value, value_low, value_high, range_kind, unit, publisher, edition, source_locator, licence, factor_quality
    from {{ ref('spend_factors') }}
    union all
    select
        {{ pue_wue_id('facilities') }} as factor_id, 'pue_wue' as factor_family, 'cloud_region' as region_scheme,
        concat(facilities.provider, ':', facilities.region_pattern) as region_code, 'facility' as boundary,
        facilities.pue as value, facilities.pue_low as value_low, facilities.pue_high as value_high, facilities.range_kind,
        'kWh facility per kWh IT' as unit, facilities.publisher, facilities.edition, facilities.source_locator,
        facilities.licence, facilities.factor_quality
    from {{ ref('cloud_pue_wue') }} as facilities
    union all
    select
        {{ cpu_power_id('microarchitecture') }} as factor_id, 'cpu_power' as factor_family, 'microarchitecture' as region_scheme,
        microarchitecture as region_code, 'it' as boundary, full_load_w_per_thread as value, full_load_low as value_low,
        full_load_high as value_high, range_kind, 'W per thread at full load' as unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('cpu_power') }}
    union all
    select
        {{ accelerator_id('accelerator') }} as factor_id, 'accelerator' as factor_family, 'accelerator' as region_scheme,
        accelerator as region_code, 'chip' as boundary, max_w as value, idle_w as value_low, max_w as value_high,
        'min_max' as range_kind, 'W' as unit, power_publisher as publisher, power_edition as edition,
        concat(power_source, '; embodied: ', embodied_source) as source_locator, licence, power_quality as factor_quality
    from {{ ref('accelerators') }}
    union all
    select
        {{ storage_class_id('classes') }} as factor_id, 'storage_class' as factor_family, 'storage_class' as region_scheme,
        classes.storage_class as region_code, 'it' as boundary, classes.copies as value, cast(null as double) as value_low,
        cast(null as double) as value_high, cast(null as string) as range_kind, concat('copies on ', classes.medium) as unit,
        classes.publisher, classes.edition, classes.source_locator, classes.licence, classes.factor_quality
    from {{ ref('storage_classes') }} as classes
    union all
    select
        {{ capacity_unit_id('units') }} as factor_id, 'capacity_unit' as factor_family, 'capacity_unit' as region_scheme,
        units.capacity_unit as region_code, 'it' as boundary, coalesce(units.vcpus, units.memory_gib) as value,
        cast(null as double) as value_low, cast(null as double) as value_high, cast(null as string) as range_kind,
        concat_ws(
            '', case when units.vcpus is null then 'GiB' else concat('vCPU and ', units.memory_gib, ' GiB') end,
            ' and ' || units.accelerator_count || ' ' || units.accelerator,
            ', ' || units.scale_low, ' to ' || units.scale_high || ' times'
        ) as unit,
        units.publisher, units.edition, units.source_locator, units.licence, units.factor_quality
    from {{ ref('capacity_units') }} as units
    union all
    select
        {{ network_class_id('classes') }} as factor_id, 'network_class' as factor_family, 'network_class' as region_scheme,
        classes.network_class as region_code, 'it' as boundary, coefficients.value, coefficients.value_low,
        coefficients.value_high, coefficients.range_kind, coefficients.unit,
        coefficients.publisher, coefficients.edition, coefficients.source_locator, coefficients.licence, classes.quality as factor_quality
    from {{ ref('network_classes') }} as classes
    inner join {{ ref('coefficients') }} as coefficients on classes.coefficient_id = coefficients.coefficient_id
    union all
    select
        {{ lifetime_id('lives') }} as factor_id, 'lifetime' as factor_family, 'provider' as region_scheme,
        lives.provider as region_code, 'hardware' as boundary, lives.life_years as value, lives.life_low as value_low,
        lives.life_high as value_high, 'scenario' as range_kind, 'years' as unit,
        lives.publisher, lives.edition, lives.source_locator, lives.licence, lives.factor_quality
    from {{ ref('hardware_lifetimes') }} as lives
    union all
    select
        concat('coefficient.', coefficient_id) as factor_id, 'coefficient' as factor_family, 'none' as region_scheme,
        coefficient_id as region_code, 'it' as boundary, value, value_low, value_high, range_kind, unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('coefficients') }}
    union all
    select
        {{ fx_id('currency', 'month') }} as factor_id, 'fx' as factor_family, 'currency' as region_scheme, currency as region_code,
        'none' as boundary, units_per_eur as value, cast(null as double) as value_low, cast(null as double) as value_high,
        cast(null as string) as range_kind, 'units per EUR, mean of the month' as unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('fx_monthly') }}
    union all
    select
        {{ price_index_id('currency', 'year') }} as factor_id, 'price_index' as factor_family, 'currency' as region_scheme,
        currency as region_code, 'none' as boundary, value, cast(null as double) as value_low, cast(null as double) as value_high,
        cast(null as string) as range_kind, 'index' as unit, publisher, edition, source_locator, licence, factor_quality
    from {{ ref('price_index') }}
    union all
    select
        factor_id, factor_family, region_scheme, region_code, boundary, value, value_low, value_high, range_kind, unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('int_residual_mixes_loaded') }}
    union all
    select
        concat('fuel.', fuel, '.', unit) as factor_id, 'fuel' as factor_family, 'fuel' as region_scheme, fuel as region_code,
        'direct' as boundary, co2_fossil_kg as value, cast(null as double) as value_low, cast(null as double) as value_high,
        cast(null as string) as range_kind, concat('kg fossil CO2 per ', unit, '; CH4 and N2O beside') as unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('fuel_factors') }}
    union all
    select
        concat('disposal.', disposal_route) as factor_id, 'disposal' as factor_family, 'disposal_route' as region_scheme,
        disposal_route as region_code, 'lifecycle' as boundary, value, value_low, value_high, range_kind, unit,
        publisher, edition, source_locator, licence, factor_quality
    from {{ ref('disposal_factors') }}
    union all
    select
        {{ warming_potential_id('gwp') }} as factor_id, 'gwp' as factor_family, 'gas' as region_scheme, species as region_code,
        'direct' as boundary, value, cast(null as double) as value_low, cast(null as double) as value_high,
        cast(null as string) as range_kind, unit, publisher, edition, source_locator, licence, factor_quality
    from {{ ref('gwp') }} as gwp
    union all
    select
        concat('asset.', asset_id) as factor_id, 'asset' as factor_family, 'asset' as region_scheme, asset_id as region_code,
        'hardware' as boundary, cast(embodied_kgco2e as double) as value, cast(embodied_low_kgco2e as double) as value_low,
        cast(embodied_high_kgco2e as double) as value_high, 'given' as range_kind, 'kgCO2e of all pieces' as unit,
        coalesce(embodied_source, 'register of assets') as publisher, cast(null as string) as edition,
        'register of assets' as source_locator, cast(null as string) as licence, cast(null as string) as factor_quality
    from {{ ref('int_assets_valued') }}
    where is_given
)

select
    held.factor_id, held.factor_family, held.region_scheme, held.region_code, held.boundary, held.value, held.value_low,
    held.value_high, held.range_kind, held.unit, held.publisher, held.edition, held.source_locator, held.licence,
    held.factor_quality, editions.edition_rule, editions.data_year, editions.valid_from, editions.valid_to
from held
left join {{ ref('factors') }} as editions on held.factor_id = editions.factor_id
union all
{# What only a closed book still knows, as the last of them froze it. #}
select
    frozen.factor_id, frozen.factor_family, frozen.region_scheme, frozen.region_code, frozen.boundary, frozen.value,
    frozen.value_low, frozen.value_high, frozen.range_kind, frozen.unit, frozen.publisher, frozen.edition,
    frozen.source_locator, frozen.licence, frozen.factor_quality, frozen.edition_rule, frozen.data_year, frozen.valid_from,
    frozen.valid_to
from {{ ref('dim_factor_snapshot') }} as frozen
left join held on frozen.factor_id = held.factor_id
where held.factor_id is null
qualify row_number() over (partition by frozen.factor_id order by frozen.book_id desc) = 1
