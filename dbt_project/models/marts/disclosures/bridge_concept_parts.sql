{# What a disclosed quantity is computed of, where it is computed: its addends, or the two sides of a ratio. #}
select concept_key, level, part_key, part_role, weight, is_any_enough, source
from {{ ref('disclosure_formulas') }}
