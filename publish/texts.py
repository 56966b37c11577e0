"""Texts as files, and values as JSON that loses no digit and is inert wherever it is pasted.

Belongs here: how a text gets into a file. Does not: what it says.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from publish import figures


def written(parts: Iterable[str]) -> Callable[[Path], None]:
    """How a file of these parts is written, in UTF-8, line ends as they are."""

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)

    return write


def as_json(value: object) -> str:
    """JSON with every decimal as a string of all its digits, and no character that hides.

    What could begin markup is escaped like what is not ASCII: the text reads the same to a parser
    and stays a text inside a page.
    """
    text = json.dumps(value, indent=1, ensure_ascii=True, allow_nan=False, default=_told)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text + "\n"


def _told(value: object) -> object:
    match value:
        case Decimal():
            return figures.exact(value) if value.is_finite() else None
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)
