{# Absolute gross emissions as IFRS S2 29(a) asks: Scope 2 by location, both scopes by group and other investees, Scope 3 by category. #}
{{ disclosed_with_parts('datapoints_ifrs') }}
