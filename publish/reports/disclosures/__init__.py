"""Every disclosure of a fiscal year in one pack: tables, their proof, and what they rest on."""

from functools import partial

from publish.definition import Report
from publish.disclosed import contents, fiscal
from publish.disclosed.pack import Pack

_PACK = Pack("disclosures", "Disclosure pack")

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
    documents={"json": _PACK.as_json},
)
