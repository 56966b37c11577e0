{# Model versions never add: of one key the books read one version, of emissions and of water apart. #}
{% test one_model_version_counts(model, key) %}
select {{ key | join(', ') }}, measure = 'water_withdrawal' as is_water, count(distinct model_version) as versions
from {{ model }}
where is_counted
group by {{ key | join(', ') }}, measure = 'water_withdrawal'
having count(distinct model_version) > 1
{% endtest %}
