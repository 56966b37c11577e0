"""How the made-up company charges its teams: one policy, a shared team, budgets.

Belongs here: rows of three registers. Does not: prices (`organisation.py`) or teams (`company.py`).
"""

from ingest.demo.onprem.work import EXPERIMENT, MODEL
from ingest.demo.register_file import Row

POLICIES: tuple[Row, ...] = (
    ("valid_from", "method", "price_id", "shared_split", "unattributed_owner"),
    ("2025-01-01", "location", "fee-2025", "proportional", "CC-100"),
)

SHARED: tuple[Row, ...] = (
    ("team_id", "valid_from", "valid_to"),
    # Everyone builds on the platform.
    ("platform", "2025-01-01", ""),
)

_QUARTER = ("2025-10-01", "2025-12-31")


def budgets(*, own_sites: bool) -> list[Row]:
    """The quarter's budgets: two teams, and where models are trained a model and a portfolio."""
    rows: list[Row] = [
        ("budget_id", "kind", "subject_ids", "tco2e", "gpu_hours", "starts_on", "ends_on",
         "method"),
        ("search-q4", "team", "search", 30, "", *_QUARTER, "location"),
        ("web-q4", "team", "web", 12, "", *_QUARTER, "location"),
    ]  # fmt: skip
    if own_sites:
        rows += [
            (f"{MODEL}-2025", "model", MODEL, 2.5, 6000, "2025-10-01", "2026-03-31", "location"),
            ("research-2025", "portfolio", f"experiment:{EXPERIMENT}", 500, 250_000,
             "2025-01-01", "2025-12-31", "location"),
        ]  # fmt: skip
    return rows
