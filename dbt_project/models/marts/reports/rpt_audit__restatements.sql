{#
  What postings changed of what had been stated: per posting, fiscal year, line, method and kind, in tonnes. Previous is what the books
  held of the line's closed months just before; the kinds of one posting sum to current less previous. The statutory view.
#}
{% set line = published_line() %}
{% set group = ['fiscal_year'] + line + ['method'] %}
with entity as (
    {# The books are of the first entity (fct_carbon_ledger), and so is the year. #}
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('dim_entity') }}
),

methods as (
    {% for method in emission_methods() %}
        select '{{ method }}' as method {{ 'union all' if not loop.last }}
    {% endfor %}
),

lines as (
    select
        held.book_id, held.sequence, held.event_kind, held.activity_month,
        {{ fiscal_year('held.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
        {% for column in line %}held.{{ column }}, {% endfor %}methods.method, held.adjustment_kind, held.kgco2e
    from {{ ref('fct_book_lines') }} as held
    cross join entity
    inner join methods on held.method in (methods.method, 'na')
    where held.recognition_basis <> 'amortised'
),

months as (
    select distinct activity_month from lines
),

{# The close that stood over each month when a posting was made. #}
standing as (
    select
        postings.book_id as posting_id, postings.sequence as posting_sequence, months.activity_month,
        decisions.book_id, decisions.sequence, decisions.event_kind
    from {{ ref('dim_book') }} as postings
    cross join months
    inner join {{ ref('dim_book') }} as decisions
        on
            postings.sequence > decisions.sequence and decisions.event_kind <> 'posting'
            and months.activity_month between decisions.first_month and decisions.last_month
    where postings.event_kind = 'posting'
    qualify row_number() over (partition by postings.book_id, months.activity_month order by decisions.sequence desc) = 1
),

previous as (
    select standing.posting_id, lines.{{ group | join(', lines.') }}, sum(lines.kgco2e) as kgco2e
    from standing
    inner join lines
        on
            standing.activity_month = lines.activity_month
            and (
                standing.book_id = lines.book_id
                or (lines.event_kind = 'posting' and standing.sequence < lines.sequence and standing.posting_sequence > lines.sequence)
            )
    where standing.event_kind <> 'reopen'
    group by standing.posting_id, lines.{{ group | join(', lines.') }}
),

changed as (
    select
        book_id, {{ group | join(', ') }}, adjustment_kind,
        min(activity_month) as first_activity_month, max(activity_month) as last_activity_month, sum(kgco2e) as kgco2e
    from lines
    where event_kind = 'posting'
    group by book_id, {{ group | join(', ') }}, adjustment_kind
)

select
    changed.book_id,
    postings.sequence,
    postings.approved_at as posted_at,
    changed.{{ group | join(', changed.') }},
    changed.adjustment_kind,
    changed.first_activity_month,
    changed.last_activity_month,
    {{ tonnes('previous.kgco2e') }} as previous_tco2e,
    {{ tonnes('changed.kgco2e') }} as change_tco2e,
    {{ tonnes(
        'coalesce(previous.kgco2e, 0) + sum(changed.kgco2e) over (partition by changed.book_id, changed.'
        ~ group | join(', changed.') ~ ')'
    ) }} as current_tco2e,
    postings.reason,
    postings.prepared_by,
    postings.approved_by
from changed
inner join {{ ref('dim_book') }} as postings on changed.book_id = postings.book_id
left join previous
    on
        changed.book_id = previous.posting_id
        {% for column in group %}and changed.{{ column }} is not distinct from previous.{{ column }} {% endfor %}
