"""Registers of what the company owns, and of the contracts for its electricity.

Belongs here: rows, some of them wrong on purpose: a certificate of last year, one with an open
question. Does not: hosts (`site_registers.py`).
"""

from ingest.demo.onprem.machines import CAGE, HALL
from ingest.demo.register_file import Row

_SOURCE = "invented for the demonstration"
_OWNER = "Lumenfold GmbH"

GOOD_GO, OLD_GO, OPEN_GO, PPA = "go-wind", "go-wind-last-year", "go-hydro", "ppa-solar"
APPLIED_MWH, REFUSED_MWH = 4 + 6, 3 + 2
"""What may count of the contracts, and what is refused: last year's vintage, an open question."""


def assets(year: int, disposed_on: str) -> list[Row]:
    """Hosts, switches and a disk shelf; one host is bought in `year`, the shelf leaves in it."""
    return [
        ("asset_id", "asset_kind", "description", "site_id", "quantity", "accelerator_count",
         "acquired_on", "in_service_on", "embodied_kgco2e", "embodied_low_kgco2e",
         "embodied_high_kgco2e", "embodied_source", "life_months", "recognition", "mass_kg",
         "disposed_on", "disposal_route"),
        ("gpu-2024", "accelerator", "Host with 8 x NVIDIA H100 SXM", HALL, 1, 8, f"{year - 1}-03-11",
         f"{year - 1}-04-01", 5100, 3600, 7012, _SOURCE, "", "capitalised", 130, "", ""),
        # Without a value of its own: components give it.
        ("gpu-2025", "accelerator", "Host with 8 x NVIDIA H100 SXM", HALL, 1, 8, f"{year}-09-15",
         f"{year}-10-01", "", "", "", "", "", "capitalised", 130, "", ""),
        # Its life ends within the demonstration.
        ("cpu-2021", "server", "Host with two sockets", CAGE, 2, 0, f"{year - 4}-10-20",
         f"{year - 4}-12-01", 1313, 968, 1693, _SOURCE, 48, "capitalised", 28, "", ""),
        ("net-2023", "network", "Switches", HALL, 4, "", f"{year - 2}-05-02", f"{year - 2}-06-01", 420, "", "",
         _SOURCE, "", "capitalised", 9, "", ""),
        ("sto-2022", "storage", "Disk shelf", HALL, 1, "", f"{year - 3}-02-01", f"{year - 3}-03-01", 900, "", "",
         _SOURCE, 60, "capitalised", 42, disposed_on, "recycling"),
    ]  # fmt: skip


def asset_lives(year: int) -> list[Row]:
    """The older host of boards is to live longer than was thought."""
    return [("asset_id", "valid_from", "life_months"), ("gpu-2024", f"{year}-07-01", 72)]


def instruments(year: int) -> list[Row]:
    """Certificates of `year` and of the year before, one with an open question, and a PPA."""
    met = ("met", "met", "met", "met", "met", "n/a", "n/a", "met")
    open_question = ("met", "met", "", "met", "met", "n/a", "n/a", "met")
    bought = ("met", "met", "met", "met", "met", "n/a", "met", "met")
    cancelled = (f"{year + 1}-02-10", _OWNER)

    def go(name: str, first: int, count: int, vintage: int) -> tuple[object, ...]:
        serials = tuple(f"DE-{vintage}-{serial:08}" for serial in (first, first + count - 1))
        return (name, "eac_site", *serials, HALL, "DE", vintage, count, 0, *cancelled)

    return [
        ("instrument_id", "instrument_kind", "serial_from", "serial_to", "site_id", "market_zone",
         "vintage_year", "quantity_mwh", "kgco2e_per_kwh", "retired_on", "retired_for",
         *(f"criterion_{number}" for number in range(1, 9)), "evidence"),
        (*go(GOOD_GO, 210_001, 4, year), *met, "cancellation statement 1"),
        (*go(OLD_GO, 118_500, 3, year - 1), *met, "cancellation statement 2"),
        (*go(OPEN_GO, 774_120, 2, year), *open_question, ""),
        (PPA, "ppa", "", "", HALL, "DE", year, 6, 0, "", "", *bought, "contract 7"),
    ]  # fmt: skip
