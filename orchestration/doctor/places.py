"""Whether every source can be listed and read with the credentials at hand.

Belongs here: asking, and telling apart why not. Does not: reading data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.errors import TonneError, Unreachable, Why
from ingest.source import Source
from orchestration.doctor.finding import Finding

_REMEDIES: Mapping[Why, tuple[str, str]] = {
    "no_credentials": (
        "no credentials",
        "Sign in as for the cloud's command line (AWS_PROFILE, `aws sso login`, `az login`, "
        "`gcloud auth application-default login`), give the machine a role, or set the "
        "environment variable that the message names",
    ),
    "denied": (
        "denied",
        "Allow the role s3:ListBucket on the bucket and s3:GetObject on the export's prefix, and "
        "kms:Decrypt where the bucket is encrypted with a key of its own; for BigQuery "
        "bigquery.dataViewer, jobUser and readSessionUser; on Azure assign the role Storage Blob "
        "Data Reader on the container, or the one that the message names",
    ),
    "absent": (
        "bucket or folder does not exist",
        "Correct the source's uri in tonne.toml; it is the folder that the export writes to",
    ),
    "wrong_region": (
        "bucket is in another region",
        "Set the source's region in tonne.toml to the bucket's own",
    ),
    "unanswered": (
        "nobody answers",
        "Look at the network, the proxy and the source's endpoint_url; then ask again",
    ),
    "unknown": ("cannot be used", "Follow the message"),
}


def findings(source: Source) -> Iterator[Finding]:
    """List the source and open its newest slice, as a run would."""
    where = f"source {source.name} ({source.config.uri})"
    try:
        offered = list(source.slices())
    except Unreachable as error:
        yield _unreachable("listing", error, where)
        return
    except TonneError as error:
        yield Finding(
            "breach", f"it cannot be listed: {error.message}", where, "Follow the message"
        )
        return
    if not offered and source.folder is None:
        remedy = "Wait for the first delivery, or correct the uri"
        yield Finding("breach", "it offers no slice", where, remedy)
    if not offered or source.listing_reads:
        return
    try:
        source.touch(offered[-1])
        for remark in source.remarks():
            yield Finding("note", remark, where, "Set what limits it in tonne.toml")
    except Unreachable as error:
        yield _unreachable("reading", error, where)


def _unreachable(doing: str, error: Unreachable, where: str) -> Finding:
    words, remedy = _REMEDIES[error.why]
    return Finding("breach", f"{doing}: {words}. {error.message}", where, remedy)
