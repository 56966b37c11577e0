{# The rules that give a line its scope, in words. #}
select rule_id, what, condition, scope, s3_category, s3_subcategory, method_note, recognition_basis, source
from {{ ref('scope_rules') }}
