"""ESRS E1 of a fiscal year: emissions, energy, targets; as xBRL facts too, which are no filing."""

from functools import partial

from publish.definition import Report
from publish.disclosed import contents, fiscal
from publish.disclosed.pack import Pack
from publish.reports.esrs_e1 import tagged

_PACK = Pack("esrs-e1", "ESRS E1 climate change", "esrs", "E1")

REPORT = Report(
    name=_PACK.name,
    title=_PACK.title,
    tables=("dim_entity", "published_run"),
    template="disclosed.html.j2",
    sheet=_PACK.sheet,
    page=partial(contents.page, _PACK),
    tabs=_PACK.tabs,
    notes=_PACK.notes,
    covered=fiscal.covered,
    breaches=_PACK.breaches,
    documents={"json": _PACK.as_json, "xbrl": partial(tagged.documents, _PACK)},
)
