{# Gross Scopes 1 and 2 in the layout of Regulation S-K Item 1505: adopted, stayed and not in force, as each row says. #}
with shown as (
    {{ disclosed_with_parts('datapoints_sec') }}
)

select shown.*, frameworks.status as legal_status, frameworks.note as legal_note
from shown
left join {{ ref('dim_framework') }} as frameworks
    on shown.framework = frameworks.framework and shown.framework_version = frameworks.framework_version
