"""The dbt project compiled for one engine: what a reviewer would read, without a warehouse.

Belongs here: running the compilation, and models as typed facts. Does not: any rule.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.architecture.house import DBT_PROJECT, MODELS, ROOT

_SPARK_NAMES = Path(__file__).parent / "spark_names"


@dataclass(frozen=True)
class Model:
    """One model: its file, its declaration and its SQL for one engine."""

    name: str
    file: Path
    sql: str
    node: Mapping[str, Any]

    @property
    def layer(self) -> str:
        """The folder under models/: staging, intermediate or marts."""
        return self.file.relative_to(MODELS).parts[0]

    @property
    def reads(self) -> list[str]:
        """Unique ids of the models, seeds and sources that it reads."""
        return list(self.node["depends_on"]["nodes"])

    @property
    def columns(self) -> Mapping[str, Mapping[str, Any]]:
        """The columns of its YAML, by name."""
        return self.node["columns"]


@dataclass(frozen=True)
class Compiled:
    """The manifest after `dbt compile`, and the models in an order in which they can be built."""

    target: str
    manifest: Mapping[str, Any]

    @cached_property
    def models(self) -> list[Model]:
        """Every model, each after those it reads."""
        nodes = {key: node for key, node in self.manifest["nodes"].items() if _is_model(node)}
        placed: dict[str, None] = {}

        def place(key: str) -> None:
            for upstream in nodes[key]["depends_on"]["nodes"]:
                if upstream in nodes and upstream not in placed:
                    place(upstream)
            placed[key] = None

        for key in sorted(nodes):
            place(key)
        return [_model(nodes[key]) for key in placed]

    @property
    def seeds(self) -> list[Mapping[str, Any]]:
        """The manifest's node of every seed."""
        return [node for node in self.manifest["nodes"].values() if node["resource_type"] == "seed"]

    @property
    def unit_tested(self) -> set[str]:
        """Names of the models that a unit test runs."""
        return {test["model"] for test in self.manifest["unit_tests"].values()}


def compile_project(target: str, into: Path) -> Compiled:
    """Compile every model for `target`; opens no connection for Spark, a new file for DuckDB."""
    into.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "DBT_PROFILES_DIR": str(DBT_PROJECT),
        "TONNE_WAREHOUSE": str(into / "warehouse.duckdb"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(_SPARK_NAMES)]),
    }
    places = ["--project-dir", DBT_PROJECT, "--target-path", into / "target", "--log-path", into]
    command = [Path(sys.executable).with_name("dbt"), "--quiet", "compile", "--target", target]
    finished = subprocess.run(
        [*command, "--no-introspect", "--no-populate-cache", *places],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise AssertionError(f"dbt compile for {target}:\n{finished.stdout}{finished.stderr}")
    manifest = json.loads((into / "target" / "manifest.json").read_text(encoding="utf-8"))
    return Compiled(target, manifest)


def _is_model(node: Mapping[str, Any]) -> bool:
    return node["resource_type"] == "model"


def _model(node: Mapping[str, Any]) -> Model:
    return Model(
        name=node["name"],
        file=(DBT_PROJECT / node["original_file_path"]).resolve(),
        sql=node["compiled_code"],
        node=node,
    )
