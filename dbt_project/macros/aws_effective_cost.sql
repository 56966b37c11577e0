{# Effective cost of a CUR line by the rule of its type; a negotiated (net) price wins over the list one. #}
{% macro aws_effective_cost() -%}
    case effective_cost_rule
        when 'savings_plan_effective' then
            coalesce(savings_plan_net_savings_plan_effective_cost, savings_plan_savings_plan_effective_cost)
        when 'savings_plan_unused' then
            savings_plan_total_commitment_to_date - coalesce(savings_plan_used_commitment, 0)
        when 'reservation_effective' then
            coalesce(reservation_net_effective_cost, reservation_effective_cost)
        when 'reservation_unused' then
            coalesce(
                reservation_net_unused_amortized_upfront_fee_for_billing_period,
                reservation_unused_amortized_upfront_fee_for_billing_period,
                0
            )
            + coalesce(reservation_net_unused_recurring_fee, reservation_unused_recurring_fee, 0)
        when 'zero' then 0
        else coalesce(line_item_net_unblended_cost, line_item_unblended_cost)
    end
{%- endmacro %}
