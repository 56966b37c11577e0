"""One way to reach bytes: folders, S3 and Google buckets, Azure containers, listed and streamed.

Belongs here: URIs, listings, downloads in bounded memory, small objects written whole. Does not:
what the bytes mean, or where in the lake they go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from obstore.store import AzureStore, GCSStore, LocalStore, S3Store

from ingest import durable
from ingest.addresses import OutsideError, key_inside, local_path
from ingest.azure_blob import is_blob_uri, open_container, plain_uri
from ingest.errors import Unreachable
from ingest.gcs import open_gcs
from ingest.s3 import open_bucket
from ingest.settings import SourceSettings
from ingest.stores import reaching

__all__ = ["Downloaded", "OutsideError", "Place", "Stored", "files_of", "only_key", "open_place"]

_CHUNK_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """What a store says about one object; `key` is relative to its place, `size` in bytes."""

    key: str
    size: int
    etag: str
    modified: datetime

    @property
    def signal(self) -> str:
        """Changes whenever the object is written again."""
        return f"{self.etag}/{self.size}"


@dataclass(frozen=True)
class Downloaded:
    """One object copied to a local file."""

    uri: str
    bytes: int
    sha256: str


class Place:
    """A folder of objects, local or in a bucket; every key is relative to it."""

    def __init__(self, store: LocalStore | S3Store | GCSStore | AzureStore, uri: str) -> None:
        self._store = store
        self.uri = uri.rstrip("/")

    def uri_of(self, key: str) -> str:
        """The full address of `key`."""
        return f"{self.uri}/{key}"

    def listing(self, folder: str = "") -> list[Stored]:
        """All objects below `folder`, by key.

        Raises:
            Unreachable: the listing is denied or fails.
        """
        prefix = f"{folder.strip('/')}/" if folder else None
        found: list[Stored] = []
        with reaching(self.uri_of(folder)):
            for page in self._store.list(prefix):
                found += [
                    Stored(meta["path"], meta["size"], _etag(meta["e_tag"]), meta["last_modified"])
                    for meta in page
                ]
        return sorted(found, key=lambda stored: stored.key)

    def children(self, folder: str = "") -> tuple[list[str], list[Stored]]:
        """What lies right in `folder`: the keys of its folders, and its objects, both sorted.

        Raises:
            Unreachable: the listing is denied or fails.
        """
        prefix = f"{folder.strip('/')}/" if folder else None
        with reaching(self.uri_of(folder)):
            found = self._store.list_with_delimiter(prefix)
        objects = [
            Stored(meta["path"], meta["size"], _etag(meta["e_tag"]), meta["last_modified"])
            for meta in found["objects"]
        ]
        return sorted(found["common_prefixes"]), sorted(objects, key=lambda stored: stored.key)

    def head(self, key: str) -> Stored:
        """What the store says about one object.

        Raises:
            Absent: there is none.
            Unreachable: the store does not answer.
        """
        with reaching(self.uri_of(key)):
            meta = self._store.head(key)
        return Stored(key, meta["size"], _etag(meta["e_tag"]), meta["last_modified"])

    def read(self, key: str, *, limit: int) -> bytes:
        """The bytes of a small object, at most `limit` bytes of it."""
        content = bytearray()
        for chunk in self._chunks(key):
            content += chunk
            if len(content) > limit:
                raise Unreachable(f"{self.uri_of(key)} is larger than {limit} bytes.")
        return bytes(content)

    def touch(self, key: str) -> None:
        """Hold that one object may be read, without reading it.

        Raises:
            Absent, Unreachable: it may not.
        """
        with reaching(self.uri_of(key)):
            self._store.get(key)

    def download(self, key: str, to: Path) -> Downloaded:
        """Copy one object to the file `to`, hashed on the way, in bounded memory.

        Raises:
            Absent, Unreachable: as for `head`; what was written of `to` is then worthless.
        """
        digest = hashlib.sha256()
        written = 0
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("wb") as out:
            for chunk in self._chunks(key):
                digest.update(chunk)
                out.write(chunk)
                written += len(chunk)
        return Downloaded(self.uri_of(key), written, digest.hexdigest())

    def put(self, key: str, content: bytes) -> None:
        """Write one small object; whoever reads sees the old one or the new one, never a part.

        Raises:
            Unreachable: it cannot be written.
        """
        with reaching(self.uri_of(key)):
            if isinstance(self._store, LocalStore):
                durable.write_atomically(Path(self.uri.removeprefix("file://")) / key, content)
            else:
                self._store.put(key, content)

    def key_of(self, text: str) -> str:
        """The key that a manifest means by `text`: a URI, a path, or relative to the place.

        Raises:
            OutsideError: it leaves the place.
        """
        return key_inside(text, self.uri)

    def _chunks(self, key: str) -> Iterator[memoryview]:
        with reaching(self.uri_of(key)):
            answer = self._store.get(key)
            expected, received = answer.meta["size"], 0
            stream = iter(answer.stream(min_chunk_size=_CHUNK_BYTES))
        while True:
            with reaching(self.uri_of(key)):
                chunk = next(stream, None)
            if chunk is None:
                break
            view = memoryview(chunk)
            received += len(view)
            yield view
        if received != expected:
            raise Unreachable(
                f"{self.uri_of(key)} ended after {received} of {expected} bytes.", "unanswered"
            )


def open_place(
    config: SourceSettings, home: Path, *, files: tuple[str, ...] = (), create: bool = False
) -> Place:
    """The place that `config.uri` names; relative paths start at `home`.

    With `create` a local folder is made where there is none.

    Where the uri ends in one of the suffixes `files` it names one object: the place is then the
    folder that holds it (`only_key` gives its name).

    Raises:
        Unreachable: no such folder, no credentials, or a kind of address that is not known.
    """
    uri = config.uri.rstrip("/")
    if uri.lower().endswith(files or ("\0",)):
        uri = uri.rsplit("/", 1)[0] or "/" if "/" in uri else "."
    if uri.startswith("s3://"):
        return Place(open_bucket(uri, config), uri)
    if uri.startswith("gs://"):
        return Place(open_gcs(uri, config), uri)
    if is_blob_uri(uri):
        uri = plain_uri(uri)
        return Place(open_container(uri, config), uri)
    path = local_path(uri)
    if path is None:
        known = "s3://, gs://, az://, file:// and paths"
        raise Unreachable(f"{config.uri}: only {known} are known.")
    folder = (home / path).resolve()
    with reaching(str(folder)):
        return Place(LocalStore(prefix=folder, mkdir=create), f"file://{folder}")


def only_key(config: SourceSettings, files: tuple[str, ...]) -> str | None:
    """The name of the one object that `config.uri` names, if it ends in one of `files`."""
    uri = config.uri.rstrip("/")
    if not uri.lower().endswith(files):
        return None
    name = uri.rsplit("/", 1)[-1]
    return unquote(name) if uri.startswith("file://") else name


def files_of(
    config: SourceSettings, place: Place, files: tuple[str, ...], *, hidden: bool = False
) -> list[Stored]:
    """What ends in one of `files`: the one object that `config.uri` names, or all in `place`.

    Below folders that begin in a dot or a low line lie copies, which would count twice: they are
    passed over unless `hidden`.

    Raises:
        Unreachable: there is none, or it cannot be listed.
    """
    alone = only_key(config, files)
    if alone is not None:
        return [place.head(alone)]
    found = [
        stored
        for stored in place.listing()
        if stored.key.lower().endswith(files)
        and (hidden or not any(part.startswith((".", "_")) for part in stored.key.split("/")))
    ]
    if not found:
        raise Unreachable(f"{place.uri} holds no file ({', '.join(files)}).")
    return found


def _etag(value: str | None) -> str:
    return (value or "").strip('"')
