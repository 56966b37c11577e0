"""The compiled project, made once per run and engine, whichever process of the run asks first."""

from __future__ import annotations

import fcntl
import json

import pytest

from tests.architecture.compiled import Compiled, compile_project


def _compiled_once(target: str, factory: pytest.TempPathFactory, worker: str) -> Compiled:
    base = factory.getbasetemp()
    folder = (base if worker == "master" else base.parent) / f"compiled_{target}"
    folder.mkdir(exist_ok=True)
    kept = folder / "target" / "manifest.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if done.exists():
            return Compiled(target, json.loads(kept.read_text(encoding="utf-8")))
        compiled = compile_project(target, folder)
        done.touch()
        return compiled


@pytest.fixture(scope="session")
def duckdb_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Compiled:
    """The project as DuckDB runs it."""
    return _compiled_once("duckdb", tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def spark_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Compiled:
    """The project as Spark would run it."""
    return _compiled_once("spark", tmp_path_factory, worker_id)


@pytest.fixture(params=["duckdb", "spark"], scope="session")
def project(request: pytest.FixtureRequest) -> Compiled:
    """The project for each engine in turn."""
    return request.getfixturevalue(f"{request.param}_project")
