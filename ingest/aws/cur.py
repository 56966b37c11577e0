"""AWS Cost and Usage Report, the legacy kind: CSV or Parquet, one slice per billing period.

It lands under the columns of CUR 2.0, so that everything after it reads both alike.
Belongs here: the kind. Does not: the layout (report_folder.py), the names (cur_names.py).
"""

from __future__ import annotations

from ingest.aws import report_folder
from ingest.aws.bill import Bill
from ingest.aws.manifest import PeriodManifest
from ingest.objects import Place


class Cur(Bill):
    """The report's folder that `uri` points at: the one that holds a folder per billing period."""

    kind = "aws_cur"

    def manifests(self, place: Place) -> list[PeriodManifest]:
        """The newest manifest of each billing period."""
        return report_folder.newest_manifests(place)

    def key_of(self, place: Place, manifest_key: str, text: str) -> str:
        """The key of the file that the manifest calls `text`, a key of the bucket."""
        return report_folder.key_of(place, manifest_key, text)
