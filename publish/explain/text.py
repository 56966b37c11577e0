"""An explanation as text: one input a line, as it stands in the product.

Belongs here: lines. Does not: what they say, which the record gives. Texts from bills are inert.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from publish import cells

Record = Mapping[str, Any]
_TIERS = {1: "provider final", 2: "provider preliminary", 3: "metered", 4: "usage estimate",
          5: "spend"}  # fmt: skip


def lines(record: Record) -> Iterator[str]:
    """The explanation of an entry, line by line."""
    yield from map(cells.visible, _lines(record))


def number(value: object) -> str:
    """A number with every digit that it is computed with."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return repr(value) if isinstance(value, float) else str(value)


def _lines(record: Record) -> Iterator[str]:
    entry = record["entry"]
    yield f"Entry {entry['ledger_entry_id']}: {number(entry['kgco2e'])} kgCO2e"
    yield "  " + _line(entry, "component", "method", "entry_type", "recognition_basis", "reason")
    yield "  " + _line(entry, "provider", "sub_account_id", "carbon_bucket", "region_id", "team_id")
    yield f"  activity {_month(entry['activity_month'])}, posted {_month(entry['posting_month'])}"
    yield f"  scope {_scope(entry)} by rule {entry['rule_id']}{_rule(record)}"
    yield f"  evidence tier {entry['evidence_tier']}, {_TIERS.get(entry['evidence_tier'], 'none')}"
    yield f"  book {_book(record)}"
    if record["reverses"]:
        yield f"  reverses entry {record['reverses']['ledger_entry_id']}"
    yield "Arithmetic, terms added up"
    for place, term in enumerate(record["terms"], 1):
        yield f"  {place} {term['what']}"
        yield from (_input(one, first=not nth) for nth, one in enumerate(term["inputs"]))
        yield f"      = {number(term['kgco2e'])} kgCO2e"
    rounding = record["rounding"]
    yield f"  sum {number(record['recomputed_kgco2e'])}, booked {number(record['booked_kgco2e'])}"
    yield f"  rounding of {rounding['rows']} rows {number(rounding['kgco2e'])}"
    if record["remark"]:
        yield f"  {record['remark']}"
    yield from _sources(record)


def _sources(record: Record) -> Iterator[str]:
    if record["factors"]:
        yield "Factors"
    for row in record["factors"]:
        yield f"  {row['factor_id']}: {number(row['value'])} {row['unit']}{_range(row)}"
        yield "    " + _line(row, "publisher", "edition", "source_locator", separator="; ")
        yield f"    licence {row['licence']}; quality {row['factor_quality']}; {row['boundary']}"
    if record["slices"]:
        yield "Slices"
    for row in record["slices"]:
        yield f"  {row['slice_id']} version {row['slice_version']}: {row['landed_in']}"
        yield f"    from {row['input_uris']}, fetched {row['fetched_at']}"
        yield f"    sha256 read {row['input_sha256']}, landed {row['output_sha256']}"


def _input(one: Mapping[str, Any], *, first: bool) -> str:
    sign = " " if first else "/" if one["divides"] else "×"
    ids = f"  [{', '.join(one['factor_ids'])}]" if one["factor_ids"] else ""
    return f"    {sign} {one['name']}: {number(one['value'])} {one['unit']}".rstrip() + ids


def _line(row: Mapping[str, Any], *names: str, separator: str = " · ") -> str:
    return separator.join(str(row[name]) for name in names if row[name] is not None)


def _scope(entry: Mapping[str, Any]) -> str:
    if entry["s3_category"] is None:
        return str(entry["scope"])
    line = f", line {entry['s3_subcategory']}" if entry["s3_subcategory"] else ""
    return f"{entry['scope']}, category {entry['s3_category']}{line}"


def _rule(record: Record) -> str:
    return f": {record['scope_rule']['what']}" if record["scope_rule"] else ""


def _range(row: Mapping[str, Any]) -> str:
    if row["value_low"] is None or row["value_high"] is None:
        return ""
    return f" ({number(row['value_low'])} to {number(row['value_high'])}, {row['range_kind']})"


def _book(record: Record) -> str:
    entry, book = record["entry"], record["book"]
    if not book:
        return str(entry["book"])
    return (
        f"{entry['book']}, {book['book_id']}: approved by {book['approved_by']} at "
        f"{book['approved_at']}" + (f", {book['reason']}" if book["reason"] else "")
    )


def _month(day: Any) -> str:
    return f"{day:%Y-%m}"
