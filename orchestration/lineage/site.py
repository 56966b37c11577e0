"""dbt's documentation as one page, in which each column says what it is made of.

Belongs here: running `dbt docs generate` and putting lineage into its page. Does not: SQL.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.durable import write_atomically
from ingest.errors import TonneError
from orchestration.dbt_project import Project, dbt_executable
from orchestration.lineage import kept
from orchestration.lineage.project import Lineage, of_project

_PAGE = "index.html"
_PLACES = {"manifest": '"MANIFEST.JSON INLINE DATA"', "catalog": '"CATALOG.JSON INLINE DATA"'}


def write(project: Project, out: Path, *, say: Callable[[str], None]) -> Path:
    """Write the page into `out`, and the lineage where Dagster finds it; the page's path.

    The caller holds the writer's lock, for dbt opens the warehouse.

    Raises:
        TonneError: dbt cannot document the project, as before the first run.
    """
    target = project.state / "docs"
    _generate(project, target)
    manifest = json.loads((target / "manifest.json").read_bytes())
    catalog = json.loads((target / "catalog.json").read_bytes())
    lineage = of_project(
        manifest, catalog, on_unreadable=lambda name, why: say(f"No lineage of {name}: {why}.")
    )
    kept.keep(project.workspace.state, lineage)
    _tell(manifest, lineage)
    page = (target / _PAGE).read_text(encoding="utf-8")
    for name, place in _PLACES.items():
        content = {"manifest": manifest, "catalog": catalog}[name]
        page = page.replace(place, json.dumps(content).replace("</", "<\\/"))
    write_atomically(out / _PAGE, page.encode())
    return out / _PAGE


def _generate(project: Project, target: Path) -> None:
    done = subprocess.run(
        [dbt_executable(), "--no-use-colors", "docs", "generate"],
        cwd=project.workspace.home,
        env={**project.environment(), "DBT_TARGET_PATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-10:])
        raise TonneError(f"dbt cannot document the project; `tonne run` builds it first:\n{said}")


def _tell(manifest: dict[str, Any], lineage: Lineage) -> None:
    """Add to the description of each column what it is made of."""
    for node in manifest["nodes"].values():
        for column, made_of in lineage.get(node["name"], {}).items():
            if not made_of:
                continue
            told = node["columns"].setdefault(column, {"name": column, "description": ""})
            names = ", ".join(f"`{table}.{name}`" for table, name in made_of)
            told["description"] = f"{told.get('description', '')} Made of {names}.".strip()
