{# Parts of a product footprint that are declared, for a service of computing has none. #}
select part, value, unit, meaning, source, quality from {{ ref('pact_declarations') }}
