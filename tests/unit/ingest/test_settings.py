"""tonne.toml: what it may say, and what the message is where it says something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.errors import BadSettings
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured

A = '[sources.a]\nkind = "aws_cur2"\nuri = "x"\n'


def sources(home: Path, toml: str) -> list[Source]:
    (home / "tonne.toml").write_text(toml)
    return configured(load_settings(home), Workspace(home))


def refusal(home: Path, toml: str) -> BadSettings:
    with pytest.raises(BadSettings) as caught:
        sources(home, toml)
    assert caught.value.file == str(home / "tonne.toml")
    assert caught.value.remedy
    return caught.value


def test_paths_of_a_workspace_stand_in_its_home(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "a" / ".." / "b")
    home = tmp_path / "b"
    assert workspace.home == home
    assert workspace.warehouse == home / "warehouse.duckdb"
    assert workspace.published == home / "published" / "marts.duckdb"
    assert workspace.state == home / ".tonne"


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"does not exist.*tonne init"):
        load_settings(tmp_path)


def test_an_empty_file_is_a_workspace_without_sources(home: Path) -> None:
    assert sources(home, "") == []


@pytest.mark.parametrize(
    ("toml", "key", "words"),
    [
        ("[workspace\n", "the file", "not TOML"),
        ('[workspace]\nnaem = "x"\n', "workspace.naem", "name, keep_source|keep_source, name"),
        ("[workspace]\nkeep_source = 'perhaps'\n", "workspace.keep_source", "perhaps"),
        ("[extra]\n", "extra", "sources, workspace"),
        ('[sources.a]\nuri = "x"\n', "sources.a.kind", "missing"),
        ('[sources.a]\nkind = "aws_cur2"\n', "sources.a.uri", "missing"),
        ('[sources.A-b]\nkind = "aws_cur2"\nuri = "x"\n', "sources.A-b", "a-z"),
        ('[sources.a__b]\nkind = "aws_cur2"\nuri = "x"\n', "sources.a__b", "underscore"),
        (
            '[sources.a]\nkind = "aws_cur3"\nuri = "x"\n',
            "sources.a.kind",
            "aws_cur2, aws_focus, .*focus, .*grid_hourly",
        ),
        (
            '[sources.a]\nkind = "organisation_teams"\nuri = "x"\n',
            "sources.a.kind",
            r"inputs/teams\.csv",
        ),
        (
            '[sources.a]\nkind = "aws_cur2"\nuri = "x"\nbuket = 1\n',
            "sources.a.buket",
            "endpoint_url",
        ),
        (
            f'{A}[sources.b]\nkind = "aws_cur2"\nuri = "./x/"\n',
            "sources.b.uri",
            "counted twice",
        ),
    ],
)
def test_a_wrong_key_is_named_with_its_remedy(home: Path, toml: str, key: str, words: str) -> None:
    refused = refusal(home, toml)
    assert refused.key == key
    assert re.search(words, str(refused))


def test_a_source_keeps_its_bytes_unless_it_or_the_workspace_says_no(home: Path) -> None:
    def kept(workspace: str, own: str) -> bool:
        return sources(home, f"[workspace]\n{workspace}\n{A}{own}")[0].keep_source

    assert kept("", "")
    assert not kept("keep_source = false", "")
    assert kept("keep_source = false", "keep_source = true")
    assert not kept("", "keep_source = false")


def test_registers_are_read_without_being_configured(home: Path) -> None:
    (home / "inputs").mkdir()
    (home / "inputs/teams.csv").write_text("team_id,team_name,cost_center\n")
    assert [source.kind for source in sources(home, "")] == ["organisation_teams"]


def test_a_source_is_not_called_like_a_register_that_is_there(home: Path) -> None:
    named = A.replace("sources.a", "sources.teams")
    assert [one.name for one in sources(home, named)] == ["teams"]
    (home / "inputs").mkdir(exist_ok=True)
    (home / "inputs" / "teams.csv").write_text("team_id,team_name\n")
    refused = refusal(home, named)
    assert refused.key == "sources.teams"
    assert "inputs/teams.csv" in refused.problem
