"""What dbt calls `adapter`, as far as the SQL linter needs it."""

import re
from collections.abc import Callable
from pathlib import Path

_ENGINE = Path(__file__).resolve().parents[2] / "dbt_project" / "macros" / "engine"
_QUERY = re.compile(r"macro duckdb__(\w+)\([^)]*\)\s*-?%\}\s*(?:select|with)\b")


def dispatch(macro: str, package: str = "tonne") -> Callable[..., str]:
    """A stand-in that parses wherever the macro's text would.

    It is the query `select * from <first argument>` for a macro that gives rows, and the call
    `macro(arguments)` for one that gives a value.
    """
    del package
    gives_rows = {
        name for file in _ENGINE.glob("*.sql") for name in _QUERY.findall(file.read_text())
    }

    def text(*arguments: object) -> str:
        if macro in gives_rows:
            return f"select * from {arguments[0]}"
        return f"{macro}({', '.join(str(argument) for argument in arguments)})"

    return text
