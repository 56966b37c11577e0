"""Books that were changed or are lost, in their folder or in the lake, stop whoever goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.settings import Workspace
from orchestration.books import history, kept
from orchestration.doctor import books as doctor
from tests.books_home import OCTOBER, edit, land_books
from tests.contract.samples.books import BOOK, write_book


@pytest.fixture
def workspace(home: Path) -> Workspace:
    """One book, landed."""
    (home / "tonne.toml").write_text("")
    write_book(home)
    workspace = Workspace(home)
    land_books(workspace)
    return workspace


def _in_the_lake(workspace: Workspace) -> Path:
    [(_, _, path)] = Lake(workspace.lake).current_files("books")
    return path


def test_books_as_they_were_written_say_what_is_closed(workspace: Workspace) -> None:
    told = history.read(workspace)

    assert told.closed[OCTOBER].event.book_id == BOOK
    assert (told.months("soft"), told.months("hard")) == ([OCTOBER], [])
    assert list(doctor.findings(workspace)) == []


def test_a_changed_book_in_the_lake_is_found_though_its_size_is_the_same(
    workspace: Workspace,
) -> None:
    path = _in_the_lake(workspace)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(TonneError, match=str(path)):
        kept.refuse_changed(Lake(workspace.lake))
    with pytest.raises(TonneError, match="its sha256 is another"):
        history.read(workspace)
    [finding] = doctor.findings(workspace)
    assert (finding.severity, str(path) in finding.what) == ("breach", True)
    land_books(workspace)
    kept.refuse_changed(Lake(workspace.lake))


def test_a_landed_book_that_is_gone_from_the_lake_is_found(workspace: Workspace) -> None:
    _in_the_lake(workspace).unlink()

    with pytest.raises(TonneError, match="is not what landed"):
        kept.refuse_changed(Lake(workspace.lake))


def test_a_changed_book_in_its_folder_is_found(workspace: Workspace) -> None:
    edit(workspace.books / f"{BOOK}.parquet", 2, kgco2e=7)

    with pytest.raises(TonneError, match=r"0001-close-2025-10\.parquet, entry 1: it was changed"):
        history.read(workspace)


def test_a_book_that_is_lost_is_copied_back_from_the_lake(workspace: Workspace) -> None:
    book = workspace.books / f"{BOOK}.parquet"
    book.unlink()

    with pytest.raises(TonneError, match=rf"is gone\. .* {_in_the_lake(workspace)}"):
        history.read(workspace)
    book.write_bytes(_in_the_lake(workspace).read_bytes())
    assert OCTOBER in history.read(workspace).closed
