"""Brings sealed journals to the spool beside the sampling, and again where it cannot be reached.

Belongs here: the thread that does it. Does not: what a delivery is (spool.py).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path

from ingest.errors import TonneError
from ingest.objects import Place
from ingest.telemetry.agent import spool

_RETRY_SECONDS = 30.0


class Delivery:
    """Delivers in the order given; `open_spool` may raise Unreachable, and is asked again."""

    def __init__(
        self, open_spool: Callable[[], Place], host_id: str, tell: Callable[[str], None]
    ) -> None:
        self._open_spool = open_spool
        self._host_id = host_id
        self._tell = tell
        self._queue: queue.Queue[Path | None] = queue.Queue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)
        self._thread.start()
        self.delivered = 0

    def give(self, journal: Path) -> None:
        """Take a journal that nobody writes any more."""
        self._queue.put(journal)

    def finish(self, seconds: float) -> bool:
        """Deliver what waits, each once; whether all of it arrived within `seconds`."""
        self._stopping.set()
        self._queue.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive() and self._queue.empty()

    def _run(self) -> None:
        while (path := self._queue.get()) is not None:
            while not self._is_delivered(path):
                if self._stopping.wait(_RETRY_SECONDS):
                    self._queue.put(path)  # it stays on disk, and the next start finds it
                    return

    def _is_delivered(self, path: Path) -> bool:
        try:
            self.delivered += spool.deliver(path, self._open_spool(), self._host_id)
        except (TonneError, OSError) as error:
            self._tell(f"{path} is not in the spool yet: {error}")
            return False
        return True
