"""The year's facts as xBRL-JSON and xBRL-CSV.

Belongs here: which rows become facts and what the files are called. Does not: their syntax.
"""

from collections.abc import Sequence

from publish import identity, texts
from publish.definition import Document
from publish.disclosed.pack import Pack
from publish.period import Period
from publish.reading import Marts
from publish.xbrl import facts, oim, taxonomy

_MARK = "_not-a-filing"
"""In every file's name: no mark-up is obliged yet, and none is claimed."""


def documents(pack: Pack, marts: Marts, period: Period) -> Sequence[Document]:
    """xBRL-JSON, and xBRL-CSV as metadata with its table.

    Raises:
        UnfitFigureError: a row cannot be a fact.
    """
    rows = [one for one in pack.rows(marts, period) if one.framework_version == taxonomy.VERSION]
    found = facts.facts(rows, facts.reporter(identity.entity(marts)))
    table = f"{_MARK}.xbrl-csv.facts.csv"
    metadata = oim.as_csv_metadata(found, f"{pack.name}_{period.slug}{table}")
    return [
        Document(f"{_MARK}.xbrl.json", texts.written([oim.as_json(found)])),
        Document(f"{_MARK}.xbrl-csv.json", texts.written([metadata])),
        Document(table, texts.written(list(oim.as_csv(found)))),
    ]
