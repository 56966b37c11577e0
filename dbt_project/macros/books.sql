{# What the books are made of: the ledger's own columns, the hash of a row and the checksum of a book. The text is written here, once. #}
{% macro ledger_columns() %}
    {{ return([
        'ledger_entry_id', 'activity_month', 'posting_month', 'entry_type', 'entity_id', 'provider', 'sub_account_id', 'carbon_bucket',
        'region_id', 'site_id', 'team_id', 'scope', 's3_category', 's3_subcategory', 'component', 'bundle', 'covered_components',
        'method', 'recognition_basis', 'rule_id', 'evidence_tier', 'market_basis', 'is_market_complete', 'factor_set_id',
        'slice_set_id', 'reverses_entry_id', 'reason', 'energy_kwh', 'kgco2e', 'low_kgco2e', 'high_kgco2e',
    ]) }}
{% endmacro %}

{# What an entry of a book calls the ledger's columns: two of them stand beside columns of the book with the same name. #}
{% macro entry_column(column) -%}
    {{ {'entity_id': 'entry_entity_id', 'reason': 'entry_reason'}.get(column, column) }}
{%- endmacro %}

{# Hash of an entry: its own columns as text, joined by a bar, null as a tilde. `columns` are the ledger's, under any name. #}
{% macro row_hash(columns) -%}
    md5(concat_ws('|'{% for column in columns %}, coalesce(cast({{ column }} as string), '~'){% endfor %}))
{%- endmacro %}

{# Checksum of a book: the hashes of its entries in their order, and the checksum of the book before. #}
{% macro book_checksum(row_hash, previous_checksum) -%}
    md5(concat(coalesce({{ joined_text(row_hash) }}, ''), '|', coalesce({{ previous_checksum }}, '')))
{%- endmacro %}

{# Columns that tell apart what a change of a figure is compared by: the key of an adjustment. #}
{% macro adjustment_key() %}
    {{ return([
        'activity_month', 'entity_id', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'site_id', 'team_id', 'scope',
        's3_category', 's3_subcategory', 'component', 'bundle', 'method', 'recognition_basis', 'rule_id', 'evidence_tier', 'market_basis',
    ]) }}
{% endmacro %}

{# A line of the published totals. #}
{% macro published_line() %}{{ return(['entity_id', 'scope', 's3_category', 's3_subcategory']) }}{% endmacro %}

{# A policy of the books by its id; empty is never. #}
{% macro close_policy(policy_id) -%}
    (select max(value) from {{ ref('dim_close_policy') }} where policy_id = '{{ policy_id }}')
{%- endmacro %}

{# A factor set as a book froze it: under one id other factors may stand behind it today. #}
{% macro booked_set(book_id, factor_set_id) %}concat({{ book_id }}, '.', {{ factor_set_id }}){% endmacro %}
