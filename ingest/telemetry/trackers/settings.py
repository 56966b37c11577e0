"""What a tracker's files do not say themselves: the zone of their clock, the host they ran on.

Belongs here: the keys of tonne.toml that the trackers share. Does not: reading any file.
"""

from __future__ import annotations

from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import field_validator

from ingest.settings import SourceSettings


class TrackerSettings(SourceSettings):
    """Keys of a tracker's table.

    `time_zone` is that of moments that state none (default UTC); `host_id` the host of all
    files, or `host_from_folder` where each host writes to a folder of its name.
    """

    time_zone: str = "UTC"
    host_id: str | None = None
    host_from_folder: bool = False

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{name!r} is no time zone such as Europe/Paris or UTC") from None
        return name

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of moments that state none."""
        return ZoneInfo(self.time_zone)

    def host_of(self, key: str) -> str | None:
        """The host that wrote the file `key`; None where nobody says."""
        folders = key.split("/")[:-1]
        return folders[-1] if self.host_from_folder and folders else self.host_id
