{# The inventory in the six categories of ISO 14064-1: cloud is a service used, 4.2, hardware a good, 4.1. #}
{{ disclosed_with_parts('datapoints_iso_14064') }}
