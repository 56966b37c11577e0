"""Reaching bytes: local folders here, buckets in the integration tests."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.addresses import key_inside
from ingest.errors import Absent, Unreachable
from ingest.objects import OutsideError, Place, only_key, open_place
from ingest.s3 import open_bucket
from ingest.settings import SourceSettings


def config(uri: str, **more: object) -> SourceSettings:
    return SourceSettings.model_validate({"kind": "any", "uri": uri, **more})


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "a folder" / "100%"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.csv").write_bytes(b"x" * 10_000_000)
    (folder / "sub/ü~ 1%20.csv").write_bytes(b"y")
    return open_place(config("a folder/100%"), tmp_path)


def test_a_listing_goes_into_folders_and_is_in_order(place: Place) -> None:
    assert [(one.key, one.size) for one in place.listing()] == [
        ("b.csv", 10_000_000),
        ("sub/ü~ 1%20.csv", 1),
    ]
    assert [one.key for one in place.listing("sub")] == ["sub/ü~ 1%20.csv"]
    assert place.listing("none") == []


def test_a_download_is_hashed_on_its_way(place: Place, tmp_path: Path) -> None:
    copied = place.download("b.csv", tmp_path / "new/copy")
    assert copied.bytes == 10_000_000
    assert copied.sha256 == hashlib.sha256(b"x" * 10_000_000).hexdigest()
    assert (tmp_path / "new/copy").read_bytes() == b"x" * 10_000_000
    assert copied.uri == f"file://{tmp_path}/a folder/100%/b.csv"


def test_a_signal_changes_when_a_file_is_written_again(place: Place, tmp_path: Path) -> None:
    before = place.head("b.csv").signal
    assert place.head("b.csv").signal == before
    (tmp_path / "a folder/100%/b.csv").write_bytes(b"z" * 10_000_000)
    assert place.head("b.csv").signal != before


def test_what_is_absent_is_said_to_be(place: Place, tmp_path: Path) -> None:
    with pytest.raises(Absent, match=r"c\.csv does not exist"):
        place.head("c.csv")
    with pytest.raises(Absent, match=r"c\.csv does not exist"):
        place.download("c.csv", tmp_path / "copy")
    with pytest.raises(Unreachable, match="no-such-folder"):
        open_place(config("no-such-folder"), tmp_path)


def test_what_is_put_is_whole_or_absent(tmp_path: Path) -> None:
    place = open_place(config("a new/spool"), tmp_path, create=True)
    place.put("day/ü.bin", b"one")
    before = place.head("day/ü.bin").signal
    place.put("day/ü.bin", b"two")

    assert place.read("day/ü.bin", limit=10) == b"two"
    assert place.head("day/ü.bin").signal != before
    assert [one.name for one in (tmp_path / "a new/spool/day").iterdir()] == ["ü.bin"]


def test_what_cannot_be_put_is_told(place: Place) -> None:
    with pytest.raises(Unreachable, match="below"):
        place.put("b.csv/below", b"one")


def test_a_small_read_has_a_limit(place: Place) -> None:
    assert place.read("sub/ü~ 1%20.csv", limit=1) == b"y"
    with pytest.raises(Unreachable, match="larger than 99 bytes"):
        place.read("b.csv", limit=99)


@pytest.mark.parametrize(
    ("text", "root", "key"),
    [
        ("s3://b/p/e/data/x.parquet", "s3://b/p/e", "data/x.parquet"),
        ("/p/e/data/x.parquet", "s3://b/p/e", "data/x.parquet"),
        ("p/e/data/x.parquet", "s3://b/p/e", "data/x.parquet"),
        ("data/x.parquet", "s3://b/p/e", "data/x.parquet"),
        ("/data/x.parquet", "s3://b", "data/x.parquet"),
        ("file:///r/data/BILLING_PERIOD%3D2025-10/x", "file:///r", "data/BILLING_PERIOD=2025-10/x"),
        ("/r/data/x", "file:///r", "data/x"),
        ("data/x", "file:///r", "data/x"),
    ],
)
def test_an_address_inside_becomes_a_key(text: str, root: str, key: str) -> None:
    assert key_inside(text, root) == key


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("s3://other/p/e/x", "s3://b/p/e"),
        ("s3://b/p/other/x", "s3://b/p/e"),
        ("s3://b/p/e-two/x", "s3://b/p/e"),
        ("s3://b/p/e/../other/x", "s3://b/p/e"),
        ("/other/x", "s3://b/p/e"),
        ("../x", "s3://b/p/e"),
        ("s3://b/p/e//x", "s3://b/p/e"),
        ("s3://b/p/e/", "s3://b/p/e"),
        ("https://b/p/e/x", "s3://b/p/e"),
        ("file:///etc/passwd", "s3://b/p/e"),
        ("file:///r/%2e%2e/x", "file:///r"),
        ("/etc/passwd", "file:///r"),
        ("a/../../x", "file:///r"),
        ("", "file:///r"),
    ],
)
def test_an_address_outside_is_refused(text: str, root: str) -> None:
    with pytest.raises(OutsideError):
        key_inside(text, root)


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "export/data").symlink_to(tmp_path / "secret")
    with pytest.raises(OutsideError):
        key_inside("data/x", f"file://{tmp_path}/export")


def test_a_uri_may_name_one_file(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("x")
    for uri in ("one.csv", f"file://{tmp_path}/one.csv", f"{tmp_path}/one.csv"):
        place = open_place(config(uri), tmp_path, files=(".csv",))
        assert place.uri == f"file://{tmp_path}"
        assert only_key(config(uri), (".csv",)) == "one.csv"
    assert only_key(config("inputs/grid"), (".csv",)) is None


def test_an_unknown_kind_of_address_is_named(tmp_path: Path) -> None:
    known = "s3://, gs://, az://, file:// and paths"
    with pytest.raises(Unreachable, match=f"ftp://bucket: only {known}"):
        open_place(config("ftp://bucket"), tmp_path)


def test_signed_requests_do_not_travel_unencrypted_by_accident(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Unreachable, match="allow_http = true"):
        open_bucket("s3://b/p", config("s3://b/p", endpoint_url="http://store.example"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://store.example")
    with pytest.raises(Unreachable, match="allow_http = true"):
        open_bucket("s3://b/p", config("s3://b/p"))
    assert open_bucket("s3://b/p", config("s3://b/p", allow_http=True))


def test_missing_credentials_say_how_to_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(Unreachable, match=r"no AWS credentials.*aws configure"):
        open_bucket("s3://b/p", config("s3://b/p"))
