"""What an address means, seen from the place it was found in.

Belongs here: text only; it refuses what leads outside. Does not: asking any store.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote


class OutsideError(Exception):
    """A URI points out of the place it was found in."""


def key_inside(text: str, root: str) -> str:
    """`text` (a URI, a path, or relative) as a key below the URI `root`.

    Raises:
        OutsideError: it leaves `root`, also by `..` or by a symbolic link.
    """
    key = _inside(text, root)
    if key is None or any(part in {"", ".", ".."} for part in key.split("/")):
        raise OutsideError(text)
    folder = local_path(root)
    if folder and not (folder / key).resolve().is_relative_to(folder.resolve()):
        raise OutsideError(text)
    return key


def local_path(uri: str) -> Path | None:
    """The path that a file:// URI or a bare path means; None for any other kind of address."""
    if uri.startswith("file://"):
        return Path(unquote(uri[len("file://") :]))
    return None if "://" in uri else Path(uri)


def _inside(text: str, root: str) -> str | None:
    """`text` relative to `root`; None if it lies elsewhere."""
    scheme, _, path = root.partition("://")
    if "://" in text:
        plain = unquote(text) if text.startswith("file://") else text
        return plain[len(root) + 1 :] if plain.startswith(f"{root}/") else None
    if scheme == "file":
        if not text.startswith("/"):
            return text
        return text[len(path) + 1 :] if text.startswith(f"{path}/") else None
    below = path.partition("/")[2]
    bare = text.lstrip("/")
    if below and bare.startswith(f"{below}/"):
        return bare[len(below) + 1 :]
    return bare if not text.startswith("/") or not below else None
