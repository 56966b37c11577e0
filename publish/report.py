"""Write a report by name: one CSV and one page, from the published marts.

Reports are found, never registered: a module in `publish/reports/` that has a `REPORT` is one.
"""

import importlib
import os
import pkgutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from publish import cells, page, reports
from publish import period as months
from publish.definition import Report, Sheet
from publish.errors import UnknownReportError
from publish.period import Period
from publish.reading import Marts, opened


def write_report(
    published: Path,
    out_dir: Path,
    *,
    name: str = "team-service",
    period: str | None = None,
) -> list[Path]:
    """Write the report's CSV and HTML page, and say where they are.

    The same facts give the same bytes under the same file names. A file is replaced whole.

    Args:
        published: the published file, opened read-only.
        out_dir: made when absent.
        name: a report of `discover()`.
        period: `2025-12`, `2025`, or none for every month that the data holds.

    Raises:
        BadPeriodError: the period is neither a month nor a year.
        NotPublishedError: the file, or a mart that the report reads, is not there.
        UnknownReportError: no report has that name.
    """
    report = _named(name)
    asked = None if period is None else months.parse(period)
    with opened(published) as marts:
        marts.require(report.tables)
        covered = asked or months.between(*marts.span(report.tables[0]))
        return _written(report, marts, covered, out_dir)


def discover() -> dict[str, Report]:
    """Every report in `publish/reports/`, by name."""
    found: dict[str, Report] = {}
    for module in pkgutil.iter_modules(reports.__path__, f"{reports.__name__}."):
        report = getattr(importlib.import_module(module.name), "REPORT", None)
        if isinstance(report, Report):
            found[report.name] = report
    return dict(sorted(found.items()))


def _named(name: str) -> Report:
    """The report of that name, or an error that lists those there are."""
    known = discover()
    if name not in known:
        raise UnknownReportError(f"there is no report {name!r}; there is: {', '.join(known)}")
    return known[name]


def _written(report: Report, marts: Marts, period: Period, out_dir: Path) -> list[Path]:
    """Both files of a report for one period."""
    out_dir.mkdir(parents=True, exist_ok=True)
    stem = f"{report.name}_{period.slug}"
    variables = {"title": report.title, "period": period, **report.page(marts, period)}
    html = page.rendered(report.template, variables)
    return [
        _replaced(out_dir / f"{stem}.csv", _csv_lines(report.sheet(marts, period))),
        _replaced(out_dir / f"{stem}.html", [html]),
    ]


def _csv_lines(sheet: Sheet) -> Iterable[str]:
    """The header and the records as CSV text."""
    yield cells.csv_line(sheet.header)
    for record in sheet.records:
        yield cells.csv_line(record)


def _replaced(target: Path, parts: Iterable[str]) -> Path:
    """Write beside the target and rename, so that nobody opens half a report."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target
