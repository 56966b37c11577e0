"""Who may use whom, beyond what the import contracts in pyproject.toml can say without a list."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import ROOT, files, name, python_files

INGEST = ROOT / "ingest"
# Writes exports in the shape of every provider, so it may read their contracts.
_READS_PROVIDERS = {"demo"}


def test_import_contracts_are_kept() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "0 broken" in finished.stdout


def test_no_provider_package_imports_another() -> None:
    providers = {file.parent.name for file in files(".py", INGEST) if file.parent.parent == INGEST}
    crossings = [
        f"{name(file)}:{line} imports {module}"
        for file in files(".py", INGEST)
        if (own := _provider(file)) and own not in _READS_PROVIDERS
        for line, module in _imports(file)
        for other in providers - {own}
        if f"{module}.".startswith(f"ingest.{other}.")
    ]

    assert {"aws", "grid", "organisation"} <= providers
    assert crossings == []


def test_nothing_else_in_ingest_knows_a_provider() -> None:
    providers = {file.parent.name for file in files(".py", INGEST) if file.parent.parent == INGEST}
    known = [
        f"{name(file)}:{line} imports {module}"
        for file in files(".py", INGEST)
        if not _provider(file)
        for line, module in _imports(file)
        if module.split(".")[1:2] and module.split(".")[1] in providers
    ]

    assert known == []


def test_orchestration_names_no_provider() -> None:
    known = [
        f"{name(file)}:{line} imports {module}"
        for file in files(".py", ROOT / "orchestration")
        for line, module in _imports(file)
        if module.startswith("ingest.") and (INGEST / module.split(".")[1]).is_dir()
        if module.split(".")[1] not in _READS_PROVIDERS
    ]

    assert known == []


def test_only_tests_import_tests() -> None:
    crossings = [
        f"{name(file)}:{line}"
        for file in python_files(with_tests=False)
        for line, module in _imports(file)
        if module.split(".")[0] == "tests"
    ]

    assert crossings == []


def _provider(file: Path) -> str | None:
    """The package under ingest/ that a file belongs to; none for ingest's own modules."""
    parts = file.relative_to(INGEST).parts
    return parts[0] if len(parts) > 1 else None


def _imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each module, and of each thing, that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
