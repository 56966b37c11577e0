{# The inventory as the GHG Protocol asks for it: scopes, categories, totals by both methods, with the base year and the year before. #}
{{ disclosed_with_parts('datapoints_ghg') }}
