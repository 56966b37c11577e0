{# Energy, Scopes 1 and 2 and their intensity, as the voluntary standard for smaller undertakings asks in B3. #}
{{ disclosed('datapoints_vsme') }}
