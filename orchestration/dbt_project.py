"""The dbt project as orchestration sees it: its files, its manifest, the environment dbt runs in.

Belongs here: when to parse, and where dbt may write. Does not: running models (dbt_build).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from ingest.durable import write_atomically
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.lock import exclusively
from orchestration.model_graph import digest_of

CODE_ROOT = Path(__file__).resolve().parents[1]
PROJECT_DIR = CODE_ROOT / "dbt_project"

_PARSED_SUFFIXES = (".sql", ".yml", ".yaml", ".md", ".py")
_PARTIAL = "partial_parse.msgpack"
_MADE_BY_DBT = frozenset({"target", "logs", "dbt_packages", "__pycache__", ".user.yml"})


@dataclass(frozen=True)
class Project:
    """One dbt project, run for one workspace. dbt writes into the workspace, never beside code."""

    workspace: Workspace
    project_dir: Path = PROJECT_DIR

    @property
    def state(self) -> Path:
        """Where everything that dbt writes lies."""
        return self.workspace.state / "dbt"

    @property
    def target(self) -> Path:
        """Artefacts of the last build."""
        return self.state / "target"

    @cached_property
    def settings(self) -> dict[str, Any]:
        """dbt_project.yml."""
        return yaml.safe_load((self.project_dir / "dbt_project.yml").read_text())

    @cached_property
    def _digests(self) -> dict[str, str]:
        """Path -> sha256 of every file that a person wrote, seeds with their CSV included."""
        return {
            os.path.relpath(file, self.project_dir): _sha256(file)
            for folder in {self.project_dir, *self._seed_folders()}
            for file in _written_by_people(folder)
        }

    def digest(self) -> str:
        """Changes with any byte of any model, macro, test or seed."""
        return digest_of(f"{path} {sha256}" for path, sha256 in sorted(self._digests.items()))

    def seeds_digest(self) -> str:
        """Changes with any byte of a seed, of how seeds are loaded and of what tests them."""
        seeds = [os.path.relpath(one, self.project_dir) for one in self._seed_folders()]
        parts = (*seeds, *(one for kind in ("macro", "test") for one in self._paths(kind)))
        read = {
            path: sha256
            for path, sha256 in self._digests.items()
            if path.startswith(tuple(f"{part}{os.sep}" for part in parts))
            or path == "dbt_project.yml"
        }
        return digest_of([*_versions(), json.dumps(read, sort_keys=True)])

    def environment(self) -> dict[str, str]:
        """The environment of a dbt process, which starts in the workspace's folder.

        The warehouse is named from there: a profile with another path is another profile to dbt,
        and a workspace that was moved or copied would have every file parsed again. TONNE_PID lets
        the process notice that its parent is gone. What a shell has set for another dbt is left
        out, its level of logging apart: DBT_RESOURCE_TYPES could leave out the tests that gate.
        """
        paths = [str(CODE_ROOT), os.environ.get("PYTHONPATH", "")]
        others = {key: value for key, value in os.environ.items() if not key.startswith("DBT_")}
        return {
            **others,
            "TONNE_WAREHOUSE": str(self.workspace.warehouse.relative_to(self.workspace.home)),
            "TONNE_PID": str(os.getpid()),
            "DBT_PROFILES_DIR": str(self.project_dir),
            "DBT_PROJECT_DIR": str(self.project_dir),
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(self.state / "logs"),
            # Its debug log costs a sixth of a build; every statement lies in target/run as well.
            "DBT_LOG_LEVEL_FILE": os.environ.get("DBT_LOG_LEVEL_FILE", "info"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DBT_VERSION_CHECK": "false",
            "PYTHONPATH": os.pathsep.join(path for path in paths if path),
            "PYTHONUNBUFFERED": "1",
        }

    def manifest(self) -> dict[str, Any]:
        """dbt's manifest of the files as they are now; dbt runs only if one changed.

        Raises:
            TonneError: dbt cannot parse the project.
        """
        parsed = self.state / "parsed" / "manifest.json"
        mark = self.state / "parsed" / "of.json"
        with exclusively(self.state / "parse.lock"):
            before: dict[str, str] = json.loads(mark.read_text()) if mark.exists() else {}
            if not parsed.exists() or before != self._mark:
                if before.get("dbt") != self._mark["dbt"]:
                    # dbt would go on from it with the seeds of the folder that it was made in.
                    (parsed.parent / _PARTIAL).unlink(missing_ok=True)
                self._parse(parsed.parent)
                write_atomically(mark, json.dumps(self._mark).encode())
            return json.loads(parsed.read_bytes())

    @cached_property
    def _mark(self) -> dict[str, str]:
        """What a manifest was made of: of a CSV dbt's parser reads the name only."""
        read = {
            path: sha256 if path.endswith(_PARSED_SUFFIXES) else "named"
            for path, sha256 in self._digests.items()
        }
        read["dbt"] = f"{' '.join(_versions())} {self.project_dir}"
        return read

    def _parse(self, into: Path) -> None:
        into.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [dbt_executable(), "--no-use-colors", "parse"],
            cwd=self.workspace.home,
            env={**self.environment(), "DBT_TARGET_PATH": str(into)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
            raise TonneError(f"dbt cannot read {self.project_dir}:\n{said}")
        # A build starts from this parse instead of reading every file again.
        self.target.mkdir(parents=True, exist_ok=True)
        shutil.copy(into / _PARTIAL, self.target / _PARTIAL)

    def _seed_folders(self) -> list[Path]:
        return [(self.project_dir / path).resolve() for path in self._paths("seed")]

    def _paths(self, kind: str) -> list[str]:
        """Folders of a kind of file; dbt's default is the kind's plural."""
        return self.settings.get(f"{kind}-paths", [f"{kind}s"])


def dbt_executable() -> str:
    """The dbt of this very environment, whatever PATH says.

    Raises:
        TonneError: dbt is not installed here.
    """
    beside = Path(sys.executable).with_name("dbt")
    found = str(beside) if beside.exists() else shutil.which("dbt")
    if found is None:
        raise TonneError("dbt is not installed beside this Python. Install Tonne's requirements.")
    return found


def _versions() -> tuple[str, str]:
    return version("dbt-core"), version("dbt-duckdb")


def _written_by_people(folder: Path) -> Iterator[Path]:
    for current, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _MADE_BY_DBT]
        yield from (Path(current) / name for name in names if name not in _MADE_BY_DBT)


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
