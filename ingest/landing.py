"""Land slices in the lake, exactly once: atomic, versioned, idempotent. The only writer.

Belongs here: what happens to one slice when its signal, its content or its provider fails.
Does not: anything that knows a cloud or a column.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from ingest import crash, durable, held, quarantine
from ingest.errors import BadInput, BadSettings, TonneError, Unreachable
from ingest.lake import MANIFEST, Lake
from ingest.manifests import Manifest
from ingest.outcome import Landed, Progress, kept_outcome, outcome_of
from ingest.source import Fetched, SliceRef, Source
from ingest.versions import describe, version_of

__all__ = ["Landed", "Progress", "land_slice", "land_source"]


def land_source(
    source: Source,
    lake: Lake,
    *,
    progress: Progress | None = None,
    periods: Collection[str] | None = None,
) -> list[Landed]:
    """Land every slice that `source` offers; what fails on one slice never stops the others.

    `periods` (YYYY-MM) limits it to slices of those months and slices whose months are unknown
    before they are read. A slice that is no longer listed keeps its last version.

    Raises:
        BadSettings: two slices would share one id.
    """
    known = [
        manifest
        for manifest in lake.manifests(source.kind)
        if manifest.export == source.name
        and not manifest.retired
        and _wanted(manifest.periods, periods)
    ]
    try:
        listed = list(source.slices())
    except Unreachable as error:
        return _unlisted(source, known, error)
    refuse_double(source, listed)
    offered = [ref for ref in listed if _wanted(ref.periods, periods)]
    landed: list[Landed] = []
    for done, ref in enumerate(offered):
        if progress:
            progress(source.name, done, len(offered))
        landed.append(land_slice(source, ref, lake))
    if progress:
        progress(source.name, len(offered), len(offered))
    there = {ref.slice_id for ref in listed}
    quarantine.forget(source, lake, there)
    return landed + [_missing(manifest) for manifest in known if manifest.slice_id not in there]


def _unlisted(source: Source, known: list[Manifest], error: Unreachable) -> list[Landed]:
    """What stays current of a source that could not be listed."""
    may_pass = error.why == "unanswered"
    kept = [kept_outcome(one, error.message, is_transient=may_pass) for one in known]
    nothing = kept_outcome(None, error.message, slice_id=source.name, is_transient=may_pass)
    return kept or [nothing]


def land_slice(source: Source, ref: SliceRef, lake: Lake) -> Landed:
    """Land one slice if its signal changed; a bad delivery is quarantined, never raised."""
    current = lake.manifest(source.kind, ref.slice_id)
    if current and held.is_up_to_date(source, ref, current, lake):
        quarantine.lift(source, ref, lake)
        return outcome_of(current, "unchanged")
    folder = lake.slice_folder(source.kind, ref.slice_id)
    durable.remove_stale(folder)
    into = durable.new_folder(folder)
    try:
        fetched = _fetch(source, ref, into)
        landed = _take(source, ref, lake, current=current, fetched=fetched, into=into)
    except BadInput as error:
        quarantine.refuse(source, ref, lake, error)
        return kept_outcome(current, str(error), slice_id=ref.slice_id, status="quarantined")
    except Unreachable as error:
        may_pass = error.why == "unanswered"
        return kept_outcome(current, error.message, slice_id=ref.slice_id, is_transient=may_pass)
    finally:
        shutil.rmtree(into, ignore_errors=True)
    quarantine.lift(source, ref, lake)
    return landed


def _take(
    source: Source,
    ref: SliceRef,
    lake: Lake,
    *,
    current: Manifest | None,
    fetched: Fetched,
    into: Path,
) -> Landed:
    """Make what was fetched current."""
    if not fetched.files and not fetched.inputs:
        return _emptied(source, ref, lake, current)
    if source.is_immutable:
        held.refuse_change(source, ref, lake, fetched)
    version = version_of(source, fetched)
    if current and current.stands_for(version) and held.is_held(source, current, lake):
        return outcome_of(lake.put(current.model_copy(update={"signal": ref.signal})), "unchanged")
    manifest = describe(source, ref, fetched, version=version, into=into)
    if manifest.rows != fetched.rows:
        raise TonneError(f"{ref.uri}: {fetched.rows} rows read, {manifest.rows} written.")
    if not source.keep_source:
        shutil.rmtree(into / "source", ignore_errors=True)
    manifest = _place(source, lake, manifest, into)
    crash.point("after_parquet")
    landed = outcome_of(lake.put(manifest), "landed")
    if current and current.version == version:
        return replace(landed, message="The lake's copy was not as landed: it is set aside.")
    return landed


def _place(source: Source, lake: Lake, manifest: Manifest, into: Path) -> Manifest:
    """Give the version its folder, or find that somebody gave it the same one before."""
    final = lake.slice_folder(manifest.kind, manifest.slice_id) / manifest.version
    (into / MANIFEST).write_bytes(manifest.model_dump_json(indent=1).encode())
    for _ in range(3):
        if durable.place_folder(into, final):
            return manifest
        stored = Manifest.model_validate_json((final / MANIFEST).read_bytes())
        if held.is_held(source, stored, lake):
            now = {"signal": manifest.signal, "fetched_at": manifest.fetched_at}
            return stored.model_copy(update=now)
        # Somebody removed or cut files of a placed version: set it aside, as evidence.
        final.rename(final.with_name(f".damaged-{secrets.token_hex(8)}"))
    raise TonneError(f"{final} changes while it is written. Land the slice again.")


def _emptied(source: Source, ref: SliceRef, lake: Lake, current: Manifest | None) -> Landed:
    """The provider says that the slice holds nothing: a tombstone, as if it were retired."""
    if current and current.retired:
        return outcome_of(lake.put(current.model_copy(update={"signal": ref.signal})), "unchanged")
    before = current or describe(source, ref, Fetched((), (), 0), version="none", into=Path())
    return outcome_of(lake.put(before.tombstone(by="provider", signal=ref.signal)), "retired")


def _fetch(source: Source, ref: SliceRef, into: Path) -> Fetched:
    """Fetch, and hold that whatever breaks a parser is the input's fault, not the run's end."""
    try:
        return source.fetch(ref, into)
    except (TonneError, OSError, MemoryError):
        raise
    except Exception as error:
        raise BadInput(
            ref.uri,
            f"slice {ref.slice_id}",
            f"it could not be read ({type(error).__name__}: {error})",
            "Deliver it again; if that does not help, report this message",
        ) from error


def _missing(manifest: Manifest) -> Landed:
    """Absence is no tombstone: a denied or cut listing must not erase a year."""
    message = "is not listed any more; its last version is kept. Retire it to take it away."
    return kept_outcome(manifest, f"{manifest.slice_id} {message}")


def refuse_double(source: Source, refs: Sequence[SliceRef]) -> None:
    """Hold that no two slices on offer share an id.

    Raises:
        BadSettings: two do; landing one would take the other away.
    """
    seen: dict[str, str] = {}
    for ref in refs:
        other = seen.setdefault(ref.slice_id, ref.uri)
        if other != ref.uri:
            raise BadSettings(
                str(source.workspace.settings_file),
                f"sources.{source.name}",
                f"{other} and {ref.uri} are both slice {ref.slice_id}",
                "Rename or remove one of them",
            )


def _wanted(months: Collection[str], periods: Collection[str] | None) -> bool:
    return periods is None or not months or any(month in periods for month in months)
