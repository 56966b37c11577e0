"""Who prepares and who approves: two recorded identities, never one.

Belongs here: what an identity may look like, and that two differ. Does not: proving who somebody
is; whoever runs the command is trusted to say.
"""

from __future__ import annotations

from orchestration.books.refusals import BadIdentity

_LONGEST = 200


def named(given: str) -> str:
    """An identity as it is recorded.

    Raises:
        BadIdentity: it is empty, or no single line.
    """
    name = " ".join(given.split())
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise BadIdentity(f"{given!r} names nobody. Give an id of one line, such as a mail address")
    return name


def second(prepared_by: str, approved_by: str) -> str:
    """Who approves what `prepared_by` prepared, as it is recorded.

    Raises:
        BadIdentity: it is the same person, in whatever spelling.
    """
    name = named(approved_by)
    if name.casefold() == named(prepared_by).casefold():
        raise BadIdentity(f"{name} prepared it and cannot approve it: another person has to")
    return name
