{# Factors as books froze them, for an auditor who asks with what a closed figure was made. #}
select
    book_id, factor_id, factor_family, region_scheme, region_code, boundary, value, value_low, value_high, range_kind,
    unit, publisher, edition, source_locator, licence, factor_quality, edition_rule, data_year, valid_from, valid_to
from {{ ref('int_factors_frozen') }}
