{# The factors behind the entries of each book, as they were when it was written. #}
{{ config(materialized='view') }}
{% set texts = ['factor_id', 'factor_family', 'region_scheme', 'region_code', 'boundary'] %}
{% set numbers = ['value', 'value_low', 'value_high'] %}
{% set sources = ['range_kind', 'unit', 'publisher', 'edition', 'source_locator', 'licence', 'factor_quality', 'edition_rule'] %}
select
    book_id,
    {% for column in texts %}{{ text_in_json('details', column) }} as {{ column }}, {% endfor %}
    {% for column in numbers %}cast({{ text_in_json('details', column) }} as double) as {{ column }}, {% endfor %}
    {% for column in sources %}{{ text_in_json('details', column) }} as {{ column }}, {% endfor %}
    cast({{ text_in_json('details', 'data_year') }} as int) as data_year,
    cast({{ text_in_json('details', 'valid_from') }} as date) as valid_from,
    cast({{ text_in_json('details', 'valid_to') }} as date) as valid_to
from {{ ref('stg_organisation__books') }}
where record_kind = 'factor'
