"""Write files and folders so that a crash leaves either the old ones or the new ones.

Belongs here: fsync, rename, temporary names. Does not: what is written, or why.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path

TEMPORARY = ".tmp-"
_STALE_SECONDS = 24 * 3600


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`; a reader sees the old bytes or the new, never a mixture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def new_folder(parent: Path) -> Path:
    """A fresh temporary folder in `parent`, on the same file system as its final place."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    folder.mkdir()
    return folder


def place_folder(temporary: Path, final: Path) -> bool:
    """Move a finished folder to its final name; False if somebody placed one there before.

    The content is on disk before the name is, so a folder with a final name is always whole.
    """
    for folder, _, names in os.walk(temporary):
        for name in names:
            sync_file(Path(folder) / name)
        sync_folder(Path(folder))
    try:
        temporary.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        return False
    sync_folder(final.parent)
    return True


def remove_stale(parent: Path) -> None:
    """Remove temporary folders and files that a crash left in `parent` more than a day ago."""
    for leftover in parent.glob(f"{TEMPORARY}*"):
        try:
            if time.time() - leftover.stat().st_mtime < _STALE_SECONDS:
                continue
        except FileNotFoundError:  # another landing finished or removed it first
            continue
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the bytes of a file survive a power cut."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())
