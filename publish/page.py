"""One self-contained HTML page from a template: no script, nothing fetched, every value inert.

Belongs here: the only Jinja environment, so that no template can be rendered without escaping.
"""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publish import cells, figures

_HERE = Path(__file__).parent


def rendered(template: str, variables: Mapping[str, object]) -> str:
    """The page as text.

    Every text that is not markup of a template passes `cells.visible` and is then escaped; a null
    reads `n/a` wherever it stands.
    """
    return _environment().get_template(template).render(variables)


def _environment() -> Environment:
    """Escaping is on whatever the file is called, and an unknown variable is an error."""
    return Environment(
        loader=FileSystemLoader([_HERE / "reports", _HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _inert(value: object) -> object:
    """What a template's expression may put on the page."""
    if value is None:
        return figures.MISSING
    if isinstance(value, str) and not isinstance(value, Markup):
        return cells.visible(value)
    return value
