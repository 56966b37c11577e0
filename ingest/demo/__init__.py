"""A made-up company that writes exports as providers do: everything runs without an account.

Belongs here: writers of provider-shaped files with invented content. Does not: readers; the files
enter through the same door as a real company's.
"""

from ingest.demo.export import Layout
from ingest.demo.onprem.work import TRAINING
from ingest.demo.workspace import MONTHS, DemoCompany, restate_november, write_company

__all__ = ["MONTHS", "TRAINING", "DemoCompany", "Layout", "restate_november", "write_company"]
