"""Makes a small bill large: copies of its rows, each copy of resources of its own.

Belongs here: how many copies, and which rows of each. Does not: what a row holds (`gcp/large.py`,
`azure/large.py`).
"""

from collections.abc import Iterator, Sequence


def spread(lines: int, months: Sequence[str]) -> dict[str, int]:
    """So many lines over the months, as evenly as whole lines allow."""
    return {
        month: lines * (number + 1) // len(months) - lines * number // len(months)
        for number, month in enumerate(months)
    }


def copies(rows: int, wanted: int) -> Iterator[tuple[int, list[int]]]:
    """The number of each copy of `rows` rows, and which of them it holds, up to `wanted` in all.

    All copies but the last are whole; that one takes its rows evenly from the first to the last.
    """
    for number in range(-(-wanted // rows)):
        held = min(rows, wanted - number * rows)
        yield number, [row * rows // held for row in range(held)]
