{#
  kWh per GB of each class of data transfer. Low and high are a scenario: they are shown as a sensitivity and never enter
  the bounds of a figure.
#}
select
    classes.provider,
    classes.network_class,
    {{ network_class_id('classes') }} as network_class_id,
    coefficients.value as it_kwh_per_gb
from {{ ref('network_classes') }} as classes
inner join {{ ref('coefficients') }} as coefficients on classes.coefficient_id = coefficients.coefficient_id
