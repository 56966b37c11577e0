{# What each score holds, in the words that must stand beside it. #}
select boundary, functional_unit, statement, source, quality from {{ ref('sci_boundaries') }}
