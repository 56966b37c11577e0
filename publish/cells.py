"""The one home for making a value inert: never markup, never a spreadsheet formula.

Belongs here: what a text may not do in the place where it is shown, be it the name of a file. Does
not: rounding or wording.
Markup is escaped by the templates (`publish.page` turns autoescape on for every one of them, the
charts included); before that, every text goes through `visible`. CSV goes through `csv_line`.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

Value = str | int | float | Decimal | bool | date | datetime | None

_FORMULA_STARTS = frozenset("=+-@\u2212")
_LEADING_BREAKS = frozenset("\t\r\n")
# A joiner shapes Indic, Persian and emoji text and hides nothing.
_JOINERS = frozenset("\u200c\u200d")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_ELLIPSIS = "…"
_NOT_OF_A_FILE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_FILE_PART = 60
# Where a semicolon separates columns, what follows it would begin a cell of its own.
_AFTER_SEMICOLON = re.compile(r";(?=(\s*)(\S))")


def visible(text: str) -> str:
    """Show control, direction and other hidden characters instead of obeying them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    """The picture of a control character (`␊` for a line feed), the code of another hidden one."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    return f"\\u{code:04x}"


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, the last an ellipsis where something was cut."""
    shown = visible(text)
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + _ELLIPSIS


def without_formula(text: str) -> str:
    """A text that a spreadsheet reads as text: a formula start gets an apostrophe before it."""
    guarded = _AFTER_SEMICOLON.sub(_guard_after_semicolon, visible(text))
    return f"'{guarded}" if _starts_formula(text) else guarded


def _guard_after_semicolon(match: re.Match[str]) -> str:
    """Put the apostrophe behind a semicolon when a formula would follow."""
    return ";'" if _is_formula_character(match[2]) else ";"


def _starts_formula(text: str) -> bool:
    """Whether the first thing that a spreadsheet would read is a formula or a line of its own."""
    if text[:1] in _LEADING_BREAKS and text:
        return True
    for character in text:
        if character.isspace() or unicodedata.category(character) in _HIDDEN:
            continue
        return _is_formula_character(character)
    return False


def _is_formula_character(character: str) -> bool:
    """Whether a character, its fullwidth and small forms included, can begin a formula."""
    return unicodedata.normalize("NFKC", character)[:1] in _FORMULA_STARTS


def file_part(text: str) -> str:
    """A text as part of a file's name; different texts give different names."""
    kept = _NOT_OF_A_FILE.sub("-", text).strip(".-")[:_LONGEST_FILE_PART]
    return kept if kept == text else f"{kept}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def csv_line(values: Iterable[Value]) -> str:
    """One CSV record (RFC 4180, with its line end): text quoted and inert, numbers as numbers."""
    return ",".join(_csv_cell(value) for value in values) + "\r\n"


def _csv_cell(value: Value) -> str:
    """A number as the text of its decimal, nothing for null, any other value as inert text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return _number(value)
        case datetime():
            return value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case str():
            return '"' + without_formula(value).replace('"', '""') + '"'


def _number(value: int | float | Decimal) -> str:
    """Digits without an exponent and without rounding; nothing for what is not a number."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return format(number, "f") if number.is_finite() else ""
