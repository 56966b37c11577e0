"""Whether the books are as they were written: in their folder, in the lake, and one after another.

Belongs here: findings about books. Does not: what they say of a month.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.books import history
from orchestration.doctor.finding import Finding


def findings(workspace: Workspace) -> Iterator[Finding]:
    """The first thing that is wrong with the books; all that follow on it are in doubt."""
    try:
        history.read(workspace)
    except TonneError as error:
        remedy = "Put the books back as they were written, then `tonne run`"
        yield Finding("breach", error.message, str(workspace.books), remedy)
