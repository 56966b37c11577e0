"""Sources are found by walking the package."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

import ingest.organisation.teams
from ingest.errors import TonneError
from ingest.source import discover, slice_name


def test_the_kinds_of_this_release_are_found() -> None:
    assert {"aws_cur2", "grid_hourly", "organisation_teams"} <= set(discover())
    assert [kind for kind, source in discover().items() if source.feeds_usage] == [
        "aws_cur",
        "aws_cur2",
        "aws_focus",
        "azure_cost",
        "azure_focus",
        "focus",
        "gcp_billing",
    ]
    assert [kind for kind, source in discover().items() if source.feeds_energy] == [
        "agent_samples",
        "prometheus_samples",
    ]
    assert not discover()["organisation_teams"].partitioned


def test_a_new_module_is_a_new_source_and_no_list_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "brook"
    package.mkdir()
    (package / "__init__.py").write_text('"""A provider."""\n')
    (package / "meter.py").write_text(
        "from ingest.organisation.teams import Teams\n"
        "class Brook(Teams):\n"
        "    kind = 'brook_meter'\n"
    )
    monkeypatch.setattr(ingest, "__path__", [*ingest.__path__, str(tmp_path)])
    try:
        assert set(discover()) >= {"brook_meter", "organisation_teams"}
    finally:
        for name in ("ingest.brook", "ingest.brook.meter"):
            sys.modules.pop(name, None)


def test_two_classes_of_one_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module: ModuleType = ingest.organisation.teams

    class Rival(ingest.organisation.teams.Teams):
        pass

    Rival.__module__ = module.__name__
    monkeypatch.setattr(module, "Rival", Rival, raising=False)
    with pytest.raises(TonneError, match="both define kind 'organisation_teams'"):
        discover()


def test_different_stems_never_share_a_slice_name() -> None:
    stems = ["a", "A", "a b", "a~20~b", "a-b", "ä", "a/b", "~"]
    names = [slice_name(stem) for stem in stems]
    assert len(set(names)) == len(stems)
    assert names[:2] == ["a", "A"]
