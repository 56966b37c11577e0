"""Chance that is the same on every machine and needs no random generator.

Belongs here: one expression over columns, one number from words. Does not: what is made to vary.
"""

import polars as pl

from ingest.demo.resources import digest

_PRIME = 2_147_483_647


def noise(salt: int, *keys: pl.Expr) -> pl.Expr:
    """A repeatable number in [0, 1) from whole-number columns: the same on every machine.

    Only integer arithmetic below 2**62, so no generator's version can change the rows.
    """
    mixed = pl.lit(salt % _PRIME, dtype=pl.Int64)
    for key in keys:
        mixed = (mixed * 48_271 + key.cast(pl.Int64) * 69_621 + 11) % _PRIME
        mixed = (mixed * mixed + 16_807 * mixed + 12_345) % _PRIME
    return (mixed * mixed % _PRIME).cast(pl.Float64) / _PRIME


def chance(*parts: object) -> float:
    """A repeatable number in [0, 1) from anything that has a text."""
    return int(digest(*parts)[:8], 16) / 2**32
