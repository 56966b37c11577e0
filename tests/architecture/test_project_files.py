"""The project speaks of itself alone: no machine, no download host, no leftovers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, files, line_count, name, places, project_files

_README_LINES = 150
_TEXT = {".cfg", ".csv", ".html", ".in", ".md", ".py", ".sql", ".toml", ".txt", ".yml", ""}
# A class of one letter keeps each pattern from finding itself.
_MACHINE_PATHS = re.compile(r"(?<![\w.~:/-])/(?:[w]ork|[f]arm|[r]oot|[h]ome|tmp/[a-z]+)/[^\s'\"]*")
_HOSTS = re.compile(
    r"[p]ypi\.|[p]ythonhosted|[r]egistry\.npmjs|[d]eb\.debian|[i]ndex-url|[f]ind-links"
    r"|https?://\S+\.(?:whl|tar\.gz|tgz)\b"
)
_LEFTOVERS = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX|[N]otImplementedError)\b|mark\.[s]kip\b(?!if)")


@pytest.mark.parametrize(
    ("pattern", "endings"),
    [
        pytest.param(_MACHINE_PATHS, _TEXT - {".csv"}, id="paths of a machine"),
        pytest.param(_HOSTS, _TEXT - {".csv"}, id="package hosts"),
        pytest.param(_LEFTOVERS, {".py", ".sql", ".yml"}, id="leftovers"),
    ],
)
def test_no_file_holds(pattern: re.Pattern[str], endings: set[str]) -> None:
    found = [
        place
        for file in project_files()
        if file.suffix in endings and file.name not in ("LICENSE", Path(__file__).name)
        if not (pattern is _HOSTS and file.name == "Makefile")
        for place in places(pattern, file.read_text(encoding="utf-8"), file)
    ]

    assert found == []


def test_readmes_have_at_most_150_lines() -> None:
    long = {name(file): line_count(file) for file in files(".md") if file.name == "README.md"}

    assert "README.md" in long
    assert {file: lines for file, lines in long.items() if lines > _README_LINES} == {}


def test_every_room_has_a_readme() -> None:
    rooms = ("ingest", "seeds", "dbt_project", "orchestration", "publish", "tests")

    assert [room for room in rooms if not (ROOT / room / "README.md").is_file()] == []


@pytest.mark.parametrize(
    "lock", ["runtime", "aws", "gcp", "azure", "agent", "dev", "bqemulator", "arelle"]
)
def test_every_locked_package_is_pinned_by_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\w)", text) if not entry.startswith("#")]

    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    "lock", ["runtime", "aws", "gcp", "azure", "agent", "dev", "bqemulator", "arelle"]
)
def test_the_lock_holds_everything_asked_for(lock: str) -> None:
    folder = ROOT / "requirements"
    asked = re.findall(r"^[a-z][\w-]*", (folder / f"{lock}.in").read_text(encoding="utf-8"), re.M)
    locked = re.findall(r"^[a-z][\w-]*", (folder / f"{lock}.txt").read_text(encoding="utf-8"), re.M)

    assert asked
    assert set(asked) - set(locked) == set()


def test_one_package_has_one_version_in_all_locks_of_our_environment() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    # A service that tests start has an environment and a lock of its own, below .services/.
    alone = set(re.findall(r"^\t\.services/.* -r (requirements/\S+)$", makefile, re.M))
    locks = {f"requirements/{file.name}" for file in (ROOT / "requirements").glob("*.txt")}
    assert alone < locks

    versions: dict[str, set[str]] = {}
    for file in sorted(ROOT / lock for lock in locks - alone):
        for package, version in re.findall(
            r"^([a-z][\w-]*)(?:\[.*\])?==(\S+)", file.read_text(encoding="utf-8"), re.M
        ):
            versions.setdefault(package, set()).add(version)

    assert versions
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_the_settings_of_every_tool_stand_in_one_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    others = {".sqlfluff", ".importlinter", "ruff.toml", "pytest.ini", "setup.cfg", "tox.ini"}

    assert {"ruff", "basedpyright", "sqlfluff", "importlinter", "pytest"} <= project["tool"].keys()
    assert [name(file) for file in project_files() if file.name in others] == []
