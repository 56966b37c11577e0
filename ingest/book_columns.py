"""The columns of a book: what was decided, by whom, and the entries and factors it froze.

Belongs here: names, order and types. Does not: what an entry means (dbt), or who writes a book.
"""

from __future__ import annotations

from collections.abc import Mapping

KIND = "books"
FOLDER = "books"
"""Of the workspace, and of its `prepared` beneath, where a close waits for a second person."""

HEADER: Mapping[str, str] = {
    "book_id": "varchar",
    "sequence": "bigint",
    "record_kind": "varchar",
    "event_kind": "varchar",
    "period_start": "date",
    "period_end": "date",
    "entity_id": "varchar",
    "prepared_by": "varchar",
    "prepared_at": "timestamp",
    "approved_by": "varchar",
    "approved_at": "timestamp",
    "reason": "varchar",
    "checksum": "varchar",
    "previous_checksum": "varchar",
    "details": "varchar",
}
"""The same on every row of a book, but for `record_kind` (event, entry, factor) and `details`."""

LEDGER: Mapping[str, str] = {
    "ledger_entry_id": "varchar",
    "activity_month": "date",
    "posting_month": "date",
    "entry_type": "varchar",
    "entry_entity_id": "varchar",
    "provider": "varchar",
    "sub_account_id": "varchar",
    "carbon_bucket": "varchar",
    "region_id": "varchar",
    "site_id": "varchar",
    "team_id": "varchar",
    "scope": "bigint",
    "s3_category": "bigint",
    "s3_subcategory": "varchar",
    "component": "varchar",
    "bundle": "varchar",
    "covered_components": "varchar",
    "method": "varchar",
    "recognition_basis": "varchar",
    "rule_id": "varchar",
    "evidence_tier": "bigint",
    "market_basis": "varchar",
    "is_market_complete": "boolean",
    "factor_set_id": "varchar",
    "slice_set_id": "varchar",
    "reverses_entry_id": "varchar",
    "entry_reason": "varchar",
    "energy_kwh": "decimal(38, 9)",
    "kgco2e": "decimal(38, 9)",
    "low_kgco2e": "decimal(38, 9)",
    "high_kgco2e": "decimal(38, 9)",
}
"""The ledger's own columns in its order, null on rows that are no entry."""

ENTRY: Mapping[str, str] = {
    **LEDGER,
    "factor_ids": "varchar",
    "slice_ids": "varchar",
    "adjustment_kind": "varchar",
    "row_hash": "varchar",
}
COLUMNS: Mapping[str, str] = {**HEADER, **ENTRY}

IN_LEDGER: Mapping[str, str] = {"entry_entity_id": "entity_id", "entry_reason": "reason"}
"""What two columns of an entry are called in the ledger, where no header stands beside them."""
HASHED: tuple[str, ...] = tuple(LEDGER)
"""The columns of which `row_hash` is the hash, in their order."""
