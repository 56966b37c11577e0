{# Seeds are loaded with the quoting of RFC 4180 stated: a sniffed one misreads a file whose first quote comes late. #}
{% macro duckdb__load_csv_rows(model, agate_table) %}
    {% set sql %}
        copy {{ this.render() }} from '{{ adapter.get_seed_file_path(model) }}'
        (format csv, header true, auto_detect false, delimiter ',', quote '"', escape '"', nullstr '')
    {% endset %}
    {% do adapter.add_query(sql, abridge_sql_log=True) %}
    {{ return(sql) }}
{% endmacro %}
