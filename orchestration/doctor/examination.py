"""The whole examination, from the settings to the published figures.

Belongs here: the order, and going on after a finding. Does not: any finding of its own but
settings that cannot be read.
"""

from __future__ import annotations

import duckdb

from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured
from orchestration.doctor import books, exports, figures, landed, places
from orchestration.doctor.finding import Finding


def examine(workspace: Workspace) -> list[Finding]:
    """Everything found, breaches first; each place is asked once."""
    try:
        sources = configured(load_settings(workspace.home), workspace)
    except TonneError as error:
        where = str(workspace.settings_file)
        return [Finding("breach", f"settings: {error.message}", where, "Correct the settings")]
    found = [*_of_sources(sources, workspace), *books.findings(workspace)]
    try:
        found += figures.findings(workspace.published)
    except TonneError as error:
        found.append(Finding("breach", error.message, str(workspace.published), "Run `tonne run`"))
    except duckdb.CatalogException:
        what = "the published marts are of another version and cannot be examined"
        found.append(Finding("breach", what, str(workspace.published), "Run `tonne run`"))
    return sorted(found, key=lambda one: one.severity)


def _of_sources(sources: list[Source], workspace: Workspace) -> list[Finding]:
    if all(source.own_place(source.workspace) for source in sources):
        remedy = "Name a source in tonne.toml: `tonne init` shows how"
        return [Finding("breach", "no source is named", str(workspace.settings_file), remedy)]
    lake = Lake(workspace.lake)
    found = [one for source in sources for one in places.findings(source)]
    for source in sources:
        if source.feeds_usage:
            found += exports.findings(source, lake)
    return [*found, *landed.findings(sources, lake)]
