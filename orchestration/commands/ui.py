"""`tonne ui`: Dagster's web server on the workspace, with its schedule and its sensor."""

from __future__ import annotations

import signal

import click

from ingest.settings import Workspace, load_settings

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(name="ui")
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.pass_obj
def command(workspace: Workspace, port: int, host: str) -> None:
    """Serve assets, runs, checks, the schedule and the sensor until Ctrl-C.

    It has no login: whoever reaches the address may start runs. On loopback that is this machine.
    """
    from orchestration.web_server import serve

    load_settings(workspace.home)  # a folder that is no workspace is said before anything starts
    if host not in _LOOPBACK:
        click.echo(f"Everybody who reaches {host}:{port} may start runs: there is no login.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"Starting Dagster on {workspace.home} …")
    try:
        serve(workspace, host, port, on_ready=lambda at: click.echo(f"Serving {at} (Ctrl-C ends)"))
    except KeyboardInterrupt:
        click.echo("Ended.")
