"""Every sample of a bill or a cloud's figure is landed or set aside by some test, or is neither.

Belongs here: that none is forgotten, and the one that no other test reads. Does not: what a sample
holds.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples.aws_carbon import PERIOD, SETTINGS, SLICE

_TESTS = Path(__file__).resolve().parents[1]
_READ_BY = {
    "azure/*.csv": "contract/test_azure_samples.py",
    "azure/carbon_rest_examples/*": "contract/test_azure_carbon_samples.py",
    "azure/schemas/focuscost_*": "contract/test_azure_traps_focus.py",
    "azure/schemas/*cost_c360-*": "contract/test_azure_samples.py",
    "carbon/*_aws.csv": "contract/test_samples_of_bills.py",
    "carbon/*_gcp.csv": "contract/test_gcp_traps_carbon.py",
    "focus/focus_1.0_sample_1000.csv": "integration/test_focus_bills.py",
    "focus/spec_csv/*": "integration/test_focus_bills.py",
    "focus/*model-1.2.0.1.json": "unit/ingest/test_focus_file.py",
    "gcp/*": "integration/test_google_bills_to_facts.py",
    "generated_nise/aws_bucket/*": "integration/test_legacy_report_to_facts.py",
    "generated_nise/azure_container/*": "contract/test_azure_samples.py",
    "generated_nise/gcp_bucket/*": "integration/test_google_bills_to_facts.py",
}
"""By path: the test that reads it, from a folder that it names."""

_NO_DELIVERY = {
    "azure/schemas/dataset-metadata_*": "Microsoft's description of the columns of FOCUS",
    "azure/schemas/pricesheet_*": "prices, of nothing that was used",
    "azure/schemas/reservation*": "reservations, whose use and cost the bill tells",
    "focus/*.md": "the licence and the words beside a sample",
}
_FOLDERS = ("azure", "carbon", "focus", "gcp", "generated_nise")


def test_no_sample_is_forgotten(shared_dir: Path) -> None:
    billing = shared_dir / "data/billing"
    files = [
        path.relative_to(billing).as_posix()
        for folder in _FOLDERS
        for path in sorted((billing / folder).rglob("*"))
        if path.is_file()
    ]
    found = {
        file: [one for one in (*_READ_BY, *_NO_DELIVERY) if fnmatch(file, one)] for file in files
    }
    assert files
    assert [file for file, patterns in found.items() if len(patterns) != 1] == []
    assert {one for patterns in found.values() for one in patterns} == {*_READ_BY, *_NO_DELIVERY}


def test_the_tests_named_read_from_the_folders_named() -> None:
    for pattern, test in _READ_BY.items():
        folder = pattern.split("/")[:-1][-1]
        assert folder in (_TESTS / test).read_text(encoding="utf-8"), (pattern, test)


def test_a_yearly_download_of_awss_console_is_set_aside(home: Path, shared_dir: Path) -> None:
    """It names neither account nor month: its figures have no key."""
    export = LandedFigures(home, "aws_carbon", SETTINGS)
    sample = shared_dir / "data/billing/carbon/iab_carbon-json_cloud_example_1_aws.csv"
    partition = export.folder / f"data/carbon_model_version=v3.0.1/usage_period={PERIOD}"
    partition.mkdir(parents=True)
    (export.folder / "data/2025.csv").write_bytes(sample.read_bytes())
    [refused] = export.land().values()
    assert "holds no carbon_model_version=" in refused.message
    (export.folder / "data/2025.csv").rename(partition / "2025.csv")
    assert export.land()[SLICE].status == "quarantined"
    keys = "usage_account_id, region_code, product_code, usage_period_start"
    assert export.refused().problem.startswith(f"promised columns are missing: {keys}")
