"""What dbt calls `adapter`, as far as the SQL linter needs it."""

from collections.abc import Callable


def dispatch(macro: str, package: str = "tonne") -> Callable[..., str]:
    """A stand-in of the form `macro(arguments)`, which parses wherever the real text would."""
    del package
    return lambda *arguments: f"{macro}({', '.join(str(argument) for argument in arguments)})"
