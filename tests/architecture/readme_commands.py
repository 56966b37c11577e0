"""The commands that README.md promises, read from its bash blocks."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.house import ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(?:bash|sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# They bring the reader to the checkout, where the tests already are.
_ARRIVING = ("git clone", "cd ")


def commands(readme: Path = README) -> list[str]:
    """Every command in order, without prompts and comments; continued lines are one command."""
    blocks = _BLOCK.findall(readme.read_text(encoding="utf-8"))
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    bare = (re.sub(r"(^|\s)#\s.*$", "", line).removeprefix("$ ").strip() for line in lines)
    return [line for line in bare if line and not line.startswith(_ARRIVING)]
