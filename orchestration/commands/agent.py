"""`tonne agent`: samples the energy counters of this host into a spool."""

from __future__ import annotations

import os
import signal
import socket
import threading
from pathlib import Path
from typing import Any

import click

from orchestration.exit_codes import ExitCode

_ONCE_SECONDS = 0.0


@click.command(name="agent")
@click.option("--spool", required=True, metavar="URI", help="A folder, s3://, gs:// or az://.")
@click.option("--host", "host_id", metavar="ID", help="Who this host is (default: its host name).")
@click.option("--interval", type=click.FloatRange(0.05, 60), default=1.0, show_default=True)
@click.option(
    "--rotate",
    type=click.FloatRange(1, 3600),
    default=3600.0,
    show_default=True,
    help="Seconds of samples in one file of the spool.",
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where samples wait for the spool (default: STATE_DIRECTORY, else below the user's home).",
)
@click.option("--region", help="Of an s3:// spool.")
@click.option("--endpoint-url", help="Of a spool that speaks S3 elsewhere.")
@click.option("--allow-http", is_flag=True, help="Let that endpoint be unencrypted.")
@click.option(
    "--powercap",
    type=click.Path(path_type=Path),
    default=Path("/sys/class/powercap"),
    show_default=True,
    help="Where the host's powercap tree is mounted.",
)
@click.option("--nvml-module", default="pynvml", hidden=True, help="For tests: a stand-in.")
@click.option("--once", is_flag=True, help="Take one sample and end: shows what can be read.")
@click.option("--duration", type=click.FloatRange(min=0), metavar="SECONDS", help="End by itself.")
def command(
    spool: str,
    host_id: str | None,
    interval: float,
    rotate: float,
    state: Path | None,
    powercap: Path,
    nvml_module: str,
    once: bool,
    duration: float | None,
    **store: Any,
) -> ExitCode:
    """Sample GPUs (NVML) and processors (RAPL) until SIGTERM; SIGKILL costs one interval.

    Exit codes: 0 ended and delivered, 1 nothing to sample or no spool, 5 another agent is here.
    """
    from ingest.settings import SourceSettings
    from ingest.telemetry.agent.host import Host, OtherAgent, sample_host
    from ingest.telemetry.agent.nvml import Nvml
    from ingest.telemetry.agent.nvml_library import library
    from ingest.telemetry.agent.powercap import Powercap
    from ingest.telemetry.agent.sampler import Rhythm

    name = host_id or socket.gethostname()
    host = Host(name, SourceSettings(kind="agent_samples", uri=spool, **store), state or _state())
    readers = [Powercap(name, interval, powercap), Nvml(name, interval, library(nvml_module))]
    try:
        count = sample_host(
            host,
            readers,
            Rhythm(interval, rotate),
            stop=_stop_at_signals(),
            duration_s=_ONCE_SECONDS if once else duration,
            tell=lambda line: click.echo(line, err=True),
        )
    except OtherAgent as error:
        click.echo(f"tonne: {error.message}", err=True)
        return ExitCode.BUSY
    click.echo(f"Delivered {count} samples of {name} to {spool}.")
    return ExitCode.OK


def _state() -> Path:
    """The service's own folder, else the user's."""
    given = os.environ.get("STATE_DIRECTORY")
    return Path(given) if given else Path.home() / ".local/state/tonne-agent"


def _stop_at_signals() -> threading.Event:
    """Set by SIGTERM and SIGINT: the sample at hand is finished and everything is delivered."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
