{# Reading what trackers wrote: which operations of OpenTelemetry are calls of a model. #}

{#
  Whether an operation asks a model: by its name, else by `counted`, the tokens it tells. Agents, tools, workflows and memories
  stand around such calls and may repeat their tokens; an answer fetched again takes nothing.
#}
{% macro is_model_call(operation, counted) -%}
    (
        {{ operation }} in ('chat', 'text_completion', 'generate_content', 'embeddings')
        or (
            coalesce({{ operation }}, '') not in (
                'create_agent', 'invoke_agent', 'invoke_workflow', 'execute_tool', 'plan', 'retrieval', 'fetch_response',
                'create_memory', 'create_memory_store', 'delete_memory', 'delete_memory_store', 'search_memory',
                'update_memory', 'upsert_memory'
            )
            and {{ counted }} is not null
        )
    )
{%- endmacro %}
