"""A browser without a window, asked over a pipe: what a page shows once it is laid out.

Belongs here: starting it and asking. Does not: what a page should show.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.pipeline import REPOSITORY
from tests.services import must_be_there

_UNPACKED = REPOSITORY / ".services" / "chromium"
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


class Page:
    """One open page."""

    def __init__(self, write: int, read: int, process: subprocess.Popen[bytes]) -> None:
        self._write, self._read, self._process = write, read, process
        self._buffer, self._sent, self._session = b"", 0, ""
        self.events: list[dict[str, Any]] = []

    def open(self, file: Path, width: int = 1280) -> None:
        """Load a file and wait until it is laid out; everything that it asks for is an event."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900,
                 deviceScaleFactor=1, mobile=False)  # fmt: skip
        self.ask("Page.navigate", url=file.resolve().as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._next()

    def asked_for(self) -> list[str]:
        """The address of everything that the page requested, itself included."""
        sent = (one for one in self.events if one["method"] == "Network.requestWillBeSent")
        return [one["params"]["request"]["url"] for one in sent]

    def value(self, expression: str) -> Any:
        """What a JavaScript expression gives on the page."""
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def picture(self, file: Path) -> None:
        """The whole page as a PNG."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        file.write_bytes(base64.b64decode(shot["data"]))

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the browser's protocol and return its answer."""
        self._sent += 1
        message: dict[str, Any] = {"id": self._sent, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._sent:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        """The next message; an event is kept as well."""
        while b"\0" not in self._buffer:
            read = os.read(self._read, 1 << 16)
            assert read, f"the browser left with {self._process.wait()}"
            self._buffer += read
        text, _, self._buffer = self._buffer.partition(b"\0")
        message = json.loads(text)
        if "method" in message:
            self.events.append(message)
        return message


@contextmanager
def page(profile: Path) -> Iterator[Page]:
    """A browser of its own with an empty profile, ended with the block."""
    program, environment = _program()
    to_browser, own_write = _pipe()
    own_read, from_browser = _pipe()
    # The protocol speaks on descriptors 3 and 4 of the browser.
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}', program, *_QUIET,
         f"--user-data-dir={profile}"],
        pass_fds=(to_browser, from_browser), env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(to_browser)
    os.close(from_browser)
    try:
        yield Page(own_write, own_read, process)
    finally:
        process.terminate()
        process.wait(timeout=30)
        os.close(own_write)
        os.close(own_read)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are no descriptor that the browser's own will replace."""
    low = os.pipe()
    high = fcntl.fcntl(low[0], fcntl.F_DUPFD, 10), fcntl.fcntl(low[1], fcntl.F_DUPFD, 10)
    for end in low:
        os.close(end)
    return high


def _program() -> tuple[str, dict[str, str]]:
    """An installed browser, else the one that `make services` unpacks, with its libraries."""
    environment = dict(os.environ)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    unpacked = sorted(_UNPACKED.glob("usr/lib/chromium*/chromium-headless-shell"))
    if found is None and unpacked:
        found = str(unpacked[0])
        # Some packages have a folder of their own for libraries, and look for it under /usr alone.
        libraries = _UNPACKED.glob("usr/lib/*-linux-gnu*/**/*.so*")
        folders = sorted({str(one.parent) for one in libraries})
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(folders)
    must_be_there(
        found is not None, "Chromium is not installed: `make services` unpacks one into .services/"
    )
    return str(found), environment
