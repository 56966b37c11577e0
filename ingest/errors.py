"""The errors of the door: each says where it happened, what is wrong and what to do about it.

Belongs here: error types that a person reads. Does not: recovery; that is decided in landing.py.
"""

from __future__ import annotations

from typing import Literal

Why = Literal["denied", "no_credentials", "absent", "wrong_region", "unanswered", "unknown"]
"""What kept the bytes away; only `unanswered` may pass by itself."""


class TonneError(Exception):
    """An error whose message is written for the person who runs the warehouse."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadSettings(TonneError):
    """The settings cannot be used as they stand.

    `file` is the settings file, `key` the dotted key in it.
    """

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, {key}: {problem}. {remedy}")
        self.file = file
        self.key = key
        self.problem = problem
        self.remedy = remedy


class BadInput(TonneError):
    """The bytes arrived, and are not what was promised: the slice goes to quarantine.

    `place` is as exact as the input allows: a line and column, a row group, a key.
    """

    def __init__(self, file: str, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, {place}: {problem}. {remedy}")
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy


class Unreachable(TonneError):
    """The bytes could not be had (denied, offline, rewritten while read).

    It says nothing about the data, so what was landed before stays current.
    """

    def __init__(self, message: str, why: Why = "unknown") -> None:
        super().__init__(message)
        self.why: Why = why


class Absent(Unreachable):
    """One object that was asked for does not exist."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "absent")
