"""Azure exports in a real container: blob names, manifests, credentials, denial."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests import azurite
from tests.azurite import ACCOUNT, Azurite
from tests.contract.samples import azure_cost
from tests.contract.samples.azure_cost import row, write_run

pytestmark = pytest.mark.slow

_OURS = "root/folder with spaces/ünïcode"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Azurite]:
    with azurite.running(tmp_path_factory.mktemp("azurite")) as started:
        yield started


@pytest.fixture
def storage(server: Azurite, monkeypatch: pytest.MonkeyPatch) -> Azurite:
    """The server, with credentials for it in the environment and no others in reach."""
    for name in [name for name in os.environ if name.startswith("AZURE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", server.connection_string)
    return server


def _land(home: Path, settings: str) -> list[Landed]:
    (home / "tonne.toml").write_text(settings)
    [source] = configured(load_settings(home), Workspace(home))
    return land_source(source, Lake(Workspace(home).lake))


def _settings(uri: str, **more: str) -> str:
    lines = "".join(f'{key} = "{value}"\n' for key, value in more.items())
    return f'[sources.acme]\nkind = "azure_cost"\nuri = "{uri}"\n{lines}'


def test_an_export_is_read_from_its_container(storage: Azurite, home: Path, tmp_path: Path) -> None:
    write_run(tmp_path, [[row(Cost="1")], [row(Cost="2")]])
    uri = storage.upload(tmp_path / azure_cost.CONTAINER, "plain")
    [landed] = _land(home, _settings(f"{uri}/cost/actual"))
    assert (landed.slice_id, landed.status, landed.rows) == ("acme__2025-10", "landed", 2)
    manifest = Lake(Workspace(home).lake).manifest("azure_cost", "acme__2025-10")
    assert manifest is not None
    assert all(one.uri.startswith(f"az://{ACCOUNT}/plain/cost/actual/") for one in manifest.inputs)
    [again] = _land(home, _settings(f"{uri}/cost/actual"))
    assert again.status == "unchanged"


def test_blob_names_with_spaces_and_letters_of_any_script_are_read(
    storage: Azurite, home: Path, tmp_path: Path
) -> None:
    folder = write_run(tmp_path, [[row()]])
    target = tmp_path / "container" / _OURS / folder.parent.name / folder.name
    shutil.copytree(folder, target)
    path = target / "manifest.json"
    path.write_text(path.read_text().replace("cost/actual", json.dumps(_OURS)[1:-1]))
    uri = storage.upload(tmp_path / "container", "spaces")
    [landed] = _land(home, _settings(f"{uri}/{_OURS}"))
    assert (landed.status, landed.rows) == ("landed", 1)


def test_an_address_of_https_is_the_same_container(
    storage: Azurite, home: Path, tmp_path: Path
) -> None:
    write_run(tmp_path, [[row()]])
    storage.upload(tmp_path / azure_cost.CONTAINER, "address")
    for number, uri in enumerate(
        (
            f"https://{ACCOUNT}.blob.core.windows.net/address/cost/actual",
            f"abfss://address@{ACCOUNT}.dfs.core.windows.net/cost/actual",
        )
    ):
        workspace = home / str(number)
        workspace.mkdir()
        [landed] = _land(workspace, _settings(uri))
        assert landed.status == "landed", landed.message


def test_a_container_that_is_not_there_takes_nothing_away(
    storage: Azurite, home: Path, tmp_path: Path
) -> None:
    write_run(tmp_path, [[row()]])
    uri = storage.upload(tmp_path / azure_cost.CONTAINER, "here")
    [good] = _land(home, _settings(f"{uri}/cost/actual"))
    [kept] = _land(home, _settings(f"az://{ACCOUNT}/gone/cost/actual"))
    assert (kept.status, kept.version) == ("kept_missing", good.version)
    assert "az://devstoreaccount1/gone" in kept.message


def test_a_token_is_never_sent_without_encryption(
    storage: Azurite, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AZURE_STORAGE_CONNECTION_STRING")
    uri = f"az://{ACCOUNT}/here/cost/actual"
    [landed] = _land(home, _settings(uri, endpoint_url=storage.endpoint))
    assert landed.status == "kept_missing"
    assert "is not encrypted and no key is given" in landed.message
