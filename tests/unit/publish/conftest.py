"""What the tests of `publish` share: the published file with hostile names, and its report."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.report import write_report
from tests.unit.publish.published_file import PublishedFile


@dataclass(frozen=True)
class Written:
    """A report and the file that it was written from."""

    published: Path
    sheet: Path
    page: Path
    book: Path

    @property
    def html(self) -> str:
        """The page's text."""
        return self.page.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The report of a bill whose names are formulas, markup and control characters."""
    folder = tmp_path_factory.mktemp("hostile")
    published = PublishedFile().write(folder)
    sheet, page, book = write_report(published, folder / "reports").paths
    return Written(published, sheet, page, book)
