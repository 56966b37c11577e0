"""What `dagster dev -m orchestration.definitions` loads, for the workspace of TONNE_HOME.

Belongs here: the one object Dagster looks for. Does not: anything else (main_job has the rest).
"""

from __future__ import annotations

from orchestration.main_job import definitions_of, room_from_environment

defs = definitions_of(room_from_environment())
