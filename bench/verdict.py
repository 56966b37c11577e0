"""A measurement in a folder of its own, and the exit code that its verdict is.

Belongs here: the folder, what is left of it, exit codes. Does not: what is measured.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from ingest.errors import TonneError
from orchestration.exit_codes import ExitCode


def exit_with(measure: Callable[[Path], bool], home: Path | None) -> NoReturn:
    """End with 0 where `measure` holds its bar, 1 where it cannot measure, 4 where it does not.

    It works in `home`, which is kept, or in a temporary folder, which is not.

    Raises:
        click.UsageError: `home` exists already.
    """
    if home is not None and home.exists():
        raise click.UsageError(f"{home} exists; name a folder that does not.")
    folder = (home or Path(tempfile.mkdtemp(prefix="tonne-bench-"))).resolve()
    try:
        is_held = measure(folder)
    except TonneError as error:
        click.echo(error.message, err=True)
        sys.exit(ExitCode.FAILED)
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(ExitCode.OK if is_held else ExitCode.BREACHED)
