"""The command `tonne`: finds its subcommands, and turns errors into sentences and exit codes.

Belongs here: what all commands share. Does not: any command; each is a module of
orchestration.commands, and importing one must stay cheap.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path

import click

from ingest.errors import BadSettings, TonneError
from ingest.settings import Workspace
from ingest.tool_version import TOOL_VERSION
from orchestration import commands
from orchestration.books.refusals import BadIdentity, Refused
from orchestration.exit_codes import ExitCode
from orchestration.lock import Busy
from publish.errors import BadPeriodError, PublishError, UnknownReportError


@click.group(help="Tonne: from bills to owned, sourced emissions.", no_args_is_help=True)
@click.option(
    "--home",
    envvar="TONNE_HOME",
    default=".",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The workspace (default: TONNE_HOME, else the current directory).",
)
@click.version_option(TOOL_VERSION, prog_name="tonne")
@click.pass_context
def tonne(context: click.Context, home: Path) -> None:
    """Remember which workspace the command is for."""
    context.obj = Workspace(home)


for _module in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
    tonne.add_command(importlib.import_module(_module.name).command)


def main() -> None:
    """Run a command and leave with its exit code."""
    # A test that kills the run from within dbt must find this process.
    os.environ["TONNE_PID"] = str(os.getpid())
    try:
        code = tonne.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has enough of it; Python must not try to flush the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK
    except Exception as error:
        if os.environ.get("TONNE_DEBUG"):
            raise
        click.echo(_sentence(error), err=True)
        code = _code_of(error)
    sys.exit(int(code or 0))


def _sentence(error: Exception) -> str:
    if isinstance(error, TonneError | PublishError):
        text = str(error)
        return f"tonne: {text[:1].upper()}{text[1:]}"
    return (
        f"tonne: An error that nobody foresaw: {type(error).__name__}: {error}. "
        "TONNE_DEBUG=1 shows where."
    )


def _code_of(error: Exception) -> ExitCode:
    if isinstance(error, Busy):
        return ExitCode.BUSY
    if isinstance(error, Refused):
        return ExitCode.BREACHED
    if isinstance(error, BadSettings | BadIdentity | BadPeriodError | UnknownReportError):
        return ExitCode.USAGE
    return ExitCode.FAILED
