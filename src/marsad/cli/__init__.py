"""The commands. What they do stands in the rooms that they call, loaded when needed."""

from __future__ import annotations

import sys

import click

from marsad.cli.accounts import accounts, audit
from marsad.cli.assistants import mcp
from marsad.cli.bulk import bulk
from marsad.cli.completion import completion
from marsad.cli.demo import demo
from marsad.cli.doctor import doctor
from marsad.cli.exporting import export
from marsad.cli.intake import add, init, intake, watch
from marsad.cli.judging import grade, judge, withdraw
from marsad.cli.keeping import backup, check, import_archive
from marsad.cli.linking import link
from marsad.cli.lists import actors, places
from marsad.cli.ownlists import lists
from marsad.cli.packs import pack
from marsad.cli.propositions import claims, origins, propositions
from marsad.cli.reading import EXAMPLES, read
from marsad.cli.reports import report
from marsad.cli.rereading import reread
from marsad.cli.review import review
from marsad.cli.search import document, search
from marsad.cli.serving import serve
from marsad.cli.stories import sources, story
from marsad.version import __version__


@click.group(
    name="marsad", epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="marsad")
def commands() -> None:
    """Marsad reads the news and shows who says what, on whose word.

    It finds every attributed claim in Arabic and English reports with its whole chain of voices,
    down to the characters of the original. It needs no network and no account.
    """


_COMMANDS = (
    *(read, demo, init, serve, mcp, add, watch, search, document, review, lists, reread, intake),
    *(check, backup, export, import_archive),
    *(link, claims, propositions, origins, story, sources),
    *(judge, grade, withdraw, report),
    *(accounts, audit),
    bulk,
    *(actors, places, pack),
    *(doctor, completion),
)
for _command in _COMMANDS:
    commands.add_command(_command)


def main() -> None:
    """The command line; ends the process with its exit code."""
    try:
        code = commands.main(prog_name="marsad", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130  # 128 + SIGINT, as shells have it
    sys.exit(code if isinstance(code, int) else 0)
