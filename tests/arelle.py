"""Arelle, offline: does an xBRL file load, and what does a validator say of it.

Belongs here: running it over a file. Does not: which file, and what is expected.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.pipeline import REPOSITORY
from tests.services import must_be_there

_PROGRAM = REPOSITORY / ".services" / "arelle" / "bin" / "arelleCmdLine"
_FOUND = re.compile(r"^\[(?P<code>[^\]]+)\] ", re.MULTILINE)
_TOLD = {"info", "xbrl.arelleVersion", ""}
_SECONDS = 120


def said_of(file: Path, home: Path) -> list[tuple[str, str]]:
    """What Arelle finds wrong in a file, as code and sentence; nothing where it is valid.

    Calculation 1.1 rounds to nearest, and units are held against the Units Registry.
    """
    must_be_there(
        _PROGRAM.exists(), "Arelle is not installed: `make services` puts it into .services/arelle/"
    )
    done = subprocess.run(
        [str(_PROGRAM), "--internetConnectivity", "offline", "--plugins", "loadFromOIM",
         "--file", str(file), "--validate", "--calc", "round-to-nearest", "--utr"],
        env=os.environ | {"XDG_CONFIG_HOME": str(home), "HOME": str(home)},
        capture_output=True, text=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "loaded in" in said, said
    assert "validated in" in said, said
    lines = said.splitlines()
    found = [(match["code"], line) for line in lines if (match := _FOUND.match(line))]
    return [(code, line) for code, line in found if code not in _TOLD]
