"""The formats of a report: which there are, and the files that each makes.

Belongs here: from a report and a period to files not yet written. Does not: where they go.
"""

from collections.abc import Iterable, Sequence

from publish import cells, identity, page, texts, workbook
from publish.definition import Document, Report, Sheet, Tab
from publish.errors import UnknownFormatError
from publish.period import Period
from publish.reading import Marts

USUAL = ("csv", "html", "xlsx")
"""What is written when nothing is asked for."""

ALL = (*USUAL, "json", "xbrl")


def refuse_unknown(report: Report, formats: Sequence[str]) -> None:
    """Leave before anything is opened when the report is not written in a format.

    Raises:
        UnknownFormatError: names the format and those there are.
    """
    known = [*USUAL, "json", *(one for one in report.documents if one != "json")]
    if missing := [one for one in formats if one not in known]:
        raise UnknownFormatError(
            f"the report {report.name!r} is not written as {missing[0]}; it is as "
            f"{', '.join(known)}"
        )


def documents(
    report: Report, marts: Marts, period: Period, formats: Sequence[str]
) -> list[Document]:
    """The files of the formats, in the order of `ALL`."""
    own = {"csv": _sheet, "html": _page, "xlsx": _book, "json": _records}
    found: list[Document] = []
    for name in sorted(set(formats), key=ALL.index):
        if name in report.documents:
            found += report.documents[name](marts, period)
        else:
            found.append(own[name](report, marts, period))
        if name == "xlsx":
            found += _further_books(report, marts, period)
    return found


def _sheet(report: Report, marts: Marts, period: Period) -> Document:
    return Document(".csv", texts.written(_csv_lines(report.sheet(marts, period))))


def _page(report: Report, marts: Marts, period: Period) -> Document:
    variables = {"title": report.title, "period": period, **report.page(marts, period)}
    return Document(".html", texts.written([page.rendered(report.template, variables)]))


def _book(report: Report, marts: Marts, period: Period) -> Document:
    return _workbook(report, marts, period, ".xlsx", report.title, report.tabs(marts, period))


def _further_books(report: Report, marts: Marts, period: Period) -> Iterable[Document]:
    """The workbooks beside the one with everything."""
    for book in report.books(marts, period):
        ending = f"_{cells.file_part(book.of)}.xlsx"
        title = f"{report.title}: {cells.visible(book.of)}"
        yield _workbook(report, marts, period, ending, title, book.tabs)


def _workbook(
    report: Report, marts: Marts, period: Period, ending: str, title: str, tabs: Sequence[Tab]
) -> Document:
    """A workbook that ends with where its figures come from."""
    notes = report.notes(marts, period)
    sheets = [*tabs, identity.provenance(report, marts, period, notes)]
    created = identity.published_at(marts)
    return Document(ending, lambda path: workbook.write(path, sheets, created=created, title=title))


def _records(report: Report, marts: Marts, period: Period) -> Document:
    """The sheet's records as JSON, and whose they are."""
    sheet = report.sheet(marts, period)
    records = [dict(zip(sheet.header, record, strict=True)) for record in sheet.records]
    told = {
        **identity.head(report.name, report.title, marts, period),
        "notes": list(report.notes(marts, period)),
        "records": records,
    }
    return Document(".json", texts.written([texts.as_json(told)]))


def _csv_lines(sheet: Sheet) -> Iterable[str]:
    """The header and the records as CSV text."""
    yield cells.csv_line(sheet.header)
    for record in sheet.records:
        yield cells.csv_line(record)
