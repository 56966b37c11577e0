"""Annual means of the US consumer price index (CPI-U, all items, not adjusted) of the BLS.

Belongs here: the flat file cu.data.1.AllItems: tab-separated series_id, year, period, value; M13 is
the annual mean. Does not: fetching it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from ingest.errors import BadInput

_SERIES, _ANNUAL = "CUUR0000SA0", "M13"
_REMEDY = "Fetch cu.data.1.AllItems again: series_id, year, period and value, tab-separated"
_HEADER = ["series_id", "year", "period", "value"]


def read(content: bytes, name: str, first: str) -> Iterator[Mapping[str, str]]:
    """A row per year from `first` (`us_cpi_u … YYYY`) on whose annual mean is published.

    Raises:
        BadInput: it is not the publisher's file.
    """
    lines = content.decode("utf-8", errors="replace").splitlines()
    header = [cell.strip() for cell in lines[0].split("\t")] if lines else []
    if header[:4] != _HEADER:
        raise BadInput(name, "line 1", f"its columns are not {', '.join(_HEADER)}", _REMEDY)
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0] != _SERIES or len(cells) < 4 or cells[2] != _ANNUAL:
            continue
        if cells[1] >= first:
            found[cells[1]] = _value(cells[3], name, number)
    if not found:
        problem = f"it holds no annual mean of {_SERIES} from {first} on"
        raise BadInput(name, "the whole file", problem, _REMEDY)
    for year, value in sorted(found.items()):
        yield {
            "index_id": "us_cpi_u",
            "currency": "USD",
            "year": year,
            "value": value,
            "publisher": "US Bureau of Labor Statistics",
            "edition": year,
            "source_locator": f"{_SERIES}, annual average ({_ANNUAL})",
            "licence": "US public domain",
            "factor_quality": "B",
        }


def _value(cell: str, name: str, number: int) -> str:
    try:
        value = Decimal(cell)
    except InvalidOperation:
        raise BadInput(name, f"line {number}", f"{cell!r} is no number", _REMEDY) from None
    if not value.is_finite() or value <= 0:
        raise BadInput(name, f"line {number}", f"{cell!r} is no index", _REMEDY)
    return f"{value.normalize():f}"
