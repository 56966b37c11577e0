"""Where the parts of the house stand, for the tests that hold its rules.

Belongs here: lists of files and reading them. Does not: any rule.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ingest", "orchestration", "publish")
DBT_PROJECT = ROOT / "dbt_project"
MODELS = DBT_PROJECT / "models"
MACROS = DBT_PROJECT / "macros"
ENGINE_MACROS = MACROS / "engine"
UNIT_CONSTANTS = MACROS / "units.sql"
SEEDS = ROOT / "seeds"

_COMMENTS = re.compile(r"\{#.*?#\}|--[^\n]*|/\*.*?\*/", re.DOTALL)
_TEMPLATE_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRINGS = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or would be, under version control."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    files = (ROOT / name for name in listing.split("\0") if name)
    return tuple(sorted(file for file in files if file.is_file()))


def files(suffix: str, *folders: Path) -> list[Path]:
    """Project files with this suffix in any of `folders`; in the whole project without one."""
    return [
        file
        for file in project_files()
        if file.suffix == suffix
        and (not folders or any(file.is_relative_to(folder) for folder in folders))
    ]


def python_files(*, with_tests: bool = True) -> list[Path]:
    """The Python of the packages, and of the tests."""
    rooms = [ROOT / name for name in PACKAGES]
    return files(".py", *rooms, *([ROOT / "tests"] if with_tests else []))


def name(file: Path) -> str:
    """A path as messages show it: from the root."""
    return file.relative_to(ROOT).as_posix()


def line_count(file: Path) -> int:
    """Lines of a text file."""
    return len(file.read_text(encoding="utf-8").splitlines())


def sql_words(file: Path) -> str:
    """The SQL and templates of a file without comments and without what SQL has in quotes.

    Quoted parts of a template stay, since they become SQL. Line breaks stay, so that positions
    keep their line numbers.
    """
    text = _COMMENTS.sub(_only_lines, file.read_text(encoding="utf-8"))
    text = _TEMPLATE_TAGS.sub(lambda tag: re.sub("['\"]", " ", tag.group()), text)
    return _STRINGS.sub(_only_lines, text)


def places(pattern: re.Pattern[str], text: str, file: Path) -> list[str]:
    """`file:line: match` for each match of `pattern` in `text`, the text of `file`."""
    return [
        f"{name(file)}:{text.count(chr(10), 0, found.start()) + 1}: {found.group().strip()}"
        for found in pattern.finditer(text)
    ]


def _only_lines(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n") or " "
