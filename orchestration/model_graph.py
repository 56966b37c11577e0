"""What stands between an incremental model and the next incremental models upstream of it.

Belongs here: reading dbt's manifest and the bytes of the seeds. Does not: slices, versions, or
any decision to build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Node = Mapping[str, Any]

_VALUE_CONFIG = (
    "materialized", "incremental_strategy", "unique_key", "pre-hook", "post-hook",
    "column_types", "quote_columns", "delimiter",
)  # fmt: skip
"""The parts of a node's config that can change a value; descriptions, tags and tests cannot."""


@dataclass(frozen=True)
class Ingredients:
    """All that a slice of an incremental model is made from, beside the slice itself."""

    digest: str
    kinds: frozenset[str]
    upstream: tuple[str, ...]


class ModelGraph:
    """The models, macros and seeds of one dbt project, as its manifest has them."""

    def __init__(self, manifest: Mapping[str, Any], project_dir: Path) -> None:
        self._nodes: Mapping[str, Node] = manifest["nodes"]
        self._sources: Mapping[str, Node] = manifest["sources"]
        self._project: str = manifest["metadata"]["project_name"]
        self._project_dir = project_dir
        self._macros: dict[str, Node] = {
            unique_id: macro
            for unique_id, macro in manifest["macros"].items()
            if macro["package_name"] == self._project
        }

    def incremental_models(self) -> dict[str, Node]:
        """Every incremental model by name."""
        return {
            node["name"]: node for _, node in sorted(self._nodes.items()) if _is_incremental(node)
        }

    def ingredients(self, model: str) -> Ingredients:
        """What the incremental model named `model` is made from."""
        nodes: dict[str, Node] = {}
        kinds: set[str] = set()
        upstream: set[str] = set()
        waiting = [self.incremental_models()[model]["unique_id"]]
        while waiting:
            unique_id = waiting.pop()
            if unique_id in self._sources:
                kinds.add(self._sources[unique_id]["name"])
            elif nodes and _is_incremental(self._nodes[unique_id]):
                upstream.add(self._nodes[unique_id]["name"])
            elif unique_id not in nodes:
                nodes[unique_id] = self._nodes[unique_id]
                waiting.extend(_parents(nodes[unique_id]))
        parts = [self._node_digest(node) for _, node in sorted(nodes.items())]
        parts += [macro["macro_sql"] for macro in self._macros_of(nodes.values())]
        return Ingredients(digest_of(parts), frozenset(kinds), tuple(sorted(upstream)))

    def _node_digest(self, node: Node) -> str:
        config = {key: node["config"].get(key) for key in _VALUE_CONFIG}
        types = {name: column.get("data_type") for name, column in node["columns"].items()}
        if node["resource_type"] == "seed":
            # dbt identifies a seed of more than 1 MiB by its path, so the bytes are read here.
            code = hashlib.sha256(self.file_of(node).read_bytes()).hexdigest()
        else:
            code = node["raw_code"]
        return json.dumps([node["unique_id"], code, config, types], sort_keys=True, default=str)

    def file_of(self, node: Node) -> Path:
        """Where the file of a node lies."""
        return self._project_dir / node["original_file_path"]

    def seeds(self) -> list[Node]:
        """Every seed of the project."""
        return [node for _, node in sorted(self._nodes.items()) if node["resource_type"] == "seed"]

    def _macros_of(self, nodes: Iterable[Node]) -> Iterator[Node]:
        waiting = [macro for node in nodes for macro in node["depends_on"]["macros"]]
        seen: set[str] = set()
        while waiting:
            unique_id = waiting.pop()
            if unique_id in seen or unique_id not in self._macros:
                continue
            seen.add(unique_id)
            macro = self._macros[unique_id]
            waiting.extend(macro["depends_on"]["macros"])
            waiting.extend(f"macro.{self._project}.{name}" for name in _variants(macro["name"]))
        return (self._macros[unique_id] for unique_id in sorted(seen))


def _is_incremental(node: Node) -> bool:
    return node["resource_type"] == "model" and node["config"]["materialized"] == "incremental"


def _parents(node: Node) -> list[str]:
    return list(node.get("depends_on", {}).get("nodes", []))


def _variants(macro: str) -> tuple[str, ...]:
    """The implementations that adapter.dispatch may choose for DuckDB; dbt may not list them."""
    return (f"duckdb__{macro}", f"default__{macro}")


def digest_of(parts: Iterable[str]) -> str:
    """A hash over `parts` that knows where each ends."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part.encode()).digest())
    return total.hexdigest()
