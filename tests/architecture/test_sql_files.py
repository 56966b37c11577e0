"""SQL stays small, common to both engines, and free of numbers that a human can argue with."""

from __future__ import annotations

import re

from tests.architecture.house import (
    DBT_PROJECT,
    ENGINE_MACROS,
    MACROS,
    UNIT_CONSTANTS,
    files,
    line_count,
    name,
    places,
    sql_words,
)

_FILE_LINES = 150
_LINE_LENGTH = 140
_MACRO_LINES = 40
# What DuckDB and Spark spell or mean differently.
_ENGINE_KEYWORDS = (
    "asof exclude pivot unpivot positional\\s+join lateral\\s+view at\\s+time\\s+zone"
)
_ENGINE_FUNCTIONS = (
    "arg_max arg_min array_\\w+ collect_\\w+ date_diff epoch\\w* explode explode_outer format"
    " from_json generate_series json\\w* list\\w* map\\w* posexplode printf range read_\\w+"
    " regexp_matches rlike sequence starts_with startswith strftime strptime struct_pack to_json"
    " to_timestamp try_strptime typeof unnest"
)
_ENGINE_WORDS = re.compile(
    rf"\b(?:{'|'.join(_ENGINE_KEYWORDS.split())}|(?:{'|'.join(_ENGINE_FUNCTIONS.split())})\s*(?=\())",
    re.IGNORECASE,
)
_TYPES_AND_CODES = re.compile(
    r"\b(?:decimal|numeric|varchar|char|chr)\s*\(\s*\d+\s*(?:,\s*\d+\s*)?\)", re.IGNORECASE
)
# With a point, with an exponent, or of more than one digit.
_ARGUABLE = re.compile(r"(?<![\w.])(?:\d+\.\d*|\.\d+|\d+e[-+]?\d+|\d{2,})(?!\w)", re.IGNORECASE)
# One digit is a code (a scope, a tier, a position) until arithmetic touches it.
_DIGIT_IN_ARITHMETIC = re.compile(
    r"(?<![\w.])[2-9](?![\w.])\s*[*/+%-]|[*/+%-]\s*[2-9](?![\w.])", re.IGNORECASE
)


def test_no_sql_file_is_longer_than_150_lines() -> None:
    long = {name(file): line_count(file) for file in files(".sql")}

    assert {file: lines for file, lines in long.items() if lines > _FILE_LINES} == {}


def test_no_line_of_sql_is_longer_than_140_characters() -> None:
    long = [
        f"{name(file)}:{number}"
        for file in files(".sql")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > _LINE_LENGTH
    ]

    assert long == []


def test_no_macro_is_longer_than_40_lines() -> None:
    long = [
        f"{name(file)}: {found['name']}"
        for file in files(".sql", MACROS)
        for found in re.finditer(
            r"\{%-?\s*macro\s+(?P<name>\w+).*?endmacro", file.read_text(encoding="utf-8"), re.DOTALL
        )
        if found.group().count("\n") >= _MACRO_LINES
    ]

    assert long == []


def test_engine_words_stand_in_the_engine_macros_only() -> None:
    found = [
        place
        for file in files(".sql", DBT_PROJECT)
        if not file.is_relative_to(ENGINE_MACROS)
        for place in places(_ENGINE_WORDS, sql_words(file), file)
    ]

    assert found == []


def test_every_dispatched_macro_has_a_form_for_each_engine() -> None:
    missing: list[str] = []
    for file in files(".sql", ENGINE_MACROS):
        text = file.read_text(encoding="utf-8")
        for macro in re.findall(r"adapter\.dispatch\('(\w+)'", text):
            missing += [
                f"{name(file)}: {engine}__{macro}"
                for engine in ("duckdb", "spark")
                if f"macro {engine}__{macro}(" not in text
            ]

    assert missing == []


def test_numbers_in_sql_are_unit_constants_in_one_file() -> None:
    found = [
        place
        for file in files(".sql", DBT_PROJECT)
        if file != UNIT_CONSTANTS
        for words in [_TYPES_AND_CODES.sub("", sql_words(file))]
        for pattern in (_ARGUABLE, _DIGIT_IN_ARITHMETIC)
        for place in places(pattern, words, file)
    ]

    assert found == []


def test_every_sql_file_says_what_it_is_for() -> None:
    silent = [
        name(file)
        for file in files(".sql", MACROS)
        if "{#" not in "\n".join(file.read_text(encoding="utf-8").splitlines()[:3])
    ]

    assert silent == []
