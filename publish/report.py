"""Write a report by name in the formats asked for, from the published marts.

Reports are found, never registered: a module in `publish/reports/` that has a `REPORT` is one.
"""

import importlib
import os
import pkgutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish import formats as ways
from publish import period as months
from publish import reports
from publish.definition import Report
from publish.errors import UnknownReportError
from publish.period import Period
from publish.reading import Marts, opened


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a report in the order of their formats, and what breaks a bar of its own."""

    paths: tuple[Path, ...]
    breaches: tuple[str, ...]


def write_report(
    published: Path,
    out_dir: Path,
    *,
    name: str = "team-service",
    period: str | None = None,
    subject: str | None = None,
    formats: Sequence[str] = ways.USUAL,
) -> Written:
    """Write the report, by default its CSV, HTML page and workbook, and say where they are.

    The same facts give the same bytes under the same file names. A file is replaced whole.

    Args:
        published: the published file, opened read-only.
        out_dir: made when absent.
        name: a report of `discover()`.
        period: `2025-12`, `2025`, or none for every month that the data holds; a report may
            understand a year as the entity's fiscal year.
        subject: the one thing that the report is of, such as a run's id; none where it is of all.
        formats: some of `publish.formats.ALL`.

    Raises:
        BadPeriodError: the period is neither a month nor a year.
        NotPublishedError: the file, or a mart that the report reads, is not there.
        UnknownFormatError: the report is not written in a format.
        UnknownReportError: no report has that name, or nothing published has the subject's id.
    """
    report = _of(_named(name), subject)
    ways.refuse_unknown(report, formats)
    if period is not None:
        months.parse(period)  # what is no period is refused before anything is opened
    with opened(published) as marts:
        marts.require(report.tables)
        covered = (report.covered or _calendar(report))(marts, period)
        made = ways.documents(report, marts, covered, formats)
        out_dir.mkdir(parents=True, exist_ok=True)
        stem = f"{report.name}_{covered.slug}"
        paths = [_replaced(out_dir / f"{stem}{one.ending}", one.write) for one in made]
        return Written(tuple(paths), tuple(report.breaches(marts, covered)))


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


def _of(report: Report, subject: str | None) -> Report:
    """The report itself, or that of one thing."""
    if subject is None:
        return report
    if report.of is None:
        raise UnknownReportError(f"the report {report.name!r} is of a period, not of one thing")
    return report.of(subject)


def _calendar(report: Report) -> Callable[[Marts, str | None], Period]:
    """The month or year that was asked for, else every month of the report's first mart."""

    def covered(marts: Marts, asked: str | None) -> Period:
        if asked is not None:
            return months.parse(asked)
        return months.between(*marts.span(report.tables[0], report.used))

    return covered


def _replaced(target: Path, write: Callable[[Path], None]) -> Path:
    """Write beside the target and rename, so that nobody opens half a report."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    try:
        write(Path(name))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target
